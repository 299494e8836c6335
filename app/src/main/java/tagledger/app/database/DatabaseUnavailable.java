package tagledger.app.database;

import org.jspecify.annotations.Nullable;

/** The embedded database cannot be had; the message says why and what to do about it. */
public class DatabaseUnavailable extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final String reason;
  private final String remedy;

  DatabaseUnavailable(String reason, String remedy) {
    this(reason, remedy, null);
  }

  DatabaseUnavailable(String reason, String remedy, @Nullable Throwable cause) {
    super(reason + System.lineSeparator() + remedy, cause);
    this.reason = reason;
    this.remedy = remedy;
  }

  public String reason() {
    return reason;
  }

  String remedy() {
    return remedy;
  }

  /** Another process has the data directory. */
  public static final class InUse extends DatabaseUnavailable {

    private static final long serialVersionUID = 1L;

    private final @Nullable String address;

    InUse(String reason, String remedy, @Nullable String address) {
      super(reason, remedy);
      this.address = address;
    }

    /** Where that process serves, if it does. */
    public @Nullable String address() {
      return address;
    }
  }
}
