package tagledger.command.log;

import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.jdbc.core.JdbcTemplate;

/** Sweeps away, now and then, the keys that count no more. Every node does; they share the work. */
public final class ExpiredKeys implements SmartLifecycle {

  private static final Logger log = LoggerFactory.getLogger(ExpiredKeys.class);
  private static final int FIRST_MINUTE = 1;
  private static final int MINUTES_BETWEEN = 60;
  private static final int KEYS_AT_ONCE = 1_000;

  private final JdbcTemplate jdbc;
  private @Nullable ScheduledExecutorService sweeper;

  public ExpiredKeys(DataSource database) {
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

  private void sweepOrTell() {
    try {
      sweep();
    } catch (RuntimeException e) {
      log.warn("Expired idempotency keys could not be swept away: {}", e.getMessage());
    }
  }

  @Override
  public void start() {
    sweeper =
        Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("expired-keys").factory());
    var unused =
        sweeper.scheduleWithFixedDelay(
            this::sweepOrTell, FIRST_MINUTE, MINUTES_BETWEEN, TimeUnit.MINUTES);
  }

  @Override
  public void stop() {
    if (sweeper != null) {
      sweeper.shutdownNow();
      sweeper = null;
    }
  }

  @Override
  public boolean isRunning() {
    return sweeper != null;
  }
}
