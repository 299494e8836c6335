package tagledger.app.http;

import static org.awaitility.Awaitility.await;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;

/**
 * Reads a table as a reader does that does not come to an end. Where that is {@code generation},
 * what is built cannot take the place of the tables beside it before this is closed.
 */
public final class Hold implements AutoCloseable {

  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final Duration MOMENT = Duration.ofMillis(10);

  private final Connection connection;
  private final long table;

  private Hold(Connection connection, long table) {
    this.connection = connection;
    this.table = table;
  }

  /**
   * @param connection of one's own, as the service's login
   */
  public static Hold on(String table, Connection connection) {
    try (Statement statement = connection.createStatement()) {
      statement.execute("SET ROLE tagledger_app");
      connection.setAutoCommit(false);
      statement.execute("LOCK TABLE " + table + " IN ACCESS SHARE MODE");
      try (ResultSet id = statement.executeQuery("SELECT '" + table + "'::regclass::oid")) {
        id.next();
        return new Hold(connection, id.getLong(1));
      }
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Returns when somebody has waited for the tables, and has given up. */
  public void awaitAttempt() {
    await().atMost(PATIENCE).pollInterval(MOMENT).until(() -> waiting() > 0);
    await().atMost(PATIENCE).pollInterval(MOMENT).until(() -> waiting() == 0);
  }

  private int waiting() throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet count =
            statement.executeQuery(
                "SELECT count(*) FROM pg_locks WHERE NOT granted AND mode = 'AccessExclusiveLock'"
                    + " AND relation = "
                    + table)) {
      count.next();
      return count.getInt(1);
    }
  }

  @Override
  public void close() {
    try {
      connection.close();
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }
}
