package tagledger.query.projection;

import static java.util.Objects.requireNonNull;

import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.axonframework.eventhandling.GlobalSequenceTrackingToken;
import org.axonframework.eventhandling.TrackedEventMessage;
import org.axonframework.messaging.StreamableMessageSource;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.jdbc.autoconfigure.JdbcConnectionDetails;
import org.springframework.core.NestedExceptionUtils;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.JdbcTemplate;
import tagledger.query.projection.Projector.Batch;
import tagledger.query.projection.Projector.Recorded;

/**
 * Builds the generation that is to serve next, where one is to be built, and puts it in the place
 * of the one that serves. Of all nodes one does it: the one whose connection holds a lock of the
 * database's. All is written on that connection, so that a node that has lost it can do no harm;
 * the next one goes on where the tables are.
 */
final class Builder {

  private static final Logger log = LoggerFactory.getLogger(Builder.class);

  private static final String DISK_FULL = "53100";
  private static final String LOCK_TIMEOUT = "55P03";
  private static final Duration LOOK = Duration.ofSeconds(1);
  private static final int EVENTS_AT_ONCE = 20_000;
  private static final String POSITION =
      "coalesce((convert_from(token, 'UTF8')::json ->> 'globalIndex')::bigint, 0)";

  /** So near to the end of the log, what is left is done while others wait. */
  private static final int NEAR = 2_000;

