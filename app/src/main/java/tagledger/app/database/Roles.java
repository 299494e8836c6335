package tagledger.app.database;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;

/**
 * The database and who may use it. The owner makes tables and the application works on them, with
 * no more rights than {@link #APPLICATION_GROUP} was granted.
 */
final class Roles {

  static final String SUPERUSER = "postgres";
  static final String OWNER = "tagledger_owner";
  static final String APPLICATION = "tagledger";
  static final String APPLICATION_GROUP = "tagledger_app";
  static final String DATABASE = "tagledger";

  private Roles() {}

  /** Makes what is missing. Killed anywhere, it leaves nothing that the next time cannot finish. */
  static void ensure(String postgresUrl, Passwords passwords) {
    Login superuser = passwords.of(SUPERUSER);
    try (Connection connection =
            DriverManager.getConnection(postgresUrl, superuser.user(), superuser.password());
        Statement statement = connection.createStatement()) {
      // A statement that fails is logged, and these hold passwords.
      statement.execute("SET log_min_error_statement = 'panic'");
      connection.setAutoCommit(false);
      if (isMissing(connection, "pg_roles", "rolname", APPLICATION_GROUP)) {
        statement.execute("CREATE ROLE " + APPLICATION_GROUP + " NOLOGIN");
        statement.execute(createLogin(passwords.of(OWNER)));
        statement.execute(createLogin(passwords.of(APPLICATION)));
        statement.execute("GRANT " + APPLICATION_GROUP + " TO " + APPLICATION);
      }
      connection.commit();
      connection.setAutoCommit(true);
      if (isMissing(connection, "pg_database", "datname", DATABASE)) {
        statement.execute("CREATE DATABASE " + DATABASE + " OWNER " + OWNER);
      }
    } catch (SQLException e) {
      throw new DatabaseUnavailable(
          "The roles of the embedded database cannot be made: " + e.getMessage(),
          "If its pgpass file was changed or lost, restore it from a backup.",
          e);
    }
  }

  private static String createLogin(Login login) {
    return "CREATE ROLE " + login.user() + " LOGIN PASSWORD '" + login.password() + "'";
  }

  private static boolean isMissing(Connection connection, String table, String column, String name)
      throws SQLException {
    String sql = "SELECT 1 FROM " + table + " WHERE " + column + " = ?";
    try (PreparedStatement query = connection.prepareStatement(sql)) {
      query.setString(1, name);
      return !query.executeQuery().next();
    }
  }
}
