package tagledger.query.sql;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import javax.sql.DataSource;

/**
 * A connection on which all statements see one state of the database and the tables of one
 * generation, until it is rolled back.
 */
public final class SnapshotConnection {

  private SnapshotConnection() {}

  private static final String BEGIN =
      """
      SET TRANSACTION ISOLATION LEVEL REPEATABLE READ;
      SET LOCAL idle_in_transaction_session_timeout = 0""";

  /** What is read is read as slowly as a client takes it; nobody waits for what that holds. */
  public static Connection open(DataSource database) throws SQLException {
    return open(database, BEGIN + "; LOCK TABLE generation IN ACCESS SHARE MODE");
  }

  /** For one statement, which keeps the tables that it began with, whatever takes their place. */
  static Connection openForOne(DataSource database) throws SQLException {
    return open(database, BEGIN);
  }

  private static Connection open(DataSource database, String begin) throws SQLException {
    Connection connection = database.getConnection();
    try (Statement statement = connection.createStatement()) {
      connection.setAutoCommit(false);
      statement.execute(begin);
      return connection;
    } catch (SQLException | RuntimeException e) {
      connection.close();
      throw e;
    }
  }
}
