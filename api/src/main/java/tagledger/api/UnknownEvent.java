package tagledger.api;

import org.jspecify.annotations.Nullable;

/** The log holds an event that this version of the service cannot read. */
public final class UnknownEvent extends RuntimeException {
  public UnknownEvent(String name, @Nullable String revision) {
    super(
        "The log holds a "
            + name
            + " of revision "
            + revision
            + ", which this version of the service cannot read: a newer one wrote it. Run that one.");
  }
}
