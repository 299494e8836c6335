package tagledger.api;

import org.jspecify.annotations.Nullable;

/** The service cannot answer now. The message says what is known of the request, and what to do. */
public final class Unavailable extends RuntimeException {

  private final boolean outcomeKnown;

  private Unavailable(String message, @Nullable Throwable cause, boolean outcomeKnown) {
    super(message, cause);
    this.outcomeKnown = outcomeKnown;
  }

  /** Nothing has been done, and nothing will be. */
  public static Unavailable nothingDone(String reason, @Nullable Throwable cause) {
    return new Unavailable(reason + " Nothing was changed. Try again.", cause, true);
  }

  /** The write is there wholly, or not at all. */
  public static Unavailable outcomeUnknown(Throwable cause) {
    return new Unavailable(
        "The database went away while it was committing. The change was made wholly or not at all: look before you try again.",
        cause,
        false);
  }

  public boolean isOutcomeKnown() {
    return outcomeKnown;
  }
}
