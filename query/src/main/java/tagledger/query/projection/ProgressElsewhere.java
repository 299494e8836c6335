package tagledger.query.projection;

import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Learns from the database how far the tables are while another node keeps them: only while
 * somebody here waits, and less and less often the longer that takes. Of how many stores they do
 * not tell all is asked now and then on every node, for each may have changed that.
 */
final class ProgressElsewhere {

  private static final Logger log = LoggerFactory.getLogger(ProgressElsewhere.class);
  private static final long SHORTEST_PAUSE_MILLISECONDS = 2;
  private static final long LONGEST_PAUSE_MILLISECONDS = 50;
  private static final long LOOK_NANOSECONDS = 5_000_000_000L;

  private final Projection projection;
  private final Progress progress;
  private final BooleanSupplier keptHere;
  private volatile boolean running;

  /**
   * @param keptHere whether this node keeps the read model now, and so need not ask
   */
  ProgressElsewhere(Projection projection, BooleanSupplier keptHere) {
    this.projection = projection;
    this.progress = projection.progress();
    this.keptHere = keptHere;
  }

  void start() {
    running = true;
    Thread.ofPlatform().daemon().name("progress-elsewhere-" + projection.name()).start(this::watch);
  }

  void stop() {
    running = false;
  }

  private void watch() {
    long pause = SHORTEST_PAUSE_MILLISECONDS;
    long looked = System.nanoTime();
    try {
      while (running) {
        TimeUnit.MILLISECONDS.sleep(pause);
        boolean ask = progress.isAwaited() && !keptHere.getAsBoolean();
        long before = progress.position();
        if (ask || System.nanoTime() - looked > LOOK_NANOSECONDS) {
          looked = System.nanoTime();
          ask();
        }
        pause =
            progress.position() > before
                ? SHORTEST_PAUSE_MILLISECONDS
                : Math.min(pause + 1, LONGEST_PAUSE_MILLISECONDS);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void ask() {
    try {
      Projection.State state = projection.state();
      progress.parked(state.parked());
      if (!keptHere.getAsBoolean()) {
        progress.reached(state.position());
      }
    } catch (RuntimeException e) {
      log.debug("How far {} is cannot be asked now", projection.name(), e);
    }
  }
}
