package tagledger.app.security;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/** Looks each second what other nodes have taken away from whom, and now and then clears up. */
final class Vigil implements SmartLifecycle {

  private static final Duration BETWEEN_LOOKS = Duration.ofMillis(500);
  private static final int LOOKS_BETWEEN_ROUNDS = 60;

  private static final Logger log = LoggerFactory.getLogger(Vigil.class);

  private final AccessTables tables;
  private final AccessVersion version;
  private final Door door;
  private final SigningKeys keys;
  private final Sessions sessions;
  private volatile @Nullable Thread thread;

  Vigil(
      AccessTables tables, AccessVersion version, Door door, SigningKeys keys, Sessions sessions) {
    this.tables = tables;
    this.version = version;
    this.door = door;
    this.keys = keys;
    this.sessions = sessions;
  }

  @Override
  public void start() {
    thread = Thread.ofVirtual().name("vigil").unstarted(this::keep);
    thread.start();
  }

  @Override
  public void stop() {
    Thread running = thread;
    thread = null;
    if (running != null) {
      running.interrupt();
    }
  }

  /** Until the last request is answered. */
  @Override
  public int getPhase() {
    return 0;
  }

  @Override
  public boolean isRunning() {
    return thread != null;
  }

  private void keep() {
    try {
      for (long looks = 0; thread == Thread.currentThread(); looks++) {
        look(looks % LOOKS_BETWEEN_ROUNDS == LOOKS_BETWEEN_ROUNDS - 1);
        TimeUnit.MILLISECONDS.sleep(BETWEEN_LOOKS.toMillis());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void look(boolean round) {
    try {
      long asked = System.nanoTime();
      Long found = tables.jdbc().queryForObject("SELECT version FROM access", Long.class);
      if (found != null) {
        version.see(found, asked);
      }
      door.look();
      if (round) {
        keys.renew();
        sessions.sweep();
      }
    } catch (RuntimeException e) {
      log.debug("Who may do what cannot be looked up now", e);
    }
  }
}
