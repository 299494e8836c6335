/** What measures: wrk and Gatling on HTTP, pgbench on PostgreSQL. */
@NullMarked
package tagledger.bench.load;

import org.jspecify.annotations.NullMarked;
