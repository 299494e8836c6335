package tagledger.command.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static tagledger.api.Precondition.NONE;

import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tagledger.api.Command.CreateStore;
import tagledger.api.Inspection;
import tagledger.command.Node;
import tagledger.command.RandomCommands;
import tagledger.command.TestDatabase;

/** Nothing is found where nothing is wrong. */
class LogFsckTest {

  private static final int COMMANDS = 1_500;

  private TestDatabase database;

  @BeforeEach
  void start() {
    database = TestDatabase.migrated();
  }

  @AfterEach
  void close() {
    database.close();
  }

  @Test
  void an_empty_log_is_whole() {
    Found found = Found.in(database.application());
    assertThat(found.differences()).isEmpty();
    assertThat(found.compared("events")).isZero();
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void after_random_commands_all_that_is_stored_is_what_the_log_says(long seed) {
    try (Node node = Node.withSnapshots(5, database.application())) {
      assertThat(new RandomCommands(seed).send(node, COMMANDS)).isGreaterThan(COMMANDS / 4);
      await().until(() -> count("snapshots") > 1);
    }
    long events = count("events");
    Found found = Found.in(database.application());
    assertThat(found.differences()).isEmpty();
    assertThat(found.compared("events")).isEqualTo(events);
    assertThat(found.compared("digests")).isEqualTo(events);
    assertThat(found.compared("redacted events")).isZero();
    assertThat(found.compared("stores"))
        .isEqualTo(database.ask("SELECT count(DISTINCT aggregate) FROM tagledger.events"));
    assertThat(found.compared("snapshots")).isEqualTo(count("snapshots"));
    assertThat(found.compared("directory entries")).isEqualTo(count("directory")).isPositive();
    assertThat(found.compared("store names")).isEqualTo(count("store_names")).isPositive();
    assertThat(found.compared("import keys")).isEqualTo(count("import_keys")).isPositive();
  }

  @Test
  void it_compares_one_state_while_writers_go_on() {
    AtomicBoolean ended = new AtomicBoolean();
    try (Node one = Node.withSnapshots(20, database.application());
        Node other = Node.withSnapshots(30, database.application())) {
      List<CompletableFuture<Void>> writers = new ArrayList<>();
      for (Node node : List.of(one, other)) {
        RandomCommands commands = new RandomCommands(writers.size());
        writers.add(
            CompletableFuture.runAsync(
                () -> {
                  while (!ended.get()) {
                    commands.send(node, 50);
                  }
                }));
      }
      try {
        HikariDataSource reading = database.application();
        long last = 0;
        for (int round = 0; round < 10; round++) {
          long before = last;
          await().until(() -> count("events") > before + 100);
          Found found = Found.in(reading);
          assertThat(found.differences()).isEmpty();
          assertThat(found.compared("events")).isGreaterThan(before);
          last = found.compared("events");
        }
      } finally {
        ended.set(true);
        writers.forEach(CompletableFuture::join);
      }
    }
  }

  @Test
  void others_compare_theirs_with_the_same_state() {
    HikariDataSource connections = database.application();
    try (Node node = Node.on(connections)) {
      node.ask(new CreateStore("My store", NONE));
      Found found =
          Found.in(
              connections,
              (state, findings) -> {
                node.ask(new CreateStore("Meanwhile", NONE));
                assertThat(state.position()).isEqualTo(1);
                findings.compared("theirs", eventsIn(state, connections));
              },
              (state, findings) -> findings.differs("theirs"));
      assertThat(found.compared("theirs")).isEqualTo(1);
      assertThat(found.differences()).containsExactly("theirs");
      assertThat(count("events")).isEqualTo(2);
    }
  }

  @Test
  void others_may_take_their_time() {
    HikariDataSource connections = database.impatient();
    try (Node node = Node.on(database.application())) {
      node.ask(new CreateStore("My store", NONE));
    }
    Found found =
        Found.in(
            connections,
            (state, findings) -> {
              database.dawdle();
              findings.compared("theirs", eventsIn(state, connections));
            });
    assertThat(found.compared("theirs")).isEqualTo(1);
  }

  @Test
  void its_connection_is_given_back_as_it_was() throws SQLException {
    HikariDataSource connections = database.application();
    connections.setMaximumPoolSize(1);
    String before = settings(connections);
    Found.in(connections);
    assertThat(settings(connections)).isEqualTo(before);
  }

  private static long eventsIn(Inspection.State state, HikariDataSource connections) {
    try (Connection connection = connections.getConnection();
        var statement = connection.createStatement()) {
      connection.setAutoCommit(false);
      statement.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ");
      statement.execute("SET TRANSACTION SNAPSHOT '%s'".formatted(state.snapshot()));
      try (var rows = statement.executeQuery("SELECT count(*) FROM events")) {
        rows.next();
        return rows.getLong(1);
      }
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String settings(HikariDataSource connections) throws SQLException {
    try (Connection connection = connections.getConnection();
        var statement = connection.createStatement();
        var rows =
            statement.executeQuery(
                """
                SELECT pg_backend_pid() || ' ' || string_agg(name || '=' || setting, ',' ORDER BY name)
                FROM pg_settings WHERE name LIKE '%timeout' OR name LIKE 'transaction%'""")) {
      rows.next();
      return connection.getAutoCommit() + " " + rows.getString(1);
    }
  }

  private long count(String table) {
    return database.ask("SELECT count(*) FROM tagledger." + table);
  }
}
