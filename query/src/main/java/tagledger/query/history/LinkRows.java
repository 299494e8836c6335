package tagledger.query.history;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import org.roaringbitmap.RoaringBitmap;
import tagledger.api.IdSet;
import tagledger.api.TagId;

/** Pairs of tags and what bears them, of one kind; a few bits each. */
final class LinkRows {

  private static final RoaringBitmap NONE = new RoaringBitmap();

  private final Map<Integer, RoaringBitmap> bearers = new TreeMap<>();

  void add(int tag, int bearer) {
    bearers.computeIfAbsent(tag, any -> new RoaringBitmap()).add(bearer);
  }

  boolean contains(int tag, int bearer) {
    return bearers.getOrDefault(tag, NONE).contains(bearer);
  }

  RoaringBitmap tags() {
    RoaringBitmap tags = new RoaringBitmap();
    bearers.keySet().forEach(tags::add);
    return tags;
  }

  RoaringBitmap bearers() {
    RoaringBitmap all = new RoaringBitmap();
    bearers.values().forEach(all::or);
    return all;
  }

  Map<TagId, IdSet> byTag() {
    Map<TagId, IdSet> byTag = new LinkedHashMap<>();
    bearers.forEach(
        (tag, some) -> byTag.put(new TagId(tag), IdSet.ofSorted(some.stream().iterator())));
    return byTag;
  }
}
