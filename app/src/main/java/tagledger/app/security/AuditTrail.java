package tagledger.app.security;

import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/**
 * The record of who was let in, who was not, and what was granted; the service itself cannot alter
 * it. What an attacker can repeat is told once, and then counted: a node writes a bounded number of
 * rows a minute, whatever comes. Safe for all threads.
 */
public final class AuditTrail implements SmartLifecycle {

  /** Takes its place in the order only once it may: whoever reads on from there misses nothing. */
  private static final String INSERT =
      """
      WITH turn AS MATERIALIZED (SELECT pg_advisory_xact_lock(8386097649419577716))
      INSERT INTO audit (actor, action, target, outcome, request, address, count)
      SELECT ?, ?, ?, ?, ?, ?, ? FROM turn""";

  private static final String SEVERAL = "several";
  private static final int KINDS_A_MINUTE = 200;
  private static final int LONGEST_TEXT = 200;
  private static final long MINUTE = Duration.ofMinutes(1).toNanos();
  private static final int SECONDS_BETWEEN_WRITES = 1;

  private static final Logger log = LoggerFactory.getLogger(AuditTrail.class);

  /** What is told of together. */
  private record Kind(
      @Nullable String actor, @Nullable String address, String action, String outcome) {}

  private static final class Told {
    private final Act first;
    private int untold;

    Told(Act first) {
      this.first = first;
    }
  }

  private final AccessTables tables;
  private final Map<Kind, Told> told = new HashMap<>();
  private final List<Act> waiting = new ArrayList<>();
  private long minute = System.nanoTime();
  private volatile @Nullable Thread thread;

  AuditTrail(AccessTables tables) {
    this.tables = tables;
  }

  /** Within the transaction of what is done. */
  void record(Visit visit, String action, @Nullable String target, String outcome) {
    write(act(visit, action, target, outcome, 1));
  }

  /** Soon, and counted where it comes again and again. */
  public void note(Visit visit, String action, @Nullable String target, String outcome) {
    Act act = act(visit, action, target, outcome, 1);
    synchronized (told) {
      Kind kind = new Kind(act.actor(), act.address(), action, outcome);
      if (told.size() >= KINDS_A_MINUTE && !told.containsKey(kind)) {
        kind = new Kind(null, SEVERAL, SEVERAL, outcome);
        act = new Act(0, act.time(), null, SEVERAL, null, outcome, null, SEVERAL, 1);
      }
      Told before = told.get(kind);
      if (before == null) {
        told.put(kind, new Told(act));
        waiting.add(act);
      } else {
        before.untold++;
      }
    }
  }

  /** In their order, those after that one. */
  public List<Act> list(long after, int limit) {
    return tables
        .jdbc()
        .query(
            """
            SELECT id, time, actor, action, target, outcome, request, address, count
            FROM audit WHERE id > ? ORDER BY id LIMIT ?""",
            (row, n) ->
                new Act(
                    row.getLong(1),
                    row.getObject(2, OffsetDateTime.class).toInstant(),
                    row.getString(3),
                    row.getString(4),
                    row.getString(5),
                    row.getString(6),
                    row.getString(7),
                    row.getString(8),
                    row.getInt(9)),
            after,
            limit);
  }

  @Override
  public void start() {
    thread = Thread.ofVirtual().name("audit").unstarted(this::keep);
    thread.start();
  }

  /** Tells what is still untold. */
  @Override
  public void stop() {
    Thread running = thread;
    thread = null;
    if (running != null) {
      running.interrupt();
    }
    synchronized (told) {
      minute -= MINUTE;
    }
    write();
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
      while (thread == Thread.currentThread()) {
        TimeUnit.SECONDS.sleep(SECONDS_BETWEEN_WRITES);
        write();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void write() {
    List<Act> some;
    synchronized (told) {
      if (System.nanoTime() - minute >= MINUTE) {
        minute = System.nanoTime();
        told.values().stream()
            .filter(it -> it.untold > 0)
            .forEach(it -> waiting.add(counted(it.first, it.untold)));
        told.clear();
      }
      some = List.copyOf(waiting);
      waiting.clear();
    }
    try {
      some.forEach(this::write);
    } catch (RuntimeException e) {
      log.warn(
          "{} entries of the audit trail could not be written: {}", some.size(), e.getMessage());
    }
  }

  private void write(Act act) {
    tables
        .jdbc()
        .update(
            INSERT,
            act.actor(),
            act.action(),
            act.target(),
            act.outcome(),
            act.request(),
            act.address(),
            act.count());
  }

  private static Act act(
      Visit visit, String action, @Nullable String target, String outcome, int count) {
    return new Act(
        0,
        Instant.now(),
        visit.actor(),
        shortened(action),
        target == null ? null : shortened(target),
        outcome,
        visit.request(),
        visit.address(),
        count);
  }

  private static Act counted(Act first, int count) {
    return new Act(
        0,
        first.time(),
        first.actor(),
        first.action(),
        first.target(),
        first.outcome(),
        first.request(),
        first.address(),
        count);
  }

  private static String shortened(String text) {
    return text.length() <= LONGEST_TEXT ? text : text.substring(0, LONGEST_TEXT);
  }
}
