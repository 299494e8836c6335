@NullMarked
package tagledger.bench.load;

import org.jspecify.annotations.NullMarked;
