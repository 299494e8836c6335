/**
 * What is measured: the service and its peers, each a process of its own with a database of its
 * own.
 */
@NullMarked
package tagledger.bench.system;

import org.jspecify.annotations.NullMarked;
