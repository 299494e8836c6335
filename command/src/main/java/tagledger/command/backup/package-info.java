/** The log as one file, and back. */
@NullMarked
package tagledger.command.backup;

import org.jspecify.annotations.NullMarked;
