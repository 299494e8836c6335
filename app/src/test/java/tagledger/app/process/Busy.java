package tagledger.app.process;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;

/** Holds a lock of the database's that somebody else needs, until it is closed. */
final class Busy implements AutoCloseable {

  private final Connection connection;

  private Busy(Connection connection) {
    this.connection = connection;
  }

  /** As if another node were building that generation: none does. */
  static Busy building(SharedDatabase database, String generation) throws SQLException {
    return with(database, "hashtext('tagledger build'), hashtext('" + generation + "')");
  }

  static Busy with(SharedDatabase database, String lock) throws SQLException {
    Connection connection = database.connect();
    try (Statement statement = connection.createStatement()) {
      statement.execute("SELECT pg_advisory_lock(" + lock + ")");
      return new Busy(connection);
    } catch (SQLException e) {
      connection.close();
      throw e;
    }
  }

  @Override
  public void close() throws SQLException {
    connection.close();
  }
}
