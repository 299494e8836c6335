package tagledger.api;

/** The read model did not reach the position that a query asked for in time. Nothing is lost. */
public final class NotYetVisible extends RuntimeException {
  public NotYetVisible(long position) {
    super("The read model has not reached position " + position, null, false, false);
  }
}
