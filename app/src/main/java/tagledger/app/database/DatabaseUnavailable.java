package tagledger.app.database;

import org.jspecify.annotations.Nullable;

/** The embedded database cannot be had; the message says why and what to do about it. */
public final class DatabaseUnavailable extends RuntimeException {

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

  String reason() {
    return reason;
  }

  String remedy() {
    return remedy;
  }
}
