/** What can be asked of the log itself. */
@NullMarked
package tagledger.query.log;

import org.jspecify.annotations.NullMarked;
