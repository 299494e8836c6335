/**
 * What may happen. This package only wires it; {@code store} decides, {@code lane} runs, {@code
 * log} keeps.
 */
@NullMarked
package tagledger.command;

import org.jspecify.annotations.NullMarked;
