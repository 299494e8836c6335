package tagledger.command.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.jdbc.core.JdbcTemplate;
import tagledger.command.TestDatabase;

@Timeout(60)
class StalledSessionsTest {

  private static final Duration AT_ONCE = Duration.ZERO;

  private final TestDatabase database = TestDatabase.migrated();
  private final DataSource pool = database.application();
  private final StalledSessions stalled = new StalledSessions(pool);
  private HaltingSession holder;

  @BeforeEach
  void hold() throws IOException {
    holder = new HaltingSession(database.url());
    holder.execute("CREATE TEMPORARY TABLE copied (id integer)");
    holder.execute("BEGIN; UPDATE tagledger.log_head SET position = position");
  }

  @AfterEach
  void close() throws IOException {
    holder.close();
    database.close();
  }

  @Test
  void who_stands_still_within_a_statement_is_ended_when_another_waits_for_him() throws Exception {
    holder.halt("SELECT 1");
    CompletableFuture<Void> waiting = waitForTheHead();
    assertThat(stalled.end(Duration.ofMinutes(1))).isEmpty();
    assertThat(stalled.end(AT_ONCE)).containsExactly(holder.process());
    waiting.get();
  }

  @Test
  void whom_nobody_waits_for_may_take_his_time() throws Exception {
    holder.halt("SELECT 1");
    awaitThat("wait_event = 'ClientRead' AND state = 'active'");
    assertThat(stalled.end(AT_ONCE)).isEmpty();
  }

  /** The one idles, which PostgreSQL looks after; of the others the server needs, or has, more. */
  @ParameterizedTest
  @ValueSource(strings = {"", "SELECT pg_sleep(60)", "COPY copied FROM STDIN"})
  void nobody_else_is_ended(String statement) throws Exception {
    if (!statement.isEmpty()) {
      holder.begin(statement);
    }
    CompletableFuture<Void> waiting = waitForTheHead();
    assertThat(stalled.end(AT_ONCE)).isEmpty();
    database.ask("SELECT pg_terminate_backend(?)::integer", holder.process());
    waiting.get();
  }

  private CompletableFuture<Void> waitForTheHead() {
    CompletableFuture<Void> waiting =
        CompletableFuture.runAsync(
            () -> new JdbcTemplate(pool).queryForList("SELECT position FROM log_head FOR UPDATE"),
            Thread::startVirtualThread);
    awaitThat("wait_event_type = 'Lock'");
    return waiting;
  }

  /** That a session of this database is so. */
  private void awaitThat(String condition) {
    await()
        .until(
            () ->
                database.ask(
                        "SELECT count(*) FROM pg_stat_activity"
                            + " WHERE datname = current_database() AND "
                            + condition)
                    == 1);
  }
}
