package tagledger.command.log;

import java.time.Duration;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.JdbcTemplate;

/** Sweeps away, now and then, the keys that count no more. Every node does; they share the work. */
public final class ExpiredKeys extends Recurring {

  private static final Logger log = LoggerFactory.getLogger(ExpiredKeys.class);
  private static final Duration FIRST = Duration.ofMinutes(1);
  private static final Duration BETWEEN = Duration.ofMinutes(60);
  private static final int KEYS_AT_ONCE = 1_000;

  private final JdbcTemplate jdbc;

  public ExpiredKeys(DataSource database) {
    super("expired-keys", FIRST, BETWEEN);
    jdbc = new JdbcTemplate(database);
  }

  /** In small numbers, and around what the lane is just replacing, so that it waits for nobody. */
  void sweep() {
    int swept;
    do {
      swept =
          jdbc.update(
              """
              DELETE FROM idempotency_keys WHERE (actor, key) IN (
                SELECT actor, key FROM idempotency_keys WHERE recorded_at <= now() - interval '24 hours'
                LIMIT ? FOR UPDATE SKIP LOCKED)""",
              KEYS_AT_ONCE);
    } while (swept == KEYS_AT_ONCE);
  }

  @Override
  void once() {
    try {
      sweep();
    } catch (RuntimeException e) {
      log.warn("Expired idempotency keys could not be swept away: {}", e.getMessage());
    }
  }
}
