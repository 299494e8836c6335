package tagledger.command.store;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import org.roaringbitmap.RoaringBitmap;
import tagledger.api.IdSet;

/**
 * Which things of one kind a store has, and for each the sequence number of the event that last
 * changed the thing itself and of the one that last changed its links: 12 bytes a thing.
 *
 * <p>Ids mostly come in ascending order, so that an array in that order is added to at its end.
 */
final class Things {

  private static final int BYTES = 3 * Integer.BYTES;

  /** Number by number, a million things take a second to be read. */
  private static final int AT_ONCE = 4096;

  private int[] ids = new int[4];
  private int[] changes = new int[4];
  private int[] links = new int[4];
  private int size;

  boolean contains(int id) {
    return indexOf(id) >= 0;
  }

  void add(int id, int sequence) {
    int index = ~indexOf(id);
    if (size == ids.length) {
      int capacity = size + (size >> 1);
      ids = Arrays.copyOf(ids, capacity);
      changes = Arrays.copyOf(changes, capacity);
      links = Arrays.copyOf(links, capacity);
    }
    move(index, index + 1);
    size++;
    ids[index] = id;
    changes[index] = sequence;
    links[index] = sequence;
  }

  void remove(int id) {
    int index = indexOf(id);
    move(index + 1, index);
    size--;
  }

  void changed(int id, int sequence) {
    changes[indexOf(id)] = sequence;
  }

  void linked(int id, int sequence) {
    links[indexOf(id)] = sequence;
  }

  int lastChange(int id) {
    return changes[indexOf(id)];
  }

  /** The version of what is shown of the thing: itself and its tags. */
  int version(int id) {
    int index = indexOf(id);
    return Math.max(changes[index], links[index]);
  }

  /** The newest change of any of these things itself, or -1 where there are none. */
  int newestChange(RoaringBitmap some) {
    int newest = -1;
    for (var each = some.getIntIterator(); each.hasNext(); ) {
      newest = Math.max(newest, lastChange(each.next()));
    }
    return newest;
  }

  IdSet ids() {
    return IdSet.ofSorted(Arrays.stream(ids, 0, size).iterator());
  }

  int size() {
    return size;
  }

  void clear() {
    size = 0;
  }

  boolean matches(Things other) {
    return isSame(ids, other.ids, other)
        && isSame(changes, other.changes, other)
        && isSame(links, other.links, other);
  }

  private boolean isSame(int[] ours, int[] theirs, Things other) {
    return Arrays.equals(ours, 0, size, theirs, 0, other.size);
  }

  void write(DataOutput out) throws IOException {
    out.writeInt(size);
    ByteBuffer some = ByteBuffer.allocate(AT_ONCE * BYTES);
    for (int i = 0; i < size; i++) {
      some.putInt(ids[i]).putInt(changes[i]).putInt(links[i]);
      if (!some.hasRemaining()) {
        out.write(some.array());
        some.clear();
      }
    }
    out.write(some.array(), 0, some.position());
  }

  static Things read(DataInput in) throws IOException {
    Things things = new Things();
    int size = in.readInt();
    int capacity = Math.max(4, size);
    things.ids = new int[capacity];
    things.changes = new int[capacity];
    things.links = new int[capacity];
    ByteBuffer some = ByteBuffer.allocate(AT_ONCE * BYTES).limit(0);
    for (int i = 0; i < size; i++) {
      if (!some.hasRemaining()) {
        some.clear().limit(Math.min(AT_ONCE, size - i) * BYTES);
        in.readFully(some.array(), 0, some.limit());
      }
      things.ids[i] = some.getInt();
      things.changes[i] = some.getInt();
      things.links[i] = some.getInt();
    }
    things.size = size;
    return things;
  }

  private int indexOf(int id) {
    return Arrays.binarySearch(ids, 0, size, id);
  }

  private void move(int from, int to) {
    int count = size - from;
    System.arraycopy(ids, from, ids, to, count);
    System.arraycopy(changes, from, changes, to, count);
    System.arraycopy(links, from, links, to, count);
  }
}
