package tagledger.app.database;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Starts the server again whenever it dies, until closed. */
final class Supervisor implements AutoCloseable {

  private static final Logger log = LoggerFactory.getLogger(Supervisor.class);

  private static final Duration LOOK_EVERY = Duration.ofMillis(100);
  private static final Duration RETRY_AT_LEAST_EVERY = Duration.ofSeconds(5);

  private final Cluster cluster;
  private final CountDownLatch closing = new CountDownLatch(1);
  private final Thread thread = new Thread(this::watch, "postgresql-supervisor");

  private Supervisor(Cluster cluster) {
    this.cluster = cluster;
    thread.setDaemon(true);
  }

  static Supervisor of(Cluster cluster) {
    Supervisor supervisor = new Supervisor(cluster);
    supervisor.thread.start();
    return supervisor;
  }

  /** When it returns, nobody starts the server any more. */
  @Override
  public void close() {
    closing.countDown();
    thread.interrupt();
    boolean interrupted = false;
    while (thread.isAlive()) {
      try {
        thread.join();
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private void watch() {
    Duration pause = LOOK_EVERY;
    try {
      while (!closing.await(pause.toMillis(), TimeUnit.MILLISECONDS)) {
        pause = look() ? LOOK_EVERY : shorter(pause.multipliedBy(2), RETRY_AT_LEAST_EVERY);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private boolean look() {
    try {
      if (!cluster.isAlive()) {
        log.warn(
            "PostgreSQL (pid {}) died under the service; starting it again on port {}",
            cluster.pid(),
            cluster.port());
        cluster.start();
        log.info("PostgreSQL is up again (pid {})", cluster.pid());
      }
      cluster.serverLog().rotateIfLarge();
      return true;
    } catch (RuntimeException e) {
      if (closing.getCount() > 0) {
        log.error("PostgreSQL could not be looked after; trying again", e);
      }
      return false;
    }
  }

  private static Duration shorter(Duration one, Duration other) {
    return one.compareTo(other) < 0 ? one : other;
  }
}
