package tagledger.bench.system;

import java.util.ArrayDeque;
import java.util.Deque;

/** All that was started, and is closed together, the last first. */
public final class Started implements AutoCloseable {

  private final Deque<AutoCloseable> all = new ArrayDeque<>();

  public <T extends AutoCloseable> T add(T one) {
    all.push(one);
    return one;
  }

  @Override
  public void close() {
    while (!all.isEmpty()) {
      try {
        all.pop().close();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      } catch (Exception e) {
        throw new IllegalStateException(e);
      }
    }
  }
}
