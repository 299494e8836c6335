package tagledger.query.projection;

import java.sql.Connection;
import java.sql.SQLException;
import org.springframework.boot.jdbc.autoconfigure.JdbcConnectionDetails;
import org.springframework.jdbc.UncategorizedSQLException;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** A connection of one's own, on which tables are filled. For one thread; to be closed. */
final class BuildConnection implements AutoCloseable {

  private static final int ROWS_AT_ONCE = 1_000;

  private final SingleConnectionDataSource connection;
  final JdbcTemplate jdbc;
  final TransactionTemplate transaction;

  BuildConnection(JdbcConnectionDetails database, String searchPath) {
    connection = new SingleConnectionDataSource();
    connection.setUrl(database.getJdbcUrl());
    connection.setUsername(database.getUsername());
    connection.setPassword(database.getPassword());
    connection.setSuppressClose(true);
    jdbc = new JdbcTemplate(connection);
    jdbc.setFetchSize(ROWS_AT_ONCE);
    transaction = new TransactionTemplate(new JdbcTransactionManager(connection));
    jdbc.execute(Generation.initialisation(searchPath));
  }

  /** From any thread: what waits for the database fails. */
  void abort() {
    try {
      connection.getConnection().unwrap(Connection.class).abort(Runnable::run);
    } catch (SQLException e) {
      throw new UncategorizedSQLException("Leaving the database", null, e);
    }
  }

  @Override
  public void close() {
    connection.destroy();
  }
}
