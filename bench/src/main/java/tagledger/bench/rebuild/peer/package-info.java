/** The same read model, as Axon Framework and JPA have it built when nothing is added to them. */
@NullMarked
package tagledger.bench.rebuild.peer;

import org.jspecify.annotations.NullMarked;
