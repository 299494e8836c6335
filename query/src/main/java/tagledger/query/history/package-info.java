/** The catalogue's past: rows with the span in which they held, and what can be asked of them. */
@NullMarked
package tagledger.query.history;

import org.jspecify.annotations.NullMarked;
