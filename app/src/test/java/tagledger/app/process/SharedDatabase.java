package tagledger.app.process;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import tagledger.app.database.EmbeddedDatabase;

/** One PostgreSQL for several nodes. */
final class SharedDatabase implements AutoCloseable {

  private final DataDirectory data = DataDirectory.create();
  private final Map<ServiceProcess, String> names = new HashMap<>();
  private final List<ServiceProcess> nodes = new ArrayList<>();
  private final EmbeddedDatabase server = EmbeddedDatabase.open(data.path(), 0);

  ServiceProcess startNode(String... more) {
    String name = "node-" + (names.size() + 1);
    ServiceProcess node = startNodeAt(server.jdbcUrl() + "?ApplicationName=" + name, more);
    names.put(node, name);
    return node;
  }

  /** One whose way to the database is another. */
  ServiceProcess startNodeAt(String url, String... more) {
    List<String> arguments = new ArrayList<>(List.of(more));
    Collections.addAll(
        arguments,
        "--spring.datasource.url=" + url,
        "--spring.datasource.username=" + server.application().user(),
        "--spring.datasource.password=" + server.application().password(),
        "--spring.flyway.user=" + server.owner().user(),
        "--spring.flyway.password=" + server.owner().password());
    ServiceProcess node = ServiceProcess.start(arguments.toArray(String[]::new));
    nodes.add(node);
    return node;
  }

  String url() {
    return server.jdbcUrl();
  }

  int port() {
    return server.port();
  }

  /** As the one who owns the tables. */
  void runAsOwner(String statement) throws SQLException {
    try (Connection connection = data.connect(server.port(), server.owner().user(), "tagledger");
        Statement each = connection.createStatement()) {
      each.execute(statement);
    }
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

  /** What was loaded is as its clients were told, and all that is stored is as the log says. */
  LogReplay check(Load... loads) throws SQLException {
    try (Connection connection = connect()) {
      for (Load load : loads) {
        load.attempts().check(connection);
      }
      LogReplay log = ReadModel.check(connection);
      nodes.stream()
          .filter(ServiceProcess::isAlive)
          .limit(1)
          .forEach(it -> Fsck.check(it.client()));
      return log;
    }
  }

  /**
   * Whether the server waits for that node, which has written to such a table and not committed.
   *
   * @param tables as LIKE takes them
   */
  boolean waitsInsideTransactionOf(ServiceProcess node, String tables) {
    try {
      return !ask("""
              SELECT count(*) FROM pg_stat_activity JOIN pg_locks USING (pid)
              WHERE application_name = '%s' AND state = 'idle in transaction'
              AND mode = 'RowExclusiveLock' AND granted AND relation::regclass::text LIKE '%s'"""
              .formatted(names.get(node), tables))
          .equals("0");
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  /** As a node makes them whose clock is ahead. */
  void dateClaimsAnHourAhead() throws SQLException {
    String ahead =
        """
        UPDATE %s.tokens SET timestamp =
          to_char((now() + interval '1 hour') AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')""";
    run(ahead.formatted("catalogue_3"), ahead.formatted("history_2"));
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

  /** Whether that node is the one that builds that generation. */
  boolean isBuiltBy(ServiceProcess node, String generation) throws SQLException {
    return !ask("""
            SELECT count(*) FROM pg_stat_activity JOIN pg_locks USING (pid)
            WHERE application_name = '%s' AND locktype = 'advisory' AND granted AND objsubid = 2
            AND classid = hashtext('tagledger build')::oid AND objid = hashtext('%s')::oid"""
            .formatted(names.get(node), generation))
        .equals("0");
  }

  /** As the login of the service. */
  Connection connect() throws SQLException {
    return data.connect(server.port(), server.application().user(), "tagledger");
  }

  @Override
  public void close() {
    server.close();
    data.close();
  }
}
