package tagledger.app.security;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;

/**
 * What this node knows to have been taken away, from whomever, counted over all nodes. It relies on
 * nothing while it cannot know. Safe for all threads.
 */
final class AccessVersion {

  private static final long LONGEST_BLINDNESS = Duration.ofSeconds(5).toNanos();

  private final AtomicLong version = new AtomicLong();
  private volatile long seen = System.nanoTime() - LONGEST_BLINDNESS;

  /** Whether what was known as of this version still holds. */
  boolean holds(long asOf) {
    return asOf >= version.get() && System.nanoTime() - seen < LONGEST_BLINDNESS;
  }

  /** Something was taken away here. */
  void advance(long to) {
    version.accumulateAndGet(to, Math::max);
  }

  /**
   * @param when it was asked for
   */
  void see(long found, long when) {
    advance(found);
    seen = when;
  }
}
