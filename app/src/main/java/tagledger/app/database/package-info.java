/**
 * The PostgreSQL that Tagledger brings along: a real, durable server in a data directory, started
 * where no {@code spring.datasource.url} names another.
 */
@NullMarked
package tagledger.app.database;

import org.jspecify.annotations.NullMarked;
