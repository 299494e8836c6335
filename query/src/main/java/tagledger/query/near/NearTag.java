package tagledger.query.near;

import org.roaringbitmap.RoaringBitmap;

/** A tag with the items that bear it. Changed by one thread at a time. */
final class NearTag {

  final int id;
  final NearStore store;

  /** Its id and name; the object is left open. */
  final byte[] plain;

  /** Is replaced, and never changed. */
  volatile RoaringBitmap items;

  volatile int version;

  NearTag(int id, NearStore store, String name, int version, RoaringBitmap items) {
    this.id = id;
    this.store = store;
    this.plain = JsonBytes.open(id, name);
    this.version = version;
    this.items = items;
  }
}
