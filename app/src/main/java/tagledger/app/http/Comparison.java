package tagledger.app.http;

import java.time.Duration;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CancellationException;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import tagledger.api.Findings;
import tagledger.api.Fsck;
import tagledger.api.Unavailable;

/**
 * A comparison with the log, which goes on in a thread of its own, and what it finds, one by one. A
 * few findings wait to be taken; while nobody takes them it stands still, and once this is closed
 * it ends with the next that it would tell. For one thread.
 */
final class Comparison implements Iterator<Comparison.News>, AutoCloseable {

  sealed interface News {}

  record Difference(String line) implements News {}

  /** Nothing has been found for a while, and the comparison goes on. */
  record Silence() implements News {}

  private record End(@Nullable Throwable failure) implements News {}

  private static final int WAITING = 100;
  private static final Duration LOOK = Duration.ofMillis(100);

  private final BlockingQueue<News> found = new ArrayBlockingQueue<>(WAITING);
  private final Map<String, Long> compared = new LinkedHashMap<>();
  private final Duration longestSilence;
  private final BooleanSupplier stopping;
  private volatile boolean closed;
  private @Nullable News next;

  private Comparison(Duration longestSilence, BooleanSupplier stopping) {
    this.longestSilence = longestSilence;
    this.stopping = stopping;
  }

  /**
   * @param stopping whether no more time is given
   * @param onEnd run when nothing of the comparison goes on any more, which may be after the close
   */
  static Comparison begin(
      Fsck fsck, Duration longestSilence, BooleanSupplier stopping, Runnable onEnd) {
    Comparison comparison = new Comparison(longestSilence, stopping);
    Thread.ofVirtual().name("fsck").start(() -> comparison.run(fsck, onEnd));
    return comparison;
  }

  /**
   * Waits for news.
   *
   * @throws RuntimeException by which the comparison failed
   */
  @Override
  public boolean hasNext() {
    if (next == null) {
      next = await();
    }
    if (next instanceof End end && end.failure() != null) {
      throw end.failure() instanceof RuntimeException failure
          ? failure
          : new IllegalStateException(end.failure());
    }
    return !(next instanceof End);
  }

  @Override
  public News next() {
    if (!hasNext() || next == null) {
      throw new NoSuchElementException();
    }
    News taken = next;
    next = null;
    return taken;
  }

  /** How much of what was compared, once there is no more to find. */
  Map<String, Long> compared() {
    return compared;
  }

  @Override
  public void close() {
    closed = true;
  }

  private News await() {
    long patience = System.nanoTime() + longestSilence.toNanos();
    try {
      while (!stopping.getAsBoolean()) {
        News news = found.poll(LOOK.toMillis(), TimeUnit.MILLISECONDS);
        if (news != null) {
          return news;
        }
        if (System.nanoTime() > patience) {
          return new Silence();
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    throw Unavailable.nothingDone("The service is stopping.", null);
  }

  private void run(Fsck fsck, Runnable onEnd) {
    Throwable failure = null;
    try {
      fsck.run(new Told());
    } catch (RuntimeException | Error e) {
      failure = e;
    } finally {
      onEnd.run();
    }
    if (!closed) {
      tell(new End(failure));
    }
  }

  private void tell(News news) {
    try {
      while (!found.offer(news, LOOK.toMillis(), TimeUnit.MILLISECONDS)) {
        checkWanted();
      }
    } catch (InterruptedException e) {
      throw new CancellationException();
    }
  }

  private void checkWanted() {
    if (closed) {
      throw new CancellationException();
    }
  }

  private final class Told implements Findings {

    @Override
    public void compared(String what, long count) {
      checkWanted();
      compared.merge(what, count, Long::sum);
    }

    @Override
    public void differs(String line) {
      checkWanted();
      tell(new Difference(line));
    }
  }
}
