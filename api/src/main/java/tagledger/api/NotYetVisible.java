package tagledger.api;

import org.jspecify.annotations.Nullable;

/** The read model did not reach the position that a query asked for in time. Nothing is lost. */
public final class NotYetVisible extends RuntimeException {
  public NotYetVisible(long position) {
    this(position, null);
  }

  /**
   * @param why it will not, as long as this version is the one that fills it
   */
  public NotYetVisible(long position, @Nullable UnknownEvent why) {
    super("The read model has not reached position " + position, why, false, false);
  }
}
