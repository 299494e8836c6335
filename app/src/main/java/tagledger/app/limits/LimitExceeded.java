package tagledger.app.limits;

/** Ends a request that is more than this node grants. Nothing was changed. */
public final class LimitExceeded extends RuntimeException {

  private final boolean byCaller;
  private final long secondsToWait;

  private LimitExceeded(String message, boolean byCaller, long secondsToWait) {
    super(message, null, false, false);
    this.byCaller = byCaller;
    this.secondsToWait = secondsToWait;
  }

  /** The caller alone has asked for more than one may. */
  static LimitExceeded byCaller(String message, long secondsToWait) {
    return new LimitExceeded(message, true, secondsToWait);
  }

  /** All together have. */
  static LimitExceeded byAll(String message, long secondsToWait) {
    return new LimitExceeded(message, false, secondsToWait);
  }

  public boolean isByCaller() {
    return byCaller;
  }

  /** After how many seconds it may be granted. */
  public long secondsToWait() {
    return secondsToWait;
  }
}
