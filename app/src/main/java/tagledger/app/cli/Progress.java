package tagledger.app.cli;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Shows how far something has come. */
interface Progress extends AutoCloseable {

  /** What is counted. */
  enum Unit {
    BYTES,
    EVENTS
  }

  /** For nobody to see. */
  Progress NONE = (done, total, left, remark) -> {};

  /**
   * Takes the place of what was shown before.
   *
   * @param total below 0 where it is not known
   */
  void show(long done, long total, @Nullable Duration left, String remark);

  /** Leaves the cursor at the beginning of a line. It may be called again. */
  @Override
  default void close() {}
}
