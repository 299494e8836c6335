@NullMarked
package tagledger.bench.report;

import org.jspecify.annotations.NullMarked;
