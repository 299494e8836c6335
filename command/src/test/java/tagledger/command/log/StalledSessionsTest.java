package tagledger.command.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.postgresql.PGConnection;
import org.springframework.jdbc.core.JdbcTemplate;
import tagledger.command.TestDatabase;

/**
 * A client that copies rows to the server and sends none is one of which the server awaits the rest
 * of a statement.
 */
@Timeout(60)
class StalledSessionsTest {

  private static final Duration AT_ONCE = Duration.ZERO;

  private final TestDatabase database = TestDatabase.migrated();
  private final DataSource pool = database.application();
  private final StalledSessions stalled = new StalledSessions(pool);
  private Connection holder;
  private int process;

  @BeforeEach
  void hold() throws SQLException {
    holder = database.ownersConnections().getConnection();
    holder.setAutoCommit(false);
    process = holder.unwrap(PGConnection.class).getBackendPID();
    holder.createStatement().execute("CREATE TEMPORARY TABLE copied (id integer)");
    holder.createStatement().execute("UPDATE tagledger.log_head SET position = position");
  }

  @AfterEach
  void close() throws SQLException {
    holder.close();
    database.close();
  }

  @Test
  void who_stands_still_within_a_statement_is_ended_when_another_waits_for_him() throws Exception {
    holder.unwrap(PGConnection.class).getCopyAPI().copyIn("COPY copied FROM STDIN");
    CompletableFuture<Void> waiting = waitForTheHead();
    assertThat(stalled.end(Duration.ofMinutes(1))).isEmpty();
    assertThat(stalled.end(AT_ONCE)).containsExactly(process);
    waiting.get();
  }

  @Test
  void whom_nobody_waits_for_may_take_his_time() throws Exception {
    holder.unwrap(PGConnection.class).getCopyAPI().copyIn("COPY copied FROM STDIN");
    assertThat(stalled.end(AT_ONCE)).isEmpty();
  }

  @Test
  void who_works_may_take_his_time() throws Exception {
    CompletableFuture<Boolean> working =
        CompletableFuture.supplyAsync(
            () -> {
              try {
                return holder.createStatement().execute("SELECT pg_sleep(60)");
              } catch (SQLException e) {
                return false;
              }
            },
            Thread::startVirtualThread);
    CompletableFuture<Void> waiting = waitForTheHead();
    assertThat(stalled.end(AT_ONCE)).isEmpty();
    holder.unwrap(PGConnection.class).cancelQuery();
    working.get();
    holder.rollback();
    waiting.get();
  }

  /** Returns as soon as somebody does wait. */
  private CompletableFuture<Void> waitForTheHead() {
    CompletableFuture<Void> waiting =
        CompletableFuture.runAsync(
            () -> new JdbcTemplate(pool).queryForList("SELECT position FROM log_head FOR UPDATE"),
            Thread::startVirtualThread);
    await()
        .until(
            () ->
                database.ask("SELECT count(*) FROM pg_stat_activity WHERE wait_event_type = 'Lock'")
                    > 0);
    return waiting;
  }
}
