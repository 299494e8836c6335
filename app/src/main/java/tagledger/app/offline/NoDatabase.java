package tagledger.app.offline;

import org.jspecify.annotations.Nullable;

/** The database was not opened, or went away; the message says why, and what to do. */
public final class NoDatabase extends RuntimeException {

  /** What a caller may go by. */
  public enum Why {
    /** A service has the data directory. */
    IN_USE,
    /** There is none. */
    MISSING,
    /** It cannot be had, or not by this version. */
    UNAVAILABLE
  }

  private static final long serialVersionUID = 1L;

  private final Why why;
  private final @Nullable String address;

  NoDatabase(Why why, @Nullable String message, @Nullable Throwable cause) {
    this(why, message, cause, null);
  }

  NoDatabase(
      Why why, @Nullable String message, @Nullable Throwable cause, @Nullable String address) {
    super(message, cause);
    this.why = why;
    this.address = address;
  }

  /** Of the service that has it, where one does and serves. */
  public @Nullable String address() {
    return address;
  }

  public Why why() {
    return why;
  }
}
