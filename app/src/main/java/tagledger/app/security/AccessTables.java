package tagledger.app.security;

import static java.util.Objects.requireNonNull;

import java.util.function.Supplier;
import javax.sql.DataSource;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * The tables of who may do what. What takes something away, or must happen once over all nodes,
 * raises the version first, and so holds the one row until its transaction ends.
 */
final class AccessTables {

  private final JdbcTemplate jdbc;
  private final TransactionTemplate transactions;

  AccessTables(DataSource database) {
    this.jdbc = new JdbcTemplate(database);
    this.transactions = new TransactionTemplate(new JdbcTransactionManager(database));
  }

  JdbcTemplate jdbc() {
    return jdbc;
  }

  <T> T inTransaction(Supplier<T> work) {
    return requireNonNull(transactions.execute(transaction -> work.get()));
  }

  long raiseVersion() {
    return requireNonNull(
        jdbc.queryForObject(
            "UPDATE access SET version = version + 1 RETURNING version", Long.class));
  }

  boolean hasUsers() {
    return requireNonNull(jdbc.queryForObject("SELECT EXISTS (SELECT FROM users)", Boolean.class));
  }
}
