package tagledger.query.near;

/** A tag with the items that bear it. Changed by one thread at a time. */
final class NearTag {

  final int id;
  final NearStore store;

  /** Its id and name; the object is left open. */
  final byte[] plain;

  volatile NearIds items = NearIds.NONE;

  volatile int version;
  final LastMade made = new LastMade();

  NearTag(int id, NearStore store, String name, int version) {
    this.id = id;
    this.store = store;
    this.plain = JsonBytes.open(id, name);
    this.version = version;
  }

  /** From now on these items bear it. */
  void bear(NearIds some) {
    store.count(items, some);
    items = some;
  }
}
