package tagledger.command.log;

import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.springframework.context.SmartLifecycle;

/** Something that is done again and again, on a thread of its own, while the service runs. */
abstract class Recurring implements SmartLifecycle {

  private final String name;
  private final Duration first;
  private final Duration between;
  private @Nullable ScheduledExecutorService thread;

  /**
   * @param name of the thread
   * @param first how long after the start it is done first
   * @param between how long from its end to the next time
   */
  Recurring(String name, Duration first, Duration between) {
    this.name = name;
    this.first = first;
    this.between = between;
  }

  /** Throws nothing: that would be the last time. */
  abstract void once();

  @Override
  public final void start() {
    thread =
        Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name(name).factory());
    var unused =
        thread.scheduleWithFixedDelay(
            this::once, first.toMillis(), between.toMillis(), TimeUnit.MILLISECONDS);
  }

  @Override
  public final void stop() {
    if (thread != null) {
      thread.shutdownNow();
      thread = null;
    }
  }

  @Override
  public final boolean isRunning() {
    return thread != null;
  }
}
