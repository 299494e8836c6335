package tagledger.query.projection;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;
import org.axonframework.eventhandling.GlobalSequenceTrackingToken;
import org.axonframework.eventhandling.TrackedEventMessage;
import org.axonframework.messaging.StreamableMessageSource;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.JdbcTemplate;
import tagledger.query.projection.Projector.Batch;
import tagledger.query.projection.Projector.Recorded;

/**
 * One generation on its way, on one connection: from where its tables are to the end of the log,
 * and then into the place of the one that serves. For one thread.
 */
final class Build {

  private static final Logger log = LoggerFactory.getLogger(Build.class);

  /** So much goes into one transaction, each of so many events or bytes as the log's page holds. */
  private static final int PIECES_AT_ONCE = 10;

  /** Others wait while a try to take the place waits for those who read for long. */
  private static final long SHORTEST_PAUSE_MILLISECONDS = 100;

  private static final long LONGEST_PAUSE_MILLISECONDS = 2_000;

  /** So near to the end of the log, what is left is done while others wait. */
  private static final int NEAR = 2_000;

  /** But not where it takes longer, as long texts do. */
  private static final Duration BRIEF = Duration.ofMillis(200);

  private final Projection projection;
  private final Generation generation;
  private final StreamableMessageSource<TrackedEventMessage<?>> events;
  private final BooleanSupplier running;
  private final BuildConnection connection;
  private final JdbcTemplate jdbc;
  private final Rate rate = new Rate();
  private long position;

  /**
   * @param running turns false when it is to stop where it is
   */
  Build(
      Projection projection,
      StreamableMessageSource<TrackedEventMessage<?>> events,
      BuildConnection connection,
      BooleanSupplier running) {
    this.projection = projection;
    this.generation = projection.generation();
    this.events = events;
    this.connection = connection;
    this.running = running;
    this.jdbc = connection.jdbc;
    this.position =
        requireNonNull(jdbc.queryForObject("SELECT position FROM generation", Long.class));
  }

  /** Of the last event in its tables. */
  long position() {
    return position;
  }

  /**
   * Returns whether it serves; not, where it is to stop before. Why it failed before is told until
   * that has gone well.
   */
  boolean run() throws InterruptedException {
    requireNoFewerStores();
    catchUp();
    if (running.getAsBoolean() && !isIndexed()) {
      connection.transaction.executeWithoutResult(
          transaction -> generation.index(jdbc, generation.building()));
      for (String table : Generation.tables(jdbc, generation.building())) {
        jdbc.execute("VACUUM (ANALYZE) " + table);
      }
      catchUp();
    }
    for (long pause = SHORTEST_PAUSE_MILLISECONDS;
        running.getAsBoolean();
        pause = Math.min(2 * pause, LONGEST_PAUSE_MILLISECONDS)) {
      if (dropReplaced(jdbc, generation) && serve()) {
        return true;
      }
      jdbc.update("UPDATE generation SET error = NULL WHERE error IS NOT NULL");
      catchUp();
      TimeUnit.MILLISECONDS.sleep(pause);
    }
    return false;
  }

  /**
   * Gives up before the database looks for a deadlock, which a batch that began earlier would lose.
   *
   * @return whether what was replaced is gone; not, where it is still being read
   */
  static boolean dropReplaced(JdbcTemplate jdbc, Generation generation) {
    try {
      jdbc.execute("SET lock_timeout = '200ms'");
      jdbc.execute("DROP SCHEMA IF EXISTS " + generation.replaced() + " CASCADE");
      return true;
    } catch (DataAccessException e) {
      if (!BuildError.isLocked(e)) {
        throw e;
      }
      log.debug("{} is still being read", generation.replaced());
      return false;
    } finally {
      jdbc.execute("SET lock_timeout = 0");
    }
  }

  /**
   * Until little is left that the log has more: few events, which do not take long either, as far
   * as one can come nearer.
   */
  private void catchUp() throws InterruptedException {
    long before = Long.MAX_VALUE;
    Duration took = Duration.ofNanos(Long.MAX_VALUE);
    for (long head = head(); running.getAsBoolean() && head > position; head = head()) {
      long left = head - position;
      if (left <= NEAR && (took.compareTo(BRIEF) < 0 || left >= before)) {
        return;
      }
      before = left;
      long began = System.nanoTime();
      try (Replay replay = new Replay(events, position, head)) {
        while (running.getAsBoolean() && position < head) {
          write(replay);
        }
      }
      took = Duration.ofNanos(System.nanoTime() - began);
    }
  }

  private void write(Replay replay) {
    try {
      write(() -> append(replay, PIECES_AT_ONCE));
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
                      "UPDATE generation SET position = ?, rate = ?, error = NULL",
                      last,
                      rate.perSecond());
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
    Batch batch =
        new PassingBatch(projection.projector().begin(jdbc), DeadLetterTable.parked(jdbc));
    List<Recorded> next = replay.next();
    for (int pieces = 1; !next.isEmpty(); pieces++) {
      next.forEach(batch::add);
      next = pieces < atMost ? replay.next() : List.of();
    }
    batch.end();
    return replay.position();
  }

  /**
   * In one step. Who writes to the tables that serve has ended, and nobody reads from both.
   *
   * @return whether it is done; not, where somebody reads what is to be replaced for long
   */
  private boolean serve() {
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
              requireNoFewerStores();
              jdbc.update(
                  """
                  INSERT INTO tokens (processor_name, segment, token, token_type)
                  VALUES (?, 0, convert_to(?, 'UTF8'), ?)""",
                  projection.name(),
                  "{\"globalIndex\":" + position + "}",
                  GlobalSequenceTrackingToken.class.getName());
              jdbc.update(
                  "UPDATE generation SET position = ?, rate = NULL, error = NULL", position);
              generation.serve(jdbc);
              return true;
            }));
  }

  /**
   * The position of the tables that serve, which no longer move; or nothing, if they do. First the
   * tokens, and then what holds the tables: a batch takes them in this order. The tokens are locked
   * as a table: who waits for a table looks up its name again, and who waits for a row would move
   * the token that was replaced and then write to the tables that serve.
   */
  private @Nullable Long hold(String serving) {
    try {
      jdbc.execute(
          "LOCK TABLE %1$s.tokens, %1$s.generation IN ACCESS EXCLUSIVE MODE".formatted(serving));
    } catch (DataAccessException e) {
      if (BuildError.isLocked(e)) {
        return null;
      }
      throw e;
    }
    return jdbc
        .queryForList(
            "SELECT " + ProjectionTokens.POSITION + " FROM " + serving + ".tokens", Long.class)
        .stream()
        .findFirst()
        .orElse(0L);
  }

  private long head() {
    return requireNonNull(
        jdbc.queryForObject("SELECT position FROM tagledger.log_head", Long.class));
  }

  /** A store that is served now does not stop being so with another generation. */
  private void requireNoFewerStores() {
    List<String> fewer = DeadLetterTable.parkedOnlyHere(generation.serving(jdbc), jdbc);
    if (!fewer.isEmpty()) {
      throw new IllegalStateException(
          "%s, and in the tables that serve it is not parked: they stay. When the fault is gone: POST /projections/%s/rebuild"
              .formatted(fewer.getFirst(), projection.name()));
    }
  }

  private boolean isIndexed() {
    return Boolean.TRUE.equals(
        jdbc.queryForObject("SELECT indexed FROM generation", Boolean.class));
  }
}
