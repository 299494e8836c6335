package tagledger.query.projection;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.PriorityQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import tagledger.api.NotYetVisible;
import tagledger.api.UnknownEvent;

/** How far the read model is, and a place to wait until it is further. Safe for all threads. */
public final class Progress {

  /** A timer for each who waits would cost more than the waiting: one looks after all. */
  private static final long BETWEEN_LOOKS = TimeUnit.MILLISECONDS.toNanos(10);

  private record Waiter(long position, long deadline, CompletableFuture<Void> arrival)
      implements Comparable<Waiter> {
    @Override
    public int compareTo(Waiter other) {
      return Long.compare(position, other.position);
    }
  }

  private final PriorityQueue<Waiter> waiters = new PriorityQueue<>();
  private final long least;
  private boolean looking;
  private long nextLook;
  private volatile long position;
  private volatile int parked;
  private volatile @Nullable UnknownEvent barrier;
  private volatile long lastWaiter = System.nanoTime();

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
        waiter.arrival.completeExceptionally(new NotYetVisible(waiter.position, unknown));
      }
    }
  }

  /** Whether somebody waits, or will have to, for a position that is not reached. */
  public synchronized boolean isAwaited() {
    return !waiters.isEmpty() || !isSufficient();
  }

  /** Whether nobody has had to wait for so long. */
  public boolean isUnawaitedFor(Duration time) {
    return System.nanoTime() - lastWaiter > time.toNanos();
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
    CompletableFuture<Void> arrival = arrival(asked, atMost);
    try {
      arrival.get();
    } catch (ExecutionException e) {
      throw e.getCause() instanceof NotYetVisible late ? late : new IllegalStateException(e);
    } catch (InterruptedException e) {
      forget(arrival);
      Thread.currentThread().interrupt();
      throw new NotYetVisible(asked);
    }
  }

  /**
   * Completes when the read model holds all up to this position, and all that must be there: in the
   * thread that fills it, which must not be kept. Where it does not within that time, it fails with
   * {@link NotYetVisible}.
   */
  public CompletableFuture<Void> arrival(long asked, Duration atMost) {
    long awaited = Math.max(asked, least);
    if (position >= awaited) {
      return CompletableFuture.completedFuture(null);
    }
    synchronized (this) {
      if (position >= awaited) {
        return CompletableFuture.completedFuture(null);
      }
      if (barrier != null) {
        return CompletableFuture.failedFuture(new NotYetVisible(awaited, barrier));
      }
      Waiter waiter =
          new Waiter(awaited, System.nanoTime() + atMost.toNanos(), new CompletableFuture<>());
      waiters.add(waiter);
      lastWaiter = System.nanoTime();
      lookAt(waiter.deadline);
      notifyAll();
      return waiter.arrival;
    }
  }

  private void lookAt(long deadline) {
    if (!looking || deadline - nextLook < 0) {
      looking = true;
      nextLook = deadline;
      CompletableFuture.delayedExecutor(
              Math.max(deadline - System.nanoTime(), BETWEEN_LOOKS), TimeUnit.NANOSECONDS)
          .execute(() -> look(deadline));
    }
  }

  /** Lets those go who have waited as long as they would. */
  private void look(long planned) {
    List<Waiter> late = new ArrayList<>();
    synchronized (this) {
      if (planned != nextLook) {
        return;
      }
      looking = false;
      long now = System.nanoTime();
      waiters.removeIf(waiter -> waiter.deadline - now <= 0 && late.add(waiter));
      waiters.stream().mapToLong(waiter -> waiter.deadline).min().ifPresent(this::lookAt);
    }
    late.forEach(
        waiter -> waiter.arrival.completeExceptionally(new NotYetVisible(waiter.position)));
  }

  private synchronized @Nullable Waiter poll() {
    Waiter first = waiters.peek();
    return first != null && first.position <= position ? waiters.poll() : null;
  }

  private synchronized @Nullable Waiter pollAny() {
    return waiters.poll();
  }

  private synchronized void forget(CompletableFuture<Void> arrival) {
    waiters.removeIf(waiter -> waiter.arrival == arrival);
  }
}
