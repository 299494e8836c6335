/** What is asked of all that is measured. */
@NullMarked
package tagledger.bench.work;

import org.jspecify.annotations.NullMarked;
