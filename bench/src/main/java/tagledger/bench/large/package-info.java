/** How the service bears a store of a million items and a log of ten million events. */
@NullMarked
package tagledger.bench.large;

import org.jspecify.annotations.NullMarked;
