package tagledger.app.process;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import tagledger.app.database.EmbeddedDatabase;

/** One PostgreSQL for several nodes. */
final class SharedDatabase implements AutoCloseable {

  private final DataDirectory data = DataDirectory.create();
  private final EmbeddedDatabase server = EmbeddedDatabase.open(data.path(), 0);

  ServiceProcess startNode(String... more) {
    List<String> arguments = new ArrayList<>(List.of(more));
    Collections.addAll(
        arguments,
        "--spring.datasource.url=" + server.jdbcUrl(),
        "--spring.datasource.username=" + server.application().user(),
        "--spring.datasource.password=" + server.application().password(),
        "--spring.flyway.user=" + server.owner().user(),
        "--spring.flyway.password=" + server.owner().password());
    return ServiceProcess.start(arguments.toArray(String[]::new));
  }

  /** As the login of the service. */
  void run(String... statements) throws SQLException {
    try (Connection connection = connect();
        Statement statement = connection.createStatement()) {
      for (String each : statements) {
        statement.execute(each);
      }
    }
  }

  String ask(String sql) throws SQLException {
    try (Connection connection = connect();
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(sql)) {
      rows.next();
      return String.valueOf(rows.getString(1));
    }
  }

  LogReplay check() throws SQLException {
    try (Connection connection = connect()) {
      return ReadModel.check(connection);
    }
  }

  /** Whether that node keeps the read model now. */
  boolean isKeptBy(ServiceProcess node) {
    try (Connection connection = connect();
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery("SELECT owner FROM catalogue_3.tokens")) {
      rows.next();
      String owner = rows.getString(1);
      return owner != null && owner.startsWith(node.pid() + "@");
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  private Connection connect() throws SQLException {
    return data.connect(server.port(), server.application().user(), "tagledger");
  }

  @Override
  public void close() {
    server.close();
    data.close();
  }
}
