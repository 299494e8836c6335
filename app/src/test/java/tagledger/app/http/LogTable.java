package tagledger.app.http;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.springframework.boot.flyway.autoconfigure.FlywayConnectionDetails;
import org.springframework.boot.jdbc.autoconfigure.JdbcConnectionDetails;

/** The service's log beneath it, with ways to keep its readers waiting. */
final class LogTable {

  /** Those that read the whole of an event; projections do not. */
  private static final String READERS =
      """
      FROM pg_stat_activity
      WHERE query LIKE '%salt%bytes_before%' AND pid <> pg_backend_pid() AND """;

  private final FlywayConnectionDetails owner;
  private final JdbcConnectionDetails application;

  LogTable(FlywayConnectionDetails owner, JdbcConnectionDetails application) {
    this.owner = owner;
    this.application = application;
  }

  /** Nobody reads it while the connection is open. */
  Connection lock() throws SQLException {
    return holding(
        DriverManager.getConnection(owner.getJdbcUrl(), owner.getUsername(), owner.getPassword()),
        "LOCK TABLE tagledger.events IN ACCESS EXCLUSIVE MODE");
  }

  /** Nobody may use what tells of the catalogue's tables while the connection is open. */
  Connection lockCatalogue() throws SQLException {
    return holding(
        DriverManager.getConnection(
            application.getJdbcUrl(), application.getUsername(), application.getPassword()),
        """
        DO $$ BEGIN
          EXECUTE (SELECT 'LOCK TABLE ' || nspname || '.generation IN ACCESS EXCLUSIVE MODE'
                   FROM pg_namespace WHERE nspname ~ '^catalogue_[0-9]+$');
        END $$""");
  }

  private static Connection holding(Connection connection, String lock) throws SQLException {
    connection.setAutoCommit(false);
    try (Statement statement = connection.createStatement()) {
      statement.execute("SET lock_timeout = '30s'");
      statement.execute(lock);
    }
    return connection;
  }

  boolean isAwaited() throws SQLException {
    return ask("SELECT count(*) " + READERS + " wait_event_type = 'Lock'") > 0;
  }

  /** Cuts the connections of those that read it whole, and tells how many these were. */
  long cutReaders() throws SQLException {
    return ask("SELECT count(pg_terminate_backend(pid)) " + READERS + " state <> 'idle'");
  }

  /** Asks as the service does, and answers the first number. */
  long ask(String sql) throws SQLException {
    try (Connection connection =
            DriverManager.getConnection(
                application.getJdbcUrl(), application.getUsername(), application.getPassword());
        Statement statement = connection.createStatement();
        ResultSet answer = statement.executeQuery(sql)) {
      answer.next();
      return answer.getLong(1);
    }
  }
}
