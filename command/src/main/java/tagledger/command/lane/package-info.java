/** The one lane in which commands are decided and committed together. */
@NullMarked
package tagledger.command.lane;

import org.jspecify.annotations.NullMarked;
