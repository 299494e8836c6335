package tagledger.query.sql;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import javax.sql.DataSource;

/** A connection on which all statements see one state of the database, until it is rolled back. */
public final class SnapshotConnection {

  private SnapshotConnection() {}

  /** What is read is read as slowly as a client takes it; nobody waits for what that holds. */
  public static Connection open(DataSource database) throws SQLException {
    Connection connection = database.getConnection();
    try (Statement statement = connection.createStatement()) {
      connection.setAutoCommit(false);
      statement.execute(
          """
          SET TRANSACTION ISOLATION LEVEL REPEATABLE READ;
          SET LOCAL idle_in_transaction_session_timeout = 0""");
      return connection;
    } catch (SQLException | RuntimeException e) {
      connection.close();
      throw e;
    }
  }
}
