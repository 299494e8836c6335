package tagledger.query.projection;

import java.time.Duration;
import java.util.PriorityQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import tagledger.api.NotYetVisible;
import tagledger.api.UnknownEvent;

/** How far the read model is, and a place to wait until it is further. Safe for all threads. */
public final class Progress {

  private record Waiter(long position, CompletableFuture<Void> arrival)
      implements Comparable<Waiter> {
    @Override
    public int compareTo(Waiter other) {
      return Long.compare(position, other.position);
    }
  }

  private final PriorityQueue<Waiter> waiters = new PriorityQueue<>();
  private final long least;
  private volatile long position;
  private volatile int parked;
  private volatile @Nullable UnknownEvent barrier;

  /**
   * @param least the position before which nothing is read: tables that are still being built lack
   *     things of which others have long known
   */
  public Progress(long least) {
    this.least = least;
  }

  /** Whether what is read is all that must be there. */
  public boolean isSufficient() {
    return position >= least;
  }

  public long position() {
    return position;
  }

  /**
   * Of how many stores the tables do not tell all up to the position, as far as this node knows.
   */
  public int parked() {
    return parked;
  }

  void parked(int stores) {
    parked = stores;
  }

  /**
   * @param unknown the event before which the tables stand still, as long as this version fills
   *     them; or nothing, where they go on
   */
  void standsAt(@Nullable UnknownEvent unknown) {
    barrier = unknown;
    if (unknown != null) {
      for (Waiter waiter = pollAny(); waiter != null; waiter = pollAny()) {
        waiter.arrival.completeExceptionally(unknown);
      }
    }
  }

  /** Whether somebody waits, or will have to, for a position that is not reached. */
  public synchronized boolean isAwaited() {
    return !waiters.isEmpty() || !isSufficient();
  }

  /** Returns when somebody waits for a position that is not reached, or after that time. */
  synchronized void awaitWaiter(long nanoseconds) throws InterruptedException {
    long deadline = System.nanoTime() + nanoseconds;
    for (long left = nanoseconds; !isAwaited() && left > 0; left = deadline - System.nanoTime()) {
      TimeUnit.NANOSECONDS.timedWait(this, left);
    }
  }

  /** Where the tables are now, which may be before where they were: a crash takes them back. */
  void startFrom(long current) {
    synchronized (this) {
      position = Math.min(position, current);
    }
    reached(current);
  }

  public void reached(long newPosition) {
    synchronized (this) {
      if (newPosition <= position) {
        return;
      }
      position = newPosition;
    }
    for (Waiter arrived = poll(); arrived != null; arrived = poll()) {
      arrived.arrival.complete(null);
    }
  }

  /**
   * Returns when the read model holds all up to this position, and all that must be there.
   *
   * @throws NotYetVisible where it does not within that time
   */
  public void await(long asked, Duration atMost) {
    long awaited = Math.max(asked, least);
    if (position >= awaited) {
      return;
    }
    Waiter waiter = new Waiter(awaited, new CompletableFuture<>());
    synchronized (this) {
      if (position >= awaited) {
        return;
      }
      if (barrier != null) {
        throw new NotYetVisible(awaited, barrier);
      }
      waiters.add(waiter);
      notifyAll();
    }
    try {
      waiter.arrival.get(atMost.toNanos(), TimeUnit.NANOSECONDS);
    } catch (TimeoutException | ExecutionException e) {
      forget(waiter);
      throw new NotYetVisible(awaited, barrier);
    } catch (InterruptedException e) {
      forget(waiter);
      Thread.currentThread().interrupt();
      throw new NotYetVisible(awaited);
    }
  }

  private synchronized @Nullable Waiter poll() {
    Waiter first = waiters.peek();
    return first != null && first.position <= position ? waiters.poll() : null;
  }

  private synchronized @Nullable Waiter pollAny() {
    return waiters.poll();
  }

  private synchronized void forget(Waiter waiter) {
    waiters.remove(waiter);
  }
}
