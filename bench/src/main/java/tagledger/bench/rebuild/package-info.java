/** How fast projections are built anew, and what that is held against. */
@NullMarked
package tagledger.bench.rebuild;

import org.jspecify.annotations.NullMarked;
