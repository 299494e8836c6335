package tagledger.app.limits;

import java.util.HashMap;
import java.util.Map;

/** So many of one kind at the same time, on this node. Safe for all threads. */
public final class Places {

  public static final String IMPORTS = "imports";
  public static final String STREAMS = "live streams";

  private static final long SECONDS_TO_WAIT = 5;

  private final String kind;
  private final int most;
  private final int mostOfOne;
  private final Map<String, Integer> taken = new HashMap<>();
  private int all;

  /**
   * @param kind what they are, in the plural
   */
  Places(String kind, int most, int mostOfOne) {
    this.kind = kind;
    this.most = most;
    this.mostOfOne = mostOfOne;
  }

  /**
   * A place for this caller, to be closed when it is free again.
   *
   * @throws LimitExceeded where there is none
   */
  public synchronized Place take(String caller) {
    int his = taken.getOrDefault(caller, 0);
    if (mostOfOne > 0 && his >= mostOfOne && !caller.equals(Caller.HERE)) {
      throw LimitExceeded.byCaller(
          "You have %d %s at the same time, and more are not granted. Wait until one has ended."
              .formatted(his, kind),
          SECONDS_TO_WAIT);
    }
    if (most > 0 && all >= most) {
      throw LimitExceeded.byAll(
          "This node has %d %s at the same time, and takes no more. Try again, or ask another node."
              .formatted(all, kind),
          SECONDS_TO_WAIT);
    }
    all++;
    taken.put(caller, his + 1);
    return new Place(caller);
  }

  /** How many are taken. */
  public synchronized int taken() {
    return all;
  }

  private synchronized void free(String caller) {
    all--;
    taken.computeIfPresent(caller, (any, his) -> his > 1 ? his - 1 : null);
  }

  /** One place. It is free again when it is closed, however often. */
  public final class Place implements AutoCloseable {
    private final String caller;
    private boolean free;

    private Place(String caller) {
      this.caller = caller;
    }

    @Override
    public void close() {
      synchronized (Places.this) {
        if (!free) {
          free = true;
          free(caller);
        }
      }
    }
  }
}
