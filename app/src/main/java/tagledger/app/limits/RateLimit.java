package tagledger.app.limits;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.github.bucket4j.Bucket;
import io.github.bucket4j.ConsumptionProbe;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * So many a minute for each caller, all at once or spread. What was not used comes back steadily.
 * Safe for all threads.
 */
final class RateLimit {

  private static final Duration PERIOD = Duration.ofMinutes(1);

  /** Those that come most often are remembered; some 200 bytes each. */
  private static final int CALLERS = 100_000;

  /**
   * Where a caller stands.
   *
   * @param left what is left after this one
   * @param secondsToAll after how many seconds all is left again
   * @param secondsToWait 0 where this one is granted
   */
  record Standing(long left, long secondsToAll, long secondsToWait) {
    boolean isGranted() {
      return secondsToWait == 0;
    }
  }

  private final int most;

  /** After a minute of silence a bucket is full: to forget it changes nothing. */
  private final Cache<String, Bucket> buckets =
      Caffeine.newBuilder().maximumSize(CALLERS).expireAfterAccess(PERIOD).build();

  RateLimit(int most) {
    this.most = most;
  }

  boolean isNone() {
    return most <= 0;
  }

  int most() {
    return most;
  }

  static long seconds() {
    return PERIOD.toSeconds();
  }

  Standing take(String caller) {
    ConsumptionProbe probe = buckets.get(caller, any -> bucket()).tryConsumeAndReturnRemaining(1);
    return new Standing(
        probe.getRemainingTokens(),
        seconds(probe.getNanosToWaitForReset()),
        seconds(probe.getNanosToWaitForRefill()));
  }

  void forget(String caller) {
    buckets.invalidate(caller);
  }

  long callers() {
    buckets.cleanUp();
    return buckets.estimatedSize();
  }

  private Bucket bucket() {
    return Bucket.builder()
        .addLimit(limit -> limit.capacity(most).refillGreedy(most, PERIOD))
        .build();
  }

  /** Rounded up: whoever waits as long does not wait in vain. */
  private static long seconds(long nanos) {
    long second = TimeUnit.SECONDS.toNanos(1);
    return (nanos + second - 1) / second;
  }
}
