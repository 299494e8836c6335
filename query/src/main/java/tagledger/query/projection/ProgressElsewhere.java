package tagledger.query.projection;

import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.axonframework.spring.config.SpringAxonConfiguration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/**
 * Learns from the database how far the tables are while another node keeps them: only while
 * somebody here waits, and less and less often the longer that takes.
 */
public final class ProgressElsewhere implements SmartLifecycle {

  private static final Logger log = LoggerFactory.getLogger(ProgressElsewhere.class);
  private static final long SHORTEST_PAUSE_MILLISECONDS = 2;
  private static final long LONGEST_PAUSE_MILLISECONDS = 50;

  private final Projection projection;
  private final Progress progress;
  private final BooleanSupplier keptHere;
  private volatile boolean running;

  /**
   * @param keptHere whether this node keeps the read model now, and so need not ask
   */
  public ProgressElsewhere(Projection projection, BooleanSupplier keptHere) {
    this.projection = projection;
    this.progress = projection.progress();
    this.keptHere = keptHere;
  }

  @Override
  public void start() {
    running = true;
    Thread.ofPlatform()
        .daemon()
        .name("progress-elsewhere-" + projection.generation().projection())
        .start(this::watch);
  }

  @Override
  public void stop() {
    running = false;
  }

  /** Works before the web server takes requests, and until it has answered them all. */
  @Override
  public int getPhase() {
    return SpringAxonConfiguration.LIFECYCLE_PHASE - 1;
  }

  @Override
  public boolean isRunning() {
    return running;
  }

  private void watch() {
    long pause = SHORTEST_PAUSE_MILLISECONDS;
    try {
      while (running) {
        TimeUnit.MILLISECONDS.sleep(pause);
        boolean ask = progress.isAwaited() && !keptHere.getAsBoolean();
        long before = progress.position();
        if (ask) {
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
      projection.position().ifPresent(progress::reached);
    } catch (RuntimeException e) {
      log.debug("How far {} is cannot be asked now", projection.generation().name(), e);
    }
  }
}
