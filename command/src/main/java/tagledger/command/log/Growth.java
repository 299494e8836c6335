package tagledger.command.log;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import tagledger.api.LogGrowth;

/** Wakes those who wait for the log to grow. Safe for all threads. */
final class Growth implements LogGrowth {

  /** How soon a reader sees the events of a node whose signal was lost. */
  private static final long LATEST_LOOK_NANOSECONDS = TimeUnit.MILLISECONDS.toNanos(500);

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private long count;

  @Override
  public long seen() {
    lock.lock();
    try {
      return count;
    } finally {
      lock.unlock();
    }
  }

  /**
   * Whether nothing has been told since then, and whoever looked at that time need not look yet.
   */
  boolean isAsSeen(long since, long lookedAt) {
    return seen() == since && System.nanoTime() - lookedAt < LATEST_LOOK_NANOSECONDS;
  }

  void tell() {
    lock.lock();
    try {
      count++;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  @Override
  public void await(long since, Duration atMost) throws InterruptedException {
    lock.lock();
    try {
      long left = Math.min(atMost.toNanos(), LATEST_LOOK_NANOSECONDS);
      while (count == since && left > 0) {
        left = changed.awaitNanos(left);
      }
    } finally {
      lock.unlock();
    }
  }
}
