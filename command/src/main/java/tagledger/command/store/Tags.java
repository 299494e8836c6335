package tagledger.command.store;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.roaringbitmap.RoaringBitmap;
import tagledger.api.IdSet;

/** A store's tags: the name of each, who bears it, and when that last changed. */
final class Tags {

  /** A redacted name is absent, and keeps nobody from using it. */
  static final class Tag {
    private final @Nullable String name;
    private final Map<Kind, RoaringBitmap> bearers;
    private int version;

    private Tag(@Nullable String name, Map<Kind, RoaringBitmap> bearers, int version) {
      this.name = name;
      this.bearers = bearers;
      this.version = version;
    }

    boolean isBorne() {
      return bearers.values().stream().anyMatch(some -> !some.isEmpty());
    }

    boolean isBorneBy(Kind kind, int id) {
      return bearers(kind).contains(id);
    }

    RoaringBitmap bearers(Kind kind) {
      return bearers.computeIfAbsent(kind, none -> new RoaringBitmap());
    }

    /**
     * When what is shown of the tag itself last changed: its items, but not its posts; a change of
     * an item that bears it is not counted.
     */
    int version() {
      return version;
    }

    /** However the bitmaps are laid out. A name that is absent has been redacted. */
    private boolean matches(Tag copy) {
      return version == copy.version
          && (name == null || name.equals(copy.name))
          && Arrays.stream(Kind.values())
              .allMatch(kind -> bearers(kind).equals(copy.bearers(kind)));
    }

    private void touch(Kind kind, int sequence) {
      if (kind == Kind.ITEM) {
        version = sequence;
      }
    }
  }

  private final TreeMap<Integer, Tag> tags = new TreeMap<>();
  private final Map<String, Integer> names = new HashMap<>();

  boolean contains(int id) {
    return tags.containsKey(id);
  }

  boolean isTaken(String name) {
    return names.containsKey(name);
  }

  /** The tag of that name. */
  @Nullable Integer idOf(String name) {
    return names.get(name);
  }

  /** Nothing where it has been redacted. */
  @Nullable String nameOf(int id) {
    return get(id).name;
  }

  Tag get(int id) {
    Tag tag = tags.get(id);
    if (tag == null) {
      throw new IllegalStateException("The store has no tag " + id);
    }
    return tag;
  }

  void add(int id, @Nullable String name, int sequence) {
    put(id, new Tag(name, new EnumMap<>(Kind.class), sequence));
  }

  void remove(int id) {
    Tag tag = get(id);
    tags.remove(id);
    if (tag.name != null) {
      names.remove(tag.name);
    }
  }

  void link(Kind kind, int id, IntStream bearers, int sequence) {
    Tag tag = get(id);
    bearers.forEach(tag.bearers(kind)::add);
    tag.touch(kind, sequence);
  }

  void unlink(Kind kind, int id, IntStream bearers, int sequence) {
    Tag tag = get(id);
    bearers.forEach(tag.bearers(kind)::remove);
    tag.touch(kind, sequence);
  }

  IdSet ids() {
    return IdSet.ofSorted(tags.keySet().stream().mapToInt(Integer::intValue).iterator());
  }

  /** The tags that the thing bears. */
  IdSet of(Kind kind, int bearer) {
    return IdSet.ofSorted(
        tags.entrySet().stream()
            .filter(tag -> tag.getValue().isBorneBy(kind, bearer))
            .mapToInt(Map.Entry::getKey)
            .iterator());
  }

  /** The tags that each of these things bears, where it bears any. */
  Map<Integer, Set<Integer>> of(Kind kind, RoaringBitmap bearers) {
    Map<Integer, Set<Integer>> borne = new HashMap<>();
    tags.forEach(
        (id, tag) ->
            RoaringBitmap.and(bearers, tag.bearers(kind))
                .forEach(
                    (int bearer) -> borne.computeIfAbsent(bearer, b -> new HashSet<>()).add(id)));
    return borne;
  }

  /** All links. */
  Pairs links() {
    Pairs links = new Pairs();
    tags.forEach((id, tag) -> tag.bearers.forEach((kind, some) -> links.add(kind, id, some)));
    return links;
  }

  int size() {
    return tags.size();
  }

  void clear() {
    tags.clear();
    names.clear();
  }

  boolean matches(Tags copy) {
    return tags.keySet().equals(copy.tags.keySet())
        && tags.entrySet().stream().allMatch(tag -> tag.getValue().matches(copy.get(tag.getKey())));
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
      for (Kind kind : Kind.values()) {
        tag.bearers(kind).runOptimize();
        tag.bearers(kind).serialize(out);
      }
    }
  }

  static Tags read(DataInput in) throws IOException {
    Tags tags = new Tags();
    int size = in.readInt();
    for (int i = 0; i < size; i++) {
      int id = in.readInt();
      int version = in.readInt();
      String name = in.readBoolean() ? in.readUTF() : null;
      Map<Kind, RoaringBitmap> bearers = new EnumMap<>(Kind.class);
      for (Kind kind : Kind.values()) {
        RoaringBitmap some = new RoaringBitmap();
        some.deserialize(in);
        bearers.put(kind, some);
      }
      tags.put(id, new Tag(name, bearers, version));
    }
    return tags;
  }

  private void put(int id, Tag tag) {
    tags.put(id, tag);
    if (tag.name != null) {
      names.put(tag.name, id);
    }
  }
}
