package tagledger.query.projection;

import org.jspecify.annotations.Nullable;

/** How many events a second came by of late. For one thread. */
final class Rate {

  private static final long WINDOW_NANOSECONDS = 5_000_000_000L;

  private long since;
  private long from = -1;
  private @Nullable Double rate;

  void reached(long position) {
    long now = System.nanoTime();
    if (from < 0) {
      since = now;
      from = position;
      return;
    }
    rate = (position - from) * 1e9 / Math.max(1, now - since);
    if (now - since > WINDOW_NANOSECONDS) {
      since = now;
      from = position;
    }
  }

  /** Nothing before there is a second measurement. */
  @Nullable Double perSecond() {
    return rate;
  }
}
