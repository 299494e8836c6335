/** What was found, as tables and plots. */
@NullMarked
package tagledger.bench.report;

import org.jspecify.annotations.NullMarked;
