package tagledger.command.log;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/** Wakes those who wait for the log to grow. Safe for all threads. */
final class Growth {

  /** How soon a reader sees the events of a node whose signal was lost. */
  private static final long LATEST_LOOK_NANOSECONDS = TimeUnit.MILLISECONDS.toNanos(500);

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private long count;

  /** How often it was told to have grown, to be compared later. */
  long seen() {
    lock.lock();
    try {
      return count;
    } finally {
      lock.unlock();
    }
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

  /** Returns when it was told to have grown since, or when it is time to look all the same. */
  void await(long since, long atMostNanoseconds) throws InterruptedException {
    lock.lock();
    try {
      long left = Math.min(atMostNanoseconds, LATEST_LOOK_NANOSECONDS);
      while (count == since && left > 0) {
        left = changed.awaitNanos(left);
      }
    } finally {
      lock.unlock();
    }
  }
}