  private final Projection projection;
  private final Generation generation;
  private final JdbcConnectionDetails database;
  private final StreamableMessageSource<TrackedEventMessage<?>> events;
  private final Semaphore woken = new Semaphore(0);
  private volatile boolean running;
  private volatile @Nullable Thread thread;
  private volatile @Nullable BuildConnection connection;
  private @Nullable String lastError;

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
        } catch (RuntimeException e) {
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
      drop(jdbc);
      if (Generation.exists(jdbc, generation.building())) {
        try {
          build(opened);
        } catch (RuntimeException e) {
          tell(jdbc, e);
          throw e;
        }
        drop(jdbc);
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

  /**
   * Gives up before the database looks for a deadlock, which a batch that began earlier would lose.
   *
   * @return whether what was replaced is gone; not, where it is still being read
   */
  private boolean drop(JdbcTemplate jdbc) {
    try {
      jdbc.execute("SET lock_timeout = '200ms'");
      jdbc.execute("DROP SCHEMA IF EXISTS " + generation.replaced() + " CASCADE");
      return true;
    } catch (DataAccessException e) {
      if (!isLocked(e)) {
        throw e;
      }
      log.debug("{} is still being read", generation.replaced());
      return false;
    } finally {
      jdbc.execute("SET lock_timeout = 0");
    }
  }

  private void build(BuildConnection connection) throws InterruptedException {
    JdbcTemplate jdbc = connection.jdbc;
    requireNoFewerStores(jdbc);
    jdbc.update("UPDATE generation SET error = NULL");
    long from = requireNonNull(jdbc.queryForObject("SELECT position FROM generation", Long.class));
    if (lastError == null) {
      log.info("Building {} from position {} on", generation.name(), from);
    }
    Build build = new Build(connection, from);
    build.catchUp();
    if (running && !isIndexed(jdbc)) {
      connection.transaction.executeWithoutResult(
          transaction -> generation.index(jdbc, generation.building()));
      for (String table : Generation.tables(jdbc, generation.building())) {
        jdbc.execute("VACUUM (ANALYZE) " + table);
      }
      build.catchUp();
    }
    while (running && !(drop(jdbc) && build.serve())) {
      build.catchUp();
      TimeUnit.MILLISECONDS.sleep(100);
    }
    log.info("{} serves, built up to position {}", generation.name(), build.position);
  }

  /** A store that is served now does not stop being so with another generation. */
  private void requireNoFewerStores(JdbcTemplate jdbc) {
    List<String> fewer = DeadLetterTable.parkedOnlyHere(generation.serving(jdbc), jdbc);
    if (!fewer.isEmpty()) {
      throw new IllegalStateException(
          "%s, and in the tables that serve it is not parked: they stay. When the fault is gone: POST /projections/%s/rebuild"
              .formatted(fewer.getFirst(), projection.name()));
    }
  }

  private static boolean isIndexed(JdbcTemplate jdbc) {
    return Boolean.TRUE.equals(
        jdbc.queryForObject("SELECT indexed FROM generation", Boolean.class));
  }

  private void log(RuntimeException e) {
    String error = text(e);
    if (running && !error.equals(lastError)) {
      lastError = error;
      log.warn("The next generation of {} cannot be built now: {}", projection.name(), error, e);
    }
  }

  /**
   * Tells where any node is asked, on the connection that holds the lock: another node may be at
   * work where it is lost.
   */
  private static void tell(JdbcTemplate jdbc, RuntimeException e) {
    try {
      jdbc.update("UPDATE generation SET error = ?", text(e));
    } catch (DataAccessException unsaid) {
      log.debug("The error cannot be told", unsaid);
    }
  }

  private static String text(RuntimeException e) {
    Throwable cause = NestedExceptionUtils.getMostSpecificCause(e);
    String what = cause.getMessage() == null ? cause.toString() : cause.getMessage();
    return cause instanceof SQLException sql && DISK_FULL.equals(sql.getSQLState())
        ? "The database's disk is full: free some of it, and the build goes on by itself. " + what
        : what;
  }

  /** Whether it waited too long for a lock: Spring has no exception of its own for that. */
  private static boolean isLocked(DataAccessException e) {
    return NestedExceptionUtils.getMostSpecificCause(e) instanceof SQLException sql
        && LOCK_TIMEOUT.equals(sql.getSQLState());
  }

  /** One way to the end of the log. */
  private final class Build {
    private final BuildConnection connection;
    private final JdbcTemplate jdbc;
    private final Rate rate = new Rate();
    private long position;

    Build(BuildConnection connection, long from) {
      this.connection = connection;
      this.jdbc = connection.jdbc;
      this.position = from;
    }

    /** Until little is left that the log has more. */
    void catchUp() throws InterruptedException {
      for (long head = head(); running && head - position > NEAR; head = head()) {
        try (Replay replay = new Replay(events, position, head)) {
          while (running && position < head) {
            write(replay);
          }
        }
      }
    }

    private void write(Replay replay) {
      try {
        write(() -> append(replay, EVENTS_AT_ONCE));
      } catch (Unprojectable e) {
        writeCarefully(replay.position());
      }
    }

    private void write(LongSupplier append) {
      position =
          requireNonNull(
              connection.transaction.execute(
                  transaction -> {
                    long last = append.getAsLong();
                    rate.reached(last);
                    jdbc.update(
                        "UPDATE generation SET position = ?, rate = ?", last, rate.perSecond());
                    return last;
                  }));
    }

    private void writeCarefully(long upTo) {
      CarefulProjection careful =
          new CarefulProjection(projection.projector()::begin, jdbc, DeadLetterTable.parked(jdbc));
      try (Replay again = new Replay(events, position, upTo)) {
        write(
            () -> {
              again.forEach(careful::project);
              return upTo;
            });
      }
      careful.letters().forEach(letter -> letter.tell(generation.building()));
    }

    private long append(Replay replay, int atMost) {
      try {
        Batch batch =
            new PassingBatch(projection.projector().begin(jdbc), DeadLetterTable.parked(jdbc));
        long last = position;
        int count = 0;
        for (List<Recorded> next = replay.next();
            !next.isEmpty();
            next = count < atMost ? replay.next() : List.of()) {
          next.forEach(batch::add);
          count += next.size();
          last = next.getLast().position();
        }
        batch.end();
        return last;
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IllegalStateException("Stopped", e);
      }
    }

    /**
     * In one step. Who writes to the tables that serve has ended, and nobody reads from both.
     *
     * @return whether it is done; not, where somebody reads what is to be replaced for long
     */
    boolean serve() {
      try {
        return takePlace();
      } catch (Unprojectable e) {
        writeCarefully(head());
        return false;
      }
    }

    private boolean takePlace() {
      return Boolean.TRUE.equals(
          connection.transaction.execute(
              transaction -> {
                jdbc.execute("SET LOCAL lock_timeout = '200ms'; SET LOCAL synchronous_commit = on");
                Long served = hold(generation.serving(jdbc));
                if (served == null) {
                  transaction.setRollbackOnly();
                  return false;
                }
                if (served > position) {
                  try (Replay replay = new Replay(events, position, served)) {
                    position = append(replay, Integer.MAX_VALUE);
                  }
                }
                requireNoFewerStores(jdbc);
                jdbc.update(
                    """
                    INSERT INTO tokens (processor_name, segment, token, token_type)
                    VALUES (?, 0, convert_to(?, 'UTF8'), ?)""",
                    projection.name(),
                    "{\"globalIndex\":" + position + "}",
                    GlobalSequenceTrackingToken.class.getName());
                jdbc.update("UPDATE generation SET position = ?, rate = NULL", position);
                generation.serve(jdbc);
                return true;
              }));
    }

    /**
     * The position of the tables that serve, which no longer move; or nothing, if they do. First
     * the token, and then what holds the tables: a batch takes them in this order.
     */
    private @Nullable Long hold(String serving) {
      try {
        Long served =
            jdbc
                .queryForList(
                    "SELECT " + POSITION + " FROM " + serving + ".tokens FOR UPDATE", Long.class)
                .stream()
                .findFirst()
                .orElse(0L);
        jdbc.execute("LOCK TABLE " + serving + ".generation IN ACCESS EXCLUSIVE MODE");
        return served;
      } catch (DataAccessException e) {
        if (isLocked(e)) {
          return null;
        }
        throw e;
      }
    }

    private long head() {
      return requireNonNull(
          jdbc.queryForObject("SELECT position FROM tagledger.log_head", Long.class));
    }
  }
}
