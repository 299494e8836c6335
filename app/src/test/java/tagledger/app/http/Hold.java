package tagledger.app.http;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;

/**
 * Keeps a projection's tables in place as a reader does that does not come to an end: what is built
 * cannot take their place before this is closed.
 */
public final class Hold implements AutoCloseable {

  private final Connection connection;

  private Hold(Connection connection) {
    this.connection = connection;
  }

  /**
   * @param connection of one's own, as the service's login
   */
  public static Hold on(String schema, Connection connection) {
    try (Statement statement = connection.createStatement()) {
      statement.execute("SET ROLE tagledger_app");
      connection.setAutoCommit(false);
      statement.execute("LOCK TABLE " + schema + ".generation IN ACCESS SHARE MODE");
      return new Hold(connection);
    } catch (SQLException e) {
      throw new IllegalStateException(e);
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
