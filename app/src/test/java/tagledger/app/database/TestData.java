package tagledger.app.database;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/** Data directories that share one unpacking, and short ways to a database's answers. */
final class TestData {

  private static final Path UNPACKED_ONCE = Path.of("target", "postgresql");

  private TestData() {}

  /** A new directory in which the binaries are unpacked already. */
  static Path directory(Path parent) throws IOException {
    PostgresBinaries binaries = PostgresBinaries.in(DataDirectory.at(UNPACKED_ONCE));
    DataDirectory directory = DataDirectory.at(parent.resolve("data"));
    Files.createSymbolicLink(directory.binaries(), binaries.home());
    return directory.root();
  }

  static Login superuser(Path data) {
    return Passwords.in(DataDirectory.at(data)).of(Roles.SUPERUSER);
  }

  static Connection connect(EmbeddedDatabase database, Login login) throws SQLException {
    return DriverManager.getConnection(database.jdbcUrl(), login.user(), login.password());
  }

  static void run(EmbeddedDatabase database, String sql) throws SQLException {
    try (Connection connection = connect(database, database.owner());
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  static String ask(EmbeddedDatabase database, Login login, String sql) throws SQLException {
    try (Connection connection = connect(database, login);
        Statement statement = connection.createStatement();
        ResultSet answer = statement.executeQuery(sql)) {
      answer.next();
      return answer.getString(1);
    }
  }
}
