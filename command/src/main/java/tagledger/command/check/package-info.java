/** Holds what is stored against the log. */
@NullMarked
package tagledger.command.check;

import org.jspecify.annotations.NullMarked;
