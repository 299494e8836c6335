package tagledger.bench.system;

import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** Looks again and again, so seldom that looking does not slow down what is waited for. */
public final class Waiting {

  private static final Duration BETWEEN_LOOKS = Duration.ofMillis(100);

  private Waiting() {}

  /** Something that may become true. */
  public interface Condition {
    boolean holds() throws Exception;
  }

  /**
   * Returns when it holds.
   *
   * @throws IllegalStateException where it does not in time
   */
  public static void until(Duration patience, Condition condition) throws InterruptedException {
    until(patience, BETWEEN_LOOKS, condition);
  }

  static void until(Duration patience, Duration betweenLooks, Condition condition)
      throws InterruptedException {
    long giveUp = System.nanoTime() + patience.toNanos();
    while (!holds(condition)) {
      if (System.nanoTime() > giveUp) {
        throw new IllegalStateException("Not within " + patience);
      }
      TimeUnit.MILLISECONDS.sleep(betweenLooks.toMillis());
    }
  }

  private static boolean holds(Condition condition) throws InterruptedException {
    try {
      return condition.holds();
    } catch (RuntimeException | InterruptedException e) {
      throw e;
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }
}
