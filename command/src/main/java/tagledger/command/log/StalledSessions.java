package tagledger.command.log;

import java.time.Duration;
import java.util.List;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Ends sessions of this database that stand still in the middle of what their client was sending,
 * while others wait for what they hold: a network or a node may stop between two of its packets,
 * and to PostgreSQL such a transaction does not idle, so that {@code
 * idle_in_transaction_session_timeout} does not end it. Every node looks each second, at the
 * sessions of its own login. Those that copy rows in are left alone: they come as their client has
 * them.
 */
public final class StalledSessions extends Recurring {

  private static final Logger log = LoggerFactory.getLogger(StalledSessions.class);
  private static final Duration LONGEST = Duration.ofSeconds(5);
  private static final Duration BETWEEN = Duration.ofSeconds(1);

  private static final String END =
      """
      WITH stalled AS MATERIALIZED (
        SELECT DISTINCT holder.pid
        FROM pg_stat_activity AS waiting,
             unnest(pg_blocking_pids(waiting.pid)) AS blocking (pid)
             JOIN pg_stat_activity AS holder USING (pid)
        WHERE waiting.wait_event_type = 'Lock'
          AND waiting.datname = current_database() AND holder.datname = current_database()
          AND holder.usename = session_user
          AND holder.state = 'active' AND holder.wait_event = 'ClientRead'
          AND holder.query NOT ILIKE 'copy%'
          AND holder.state_change < clock_timestamp() - ? * interval '1 millisecond')
      SELECT pid FROM stalled WHERE pg_terminate_backend(pid)""";

  private final JdbcTemplate jdbc;
  private final TransactionTemplate transaction;

  public StalledSessions(DataSource database) {
    super("stalled-sessions", BETWEEN, BETWEEN);
    jdbc = new JdbcTemplate(database);
    transaction = new TransactionTemplate(new JdbcTransactionManager(database));
  }

  /**
   * Ends those that have stood still for so long.
   *
   * @return the server's processes that they had
   */
  List<Integer> end(Duration longest) {
    return transaction.execute(
        begun -> {
          // Whose sessions they are is the login, and not the role that it has put on.
          jdbc.execute("SET LOCAL ROLE NONE");
          return jdbc.queryForList(END, Integer.class, longest.toMillis());
        });
  }

  @Override
  void once() {
    try {
      for (int ended : end(LONGEST)) {
        log.warn(
            "Ended session {} of the database: for {} s it had sent no more of a statement, and others waited for what it held",
            ended,
            LONGEST.toSeconds());
      }
    } catch (RuntimeException e) {
      log.debug("What stands still cannot be looked up now", e);
    }
  }
}
