package tagledger.command.log;

import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.axonframework.spring.config.SpringAxonConfiguration;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.JdbcTemplate;
import tagledger.api.SoleWriter;

/**
 * What {@code log_head.sole_writer} says, and for how long that may be believed. A node enters its
 * name there while it sees no other, and believes for a second what it last read. Any other node
 * finds the name when it takes the head for its first write; it revokes it, and does not write
 * before {@link #TO_BE_NOTICED} has passed. All times are of a node's own clock that never goes
 * back, so that neither clocks that differ nor a node that stands still can have both at once.
 *
 * <p>Nothing is asked of the database when nobody has asked for the {@link #term} for a minute: all
 * that is known under it is worth nothing in another.
 */
public final class SoleWriterLease implements SoleWriter, SmartLifecycle {

  /** Longer than a name is believed, and so is whoever was frozen in the meantime. */
  static final long TO_BE_NOTICED = TimeUnit.MILLISECONDS.toNanos(1_500);

  static final String REVOKED = "!";

  private static final String LEAVE =
      "UPDATE log_head SET sole_writer = NULL WHERE sole_writer = ?";

  /** Whose name was taken away does not stand in that other's way again at once. */
  private static final long LEFT_TO_OTHERS = TimeUnit.SECONDS.toNanos(5);

  private static final long BELIEVED = TimeUnit.MILLISECONDS.toNanos(1_000);
  private static final int LOOK_MILLISECONDS = 250;
  private static final Duration REST = Duration.ofMinutes(1);
  private static final Logger log = LoggerFactory.getLogger(SoleWriterLease.class);

  private final JdbcTemplate jdbc;
  private final BooleanSupplier othersAreHere;
  private final int looksForNobody;
  private final String node = UUID.randomUUID().toString();
  private final Semaphore wanted = new Semaphore(0);
  private volatile boolean running;
  private volatile boolean asked;
  private volatile long term = UNSURE;
  private volatile long until;
  private long terms;
  private long leftToOthersUntil = System.nanoTime();
  private volatile @Nullable String entered;

  /**
   * @param othersAreHere whether other nodes are seen: a hint, so that nobody has to wait
   */
  SoleWriterLease(JdbcTemplate jdbc, BooleanSupplier othersAreHere) {
    this(jdbc, othersAreHere, REST);
  }

  /**
   * @param rest after how long a time in which nobody asks it rests
   */
  SoleWriterLease(JdbcTemplate jdbc, BooleanSupplier othersAreHere, Duration rest) {
    this.jdbc = jdbc;
    this.othersAreHere = othersAreHere;
    this.looksForNobody = Math.toIntExact(rest.toMillis() / LOOK_MILLISECONDS);
  }

  @Override
  public long term() {
    long current = term;
    ask();
    return current != UNSURE && System.nanoTime() - until < 0 ? current : UNSURE;
  }

  /**
   * The name under which this node stands as the only writer, as far as it knows: whoever finds it
   * in the row where he writes knows that no other node has written since it was entered.
   */
  @Nullable String name() {
    ask();
    return entered;
  }

  /**
   * Takes that name away from this node. When this returns, whatever was to be written under it has
   * been or never will be.
   *
   * @throws DataAccessException where that cannot be done
   */
  void withdraw(String name) {
    forget(name);
    jdbc.update(LEAVE, name);
  }

  /** That name stands there no more. */
  synchronized void forget(String name) {
    if (name.equals(entered)) {
      term = UNSURE;
      entered = null;
    }
  }

  private void ask() {
    if (!asked) {
      asked = true;
      wanted.release();
    }
  }

  /** Whether nothing is asked of the database until somebody asks here. */
  boolean rests() {
    return wanted.hasQueuedThreads();
  }

  /** Whether this is another node's name, which must be revoked before this one writes. */
  boolean isForeign(@Nullable String name) {
    return name != null && !name.contains(node);
  }

  /**
   * Takes that other node's name away. Returns when that node has noticed, however it fares.
   *
   * @throws DataAccessException where that cannot be done
   */
  void evict(String name) {
    String revoked = name.startsWith(REVOKED) ? name : REVOKED + name;
    jdbc.update("UPDATE log_head SET sole_writer = ? WHERE sole_writer = ?", revoked, name);
    long noticed = System.nanoTime() + TO_BE_NOTICED;
    for (long left = TO_BE_NOTICED; left > 0; left = noticed - System.nanoTime()) {
      LockSupport.parkNanos(left);
    }
    jdbc.update(LEAVE, revoked);
  }

  @Override
  public void start() {
    running = true;
    Thread.ofPlatform().daemon().name("sole-writer").start(this::keep);
  }

  /** The others need not wait. */
  @Override
  public void stop() {
    running = false;
    wanted.release();
    try {
      release();
    } catch (DataAccessException e) {
      log.debug("The next writer has to wait a little", e);
    }
  }

  @Override
  public boolean isRunning() {
    return running;
  }

  @Override
  public int getPhase() {
    return SpringAxonConfiguration.LIFECYCLE_PHASE - 1;
  }

  private void keep() {
    int forNobody = looksForNobody;
    while (running) {
      try {
        forNobody = asked ? 0 : forNobody + 1;
        if (forNobody > looksForNobody) {
          term = UNSURE;
          wanted.acquire();
          forNobody = 0;
        }
        asked = false;
        wanted.drainPermits();
        look();
        TimeUnit.MILLISECONDS.sleep(LOOK_MILLISECONDS);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return;
      } catch (RuntimeException e) {
        log.debug("Whether others write cannot be asked now", e);
        term = UNSURE;
        pause();
      }
    }
  }

  private synchronized void look() {
    if (!running || othersAreHere.getAsBoolean()) {
      release();
      return;
    }
    long now = System.nanoTime();
    if (entered == null && now - leftToOthersUntil >= 0) {
      enter();
    }
    String name = entered;
    String found = jdbc.queryForObject(CURRENT, String.class);
    if (name == null || !name.equals(found)) {
      term = UNSURE;
      entered = null;
      if (name != null) {
        leftToOthersUntil = now + LEFT_TO_OTHERS;
      }
      if (found != null && isForeign(found)) {
        evict(found);
      }
      return;
    }
    boolean withoutGap = term != UNSURE && now - until < 0;
    until = now + BELIEVED;
    if (!withoutGap) {
      term = ++terms;
    }
  }

  private static final String CURRENT = "SELECT sole_writer FROM log_head";

  /** Another time of this node's own may stand there, but nobody else's. */
  private void enter() {
    String name = node + "/" + (terms + 1) + "/" + System.nanoTime();
    int rows =
        jdbc.update(
            "UPDATE log_head SET sole_writer = ? WHERE sole_writer IS NULL OR sole_writer LIKE ?",
            name,
            "%" + node + "%");
    entered = rows == 1 ? name : null;
  }

  private synchronized void release() {
    term = UNSURE;
    String name = entered;
    if (name != null) {
      withdraw(name);
    }
  }

  private static void pause() {
    try {
      TimeUnit.MILLISECONDS.sleep(LOOK_MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
