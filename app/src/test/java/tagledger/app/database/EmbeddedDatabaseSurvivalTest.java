package tagledger.app.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

@ExtendWith(OutputCaptureExtension.class)
class EmbeddedDatabaseSurvivalTest {

  @TempDir private Path parent;
  private Path data;

  @BeforeEach
  void makeDirectory() throws IOException {
    data = TestData.directory(parent);
  }

  @Test
  void a_restart_keeps_the_data_and_a_stop_leaves_no_server() throws Exception {
    long pid;
    try (EmbeddedDatabase database = EmbeddedDatabase.open(data, 0)) {
      pid = database.pid();
      TestData.run(database, "CREATE TABLE kept AS SELECT 1 AS n");
    }
    assertThat(isPostgres(pid)).isFalse();
    assertThat(Files.readString(data.resolve("server.log")))
        .contains("database system is shut down");
    int port = LoopbackPort.free();
    try (EmbeddedDatabase database = EmbeddedDatabase.open(data, port)) {
      assertThat(database.port()).isEqualTo(port);
      assertThat(kept(database)).isEqualTo("1");
    }
  }

  @Test
  void a_killed_server_comes_back_at_its_port_with_all_that_was_committed(CapturedOutput output)
      throws Exception {
    try (EmbeddedDatabase database = EmbeddedDatabase.open(data, 0)) {
      int port = database.port();
      TestData.run(database, "CREATE TABLE kept AS SELECT 1 AS n");
      for (int death = 1; death <= 2; death++) {
        long killed = database.pid();
        TestData.run(database, "UPDATE kept SET n = n + 1");
        ProcessHandle.of(killed).orElseThrow().destroyForcibly();
        String expected = Integer.toString(death + 1);
        await()
            .atMost(Duration.ofSeconds(30))
            .ignoreExceptions()
            .until(() -> database.pid() != killed && kept(database).equals(expected));
      }
      assertThat(database.port()).isEqualTo(port);
    }
    assertThat(output.getOut().lines().filter(EmbeddedDatabaseSurvivalTest::isOwnWarning))
        .hasSize(2)
        .allMatch(line -> line.contains("died under the service"));
  }

  @Test
  void one_service_has_the_directory_and_when_it_is_killed_the_next_gets_all_it_had()
      throws Exception {
    long stray;
    try (ServiceProcess first = ServiceProcess.start(data)) {
      stray = pidInFile();
      assertThatThrownBy(() -> EmbeddedDatabase.open(data, 0))
          .isInstanceOf(DatabaseUnavailable.class)
          .hasMessageContaining("in use by the process with pid " + first.pid())
          .hasMessageContaining("tagledger.data");
    }
    assertThat(isPostgres(stray)).isTrue();
    try (EmbeddedDatabase database = EmbeddedDatabase.open(data, 0)) {
      assertThat(isPostgres(stray)).isFalse();
      assertThat(kept(database)).isEqualTo("1");
    }
  }

  @Test
  void a_pid_file_that_names_a_stranger_harms_neither_the_stranger_nor_the_start()
      throws Exception {
    EmbeddedDatabase.open(data, 0).close();
    Process stranger = new ProcessBuilder("sleep", "100").start();
    try {
      Path pidFile = data.resolve("pgdata/postmaster.pid");
      Files.writeString(
          pidFile, stranger.pid() + "\n" + data.resolve("pgdata") + "\n1\n1\n\n\n 0 0\nready\n");
      EmbeddedDatabase.open(data, 0).close();
      assertThat(stranger.isAlive()).isTrue();
      Files.writeString(pidFile, "");
      EmbeddedDatabase.open(data, 0).close();
    } finally {
      stranger.destroyForcibly();
    }
  }

  @Test
  void what_a_killed_start_left_half_done_is_done_again() throws Exception {
    Files.createDirectories(data.resolve("pgdata.new-1/base"));
    Files.writeString(data.resolve("pgdata.new-1/PG_VERSION"), "18\n");
    Files.writeString(data.resolve("pgpass.new"), "127.0.0.1:*:*:pos");
    Files.writeString(data.resolve("initdb.password"), "old");
    try (EmbeddedDatabase database = EmbeddedDatabase.open(data, 0)) {
      TestData.run(database, "SELECT 1");
      dropWhatRolesMade(database);
    }
    try (EmbeddedDatabase database = EmbeddedDatabase.open(data, 0)) {
      TestData.run(database, "SELECT 1");
    }
    try (Stream<Path> files = Files.list(data)) {
      assertThat(files.map(Path::getFileName).map(Path::toString))
          .containsExactlyInAnyOrder(
              "initdb.log",
              "lock",
              "pg_ctl.log",
              "pgdata",
              "pgpass",
              "postgresql-" + PostgresBinaries.VERSION,
              "server.log");
    }
  }

  @Test
  void what_cannot_be_started_is_refused_with_the_reason_and_a_remedy() throws Exception {
    EmbeddedDatabase.open(data, 0).close();
    Path configuration = data.resolve("pgdata/postgresql.auto.conf");
    Files.writeString(configuration, "shared_buffers = nonsense\n");
    refused("invalid value for parameter \"shared_buffers\"", "server.log");
    Files.delete(configuration);

    try (EmbeddedDatabase other = EmbeddedDatabase.open(data, 0)) {
      Path elsewhere = TestData.directory(parent.resolve("elsewhere"));
      assertThatThrownBy(() -> EmbeddedDatabase.open(elsewhere, other.port()))
          .hasMessageContaining("Address already in use")
          .hasMessageContaining("tagledger.database.port");
    }

    Files.move(data.resolve("pgpass"), data.resolve("pgpass.away"));
    refused("pgpass is missing", "backup");
    Files.move(data.resolve("pgpass.away"), data.resolve("pgpass"));

    Files.writeString(data.resolve("pgdata/PG_VERSION"), "17\n");
    refused("made by PostgreSQL 17", "backup tagledger.backup");
  }

  private void refused(String reason, String remedy) {
    assertThatThrownBy(() -> EmbeddedDatabase.open(data, 0))
        .isInstanceOf(DatabaseUnavailable.class)
        .hasMessageContaining(reason)
        .hasMessageContaining(remedy);
  }

  /** As if the first start had been killed between initdb and the making of the roles. */
  private void dropWhatRolesMade(EmbeddedDatabase database) throws Exception {
    String url = database.jdbcUrl().replace("/tagledger", "/postgres");
    Login superuser = TestData.superuser(data);
    try (Connection connection =
            DriverManager.getConnection(url, superuser.user(), superuser.password());
        Statement statement = connection.createStatement()) {
      statement.execute("DROP DATABASE tagledger");
      statement.execute("DROP ROLE tagledger, tagledger_owner, tagledger_app");
    }
  }

  /** What the service itself warns of; the output has also what the test's libraries say. */
  private static boolean isOwnWarning(String line) {
    return line.contains("WARN") && line.contains(" " + EmbeddedDatabase.class.getPackageName());
  }

  private static String kept(EmbeddedDatabase database) throws Exception {
    return TestData.ask(database, database.owner(), "SELECT n FROM kept");
  }

  private long pidInFile() throws IOException {
    return Long.parseLong(Files.readAllLines(data.resolve("pgdata/postmaster.pid")).getFirst());
  }

  private static boolean isPostgres(long pid) {
    return ProcessHandle.of(pid)
        .flatMap(process -> process.info().command())
        .filter(command -> command.endsWith("postgres"))
        .isPresent();
  }
}
