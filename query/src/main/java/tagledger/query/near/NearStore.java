package tagledger.query.near;

import org.jspecify.annotations.Nullable;

/**
 * A store of which all items, tags and links are in memory. What is read of it together is of one
 * state if its stamp tells so afterwards. Changed by one thread at a time.
 */
final class NearStore {

  /** What a bitmap takes for each of its ids, at the most. */
  private static final int BYTES_OF_AN_ID = 2;

  /**
   * What a tag takes beside the items that bear it and the answer that was made of it; an array
   * beside its bytes.
   */
  private static final int BYTES_OF_A_TAG = 250;

  private static final int BYTES_OF_AN_ARRAY = 20;

  private static final long IN_DOUBT = 1;
  private static final long CHANGING = 2;
  private static final long STATE = 4;

  final int id;

  /** Its id and name; the object is left open. */
  final byte[] plain;

  volatile int version;

  volatile NearIds items = NearIds.NONE;
  volatile NearIds tags = NearIds.NONE;
  volatile long lastRead;
  final LastMade made = new LastMade();
  final LastMade madeOfTags = new LastMade();

  /** What happened up to there was in the tables when it was read. */
  long position;

  private volatile long stamp = IN_DOUBT | CHANGING;
  private long bytesOfItems;
  private long links;
  private long pagesOfTags;

  NearStore(int id, String name, int version) {
    this.id = id;
    this.plain = JsonBytes.open(id, name);
    this.version = version;
  }

  /** What to hold against {@link #isStill} when all has been read. */
  long stamp() {
    return stamp;
  }

  /**
   * Whether all that was read since is of the one state in which it was then.
   *
   * @param perhapsNotTheLast whether it need not be what the tables tell by now
   */
  boolean isStill(long seen, boolean perhapsNotTheLast) {
    long now = stamp;
    return perhapsNotTheLast
        ? ((seen | now) & CHANGING) == 0 && state(now) == state(seen)
        : state(seen) == seen && now == seen;
  }

  private static long state(long stamp) {
    return stamp & ~(IN_DOUBT | CHANGING);
  }

  /** The tables may tell of more from now on. */
  void doubt() {
    stamp |= IN_DOUBT;
  }

  /** From now on until it is settled, it is of no one state. */
  void change() {
    stamp |= IN_DOUBT | CHANGING;
  }

  /**
   * It is of one state again.
   *
   * @param time later than that of every change before
   */
  void settle(long time) {
    stamp = time * STATE;
  }

  /** Whether it has been what the tables tell, and nothing else, from that time until now. */
  boolean isStillAsOf(long time) {
    long now = stamp;
    return state(now) == now && now <= time * STATE;
  }

  /** An item takes another's place, or nothing's. */
  void count(byte @Nullable [] before, byte @Nullable [] after) {
    bytesOfItems += bytes(after) - bytes(before);
    links += links(after) - links(before);
  }

  /** The items that bear a tag take another set's place. */
  void count(NearIds before, NearIds after) {
    pagesOfTags += after.pages() - before.pages();
  }

  private static int bytes(byte @Nullable [] item) {
    return item == null ? 0 : item.length + BYTES_OF_AN_ARRAY;
  }

  private static int links(byte @Nullable [] item) {
    return item == null ? 0 : NearItem.tagCount(item);
  }

  /** How much memory it takes, about. */
  long bytes() {
    return bytesOfItems
        + (links + items.count()) * BYTES_OF_AN_ID
        + (pagesOfTags + items.pages()) * NearIds.BYTES_OF_A_PAGE
        + (long) tags.count() * BYTES_OF_A_TAG;
  }
}
