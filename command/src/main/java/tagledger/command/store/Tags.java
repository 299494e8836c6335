package tagledger.command.store;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.roaringbitmap.RoaringBitmap;
import tagledger.api.IdSet;
import tagledger.api.TagId;

/** A store's tags: the name of each, who bears it, and when that last changed. */
final class Tags {

  /** A redacted name is absent, and keeps nobody from using it. */
  static final class Tag {
    private final @Nullable String name;
    private final RoaringBitmap items;
    private int version;

    private Tag(@Nullable String name, RoaringBitmap items, int version) {
      this.name = name;
      this.items = items;
      this.version = version;
    }

    boolean isBorne() {
      return !items.isEmpty();
    }

    boolean isBorneBy(int item) {
      return items.contains(item);
    }

    RoaringBitmap items() {
      return items;
    }

    /** When the tag or its links last changed; a change of an item that bears it is not counted. */
    int version() {
      return version;
    }
  }

  private final TreeMap<Integer, Tag> tags = new TreeMap<>();
  private final Set<String> names = new HashSet<>();

  boolean contains(int id) {
    return tags.containsKey(id);
  }

  boolean isTaken(String name) {
    return names.contains(name);
  }

  Tag get(int id) {
    Tag tag = tags.get(id);
    if (tag == null) {
      throw new IllegalStateException("The store has no tag " + id);
    }
    return tag;
  }

  void add(int id, @Nullable String name, int sequence) {
    put(id, new Tag(name, new RoaringBitmap(), sequence));
  }

  void remove(int id) {
    Tag tag = get(id);
    tags.remove(id);
    if (tag.name != null) {
      names.remove(tag.name);
    }
  }

  void link(int id, IntStream items, int sequence) {
    Tag tag = get(id);
    items.forEach(tag.items::add);
    tag.version = sequence;
  }

  void unlink(int id, IntStream items, int sequence) {
    Tag tag = get(id);
    items.forEach(tag.items::remove);
    tag.version = sequence;
  }

  IdSet ids() {
    return IdSet.ofSorted(tags.keySet().stream().mapToInt(Integer::intValue).iterator());
  }

  /** The tags that the item bears. */
  IdSet of(int item) {
    return IdSet.ofSorted(
        tags.entrySet().stream()
            .filter(tag -> tag.getValue().isBorneBy(item))
            .mapToInt(Map.Entry::getKey)
            .iterator());
  }

  /** All links, tag to items, in pieces of at most that many pairs. */
  List<Map<TagId, IdSet>> links(int pairsInAPiece) {
    List<Map<TagId, IdSet>> pieces = new ArrayList<>();
    int room = 0;
    for (var entry : tags.entrySet()) {
      int[] items = entry.getValue().items.toArray();
      for (int from = 0; from < items.length; ) {
        if (room == 0) {
          pieces.add(new LinkedHashMap<>());
          room = pairsInAPiece;
        }
        int count = Math.min(room, items.length - from);
        pieces
            .getLast()
            .put(
                new TagId(entry.getKey()),
                IdSet.ofSorted(IntStream.range(from, from + count).map(i -> items[i]).iterator()));
        from += count;
        room -= count;
      }
    }
    return pieces;
  }

  int size() {
    return tags.size();
  }

  void clear() {
    tags.clear();
    names.clear();
  }

  void write(DataOutput out) throws IOException {
    out.writeInt(tags.size());
    for (var entry : tags.entrySet()) {
      Tag tag = entry.getValue();
      out.writeInt(entry.getKey());
      out.writeInt(tag.version);
      out.writeBoolean(tag.name != null);
      if (tag.name != null) {
        out.writeUTF(tag.name);
      }
      tag.items.runOptimize();
      tag.items.serialize(out);
    }
  }

  static Tags read(DataInput in) throws IOException {
    Tags tags = new Tags();
    int size = in.readInt();
    for (int i = 0; i < size; i++) {
      int id = in.readInt();
      int version = in.readInt();
      String name = in.readBoolean() ? in.readUTF() : null;
      RoaringBitmap items = new RoaringBitmap();
      items.deserialize(in);
      tags.put(id, new Tag(name, items, version));
    }
    return tags;
  }

  private void put(int id, Tag tag) {
    tags.put(id, tag);
    if (tag.name != null) {
      names.add(tag.name);
    }
  }
}
