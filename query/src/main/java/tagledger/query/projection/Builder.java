package tagledger.query.projection;

import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.axonframework.eventhandling.TrackedEventMessage;
import org.axonframework.messaging.StreamableMessageSource;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.jdbc.autoconfigure.JdbcConnectionDetails;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * Builds the generation that is to serve next, where one is to be built, and puts it in the place
 * of the one that serves. Of all nodes one does it: the one whose connection holds a lock of the
 * database's. All is written on that connection, so that a node that has lost it can do no harm;
 * the next one goes on where the tables are.
 */
final class Builder {

  private static final Logger log = LoggerFactory.getLogger(Builder.class);

  private static final Duration LOOK = Duration.ofSeconds(1);
  private static final long NOWHERE = -1;

  private final Projection projection;
  private final Generation generation;
  private final JdbcConnectionDetails database;
  private final StreamableMessageSource<TrackedEventMessage<?>> events;
  private final Semaphore woken = new Semaphore(0);
  private volatile boolean running;
  private volatile @Nullable Thread thread;
  private volatile @Nullable BuildConnection connection;
  private @Nullable String lastError;
  private long begunAt = NOWHERE;

  Builder(
      Projection projection,
      JdbcConnectionDetails database,
      StreamableMessageSource<TrackedEventMessage<?>> events) {
    this.projection = projection;
    this.generation = projection.generation();
    this.database = database;
    this.events = events;
  }

  void start() {
    running = true;
    thread = Thread.ofPlatform().daemon().name("build-" + projection.name()).start(this::run);
  }

  /** Returns when it has stopped: another node goes on, or this one when it is started again. */
  void stop() {
    running = false;
    Thread worker = thread;
    if (worker == null) {
      return;
    }
    worker.interrupt();
    BuildConnection busy = connection;
    if (busy != null) {
      busy.abort();
    }
    try {
      worker.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Has it look for work at once. */
  void wake() {
    woken.release();
  }

  private void run() {
    try {
      while (running) {
        try {
          if (isToDo()) {
            work();
          }
          lastError = null;
          begunAt = NOWHERE;
        } catch (RuntimeException | Error e) {
          log(e);
        }
        if (woken.tryAcquire(LOOK.toMillis(), TimeUnit.MILLISECONDS)) {
          woken.drainPermits();
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private boolean isToDo() {
    JdbcTemplate jdbc = new JdbcTemplate(projection.writer());
    return Boolean.TRUE.equals(
        jdbc.queryForObject(
            "SELECT EXISTS (SELECT FROM pg_namespace WHERE nspname IN (?, ?))",
            Boolean.class,
            generation.building(),
            generation.replaced()));
  }

  private void work() throws InterruptedException {
    try (BuildConnection opened = new BuildConnection(database, generation.building())) {
      connection = opened;
      JdbcTemplate jdbc = opened.jdbc;
      if (!isFirst(jdbc)) {
        return;
      }
      jdbc.execute(
          """
          SET synchronous_commit = off; SET maintenance_work_mem = '256MB';
          SET idle_in_transaction_session_timeout = '10s'; SET idle_session_timeout = '10s'""");
      if (!Generation.exists(jdbc, generation.building())) {
        Build.dropReplaced(jdbc, generation);
        return;
      }
      try {
        build(opened);
      } catch (RuntimeException | Error e) {
        tell(jdbc, e);
        throw e;
      }
    } finally {
      connection = null;
    }
  }

  private boolean isFirst(JdbcTemplate jdbc) {
    return Boolean.TRUE.equals(
        jdbc.queryForObject(
            "SELECT pg_try_advisory_lock(hashtext('tagledger build'), hashtext(?))",
            Boolean.class,
            generation.name()));
  }

  private void build(BuildConnection on) throws InterruptedException {
    Build build = new Build(projection, events, on, () -> running);
    if (build.position() != begunAt) {
      begunAt = build.position();
      log.info("Building {} from position {} on", generation.name(), begunAt);
    }
    if (build.run()) {
      projection.follower().lost(projection.progress().parked() == 0);
      log.info("{} serves, built up to position {}", generation.name(), build.position());
      Build.dropReplaced(on.jdbc, generation);
    }
  }

  private void log(Throwable e) {
    String error = BuildError.text(e);
    if (running && !error.equals(lastError)) {
      lastError = error;
      log.warn("The next generation of {} cannot be built now: {}", projection.name(), error, e);
    }
  }

  /**
   * Tells where any node is asked, on the connection that holds the lock: another node may be at
   * work where it is lost.
   */
  private static void tell(JdbcTemplate jdbc, Throwable e) {
    try {
      jdbc.update("UPDATE generation SET error = ?", BuildError.text(e));
    } catch (DataAccessException unsaid) {
      log.debug("The error cannot be told", unsaid);
    }
  }
}
