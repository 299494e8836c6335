package tagledger.app.limits;

import java.io.IOException;

/** A body is not read any further. The message says why. */
public final class BodyRefused extends IOException {

  private final boolean tooLarge;

  private BodyRefused(String message, boolean tooLarge) {
    super(message);
    this.tooLarge = tooLarge;
  }

  static BodyRefused tooLarge(long most) {
    return new BodyRefused(
        "The body is larger than the %d bytes that are taken.".formatted(most), true);
  }

  static BodyRefused tooSlow(long bytes, long seconds, long rate) {
    return new BodyRefused(
        "The body came too slowly: %d bytes in %d s, where %d a second are asked for."
            .formatted(bytes, seconds, rate),
        false);
  }

  /** Else it came too slowly. */
  public boolean isTooLarge() {
    return tooLarge;
  }
}
