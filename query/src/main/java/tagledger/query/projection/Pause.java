package tagledger.query.projection;

import java.time.Duration;
import java.util.function.BooleanSupplier;

/**
 * How long events may gather while nobody waits for them: many at once cost far less than each by
 * itself.
 *
 * @param allowed whether they may at all now; asked where some have just been taken
 */
public record Pause(Duration longest, BooleanSupplier allowed) {

  /** At any time. */
  public Pause(Duration longest) {
    this(longest, () -> true);
  }
}
