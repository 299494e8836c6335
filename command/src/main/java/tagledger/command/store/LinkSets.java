package tagledger.command.store;

import java.util.EnumMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.roaringbitmap.RoaringBitmap;
import tagledger.api.IdSet;
import tagledger.api.Links;
import tagledger.api.TagId;

/** Links that a command tells of: who is paired with each tag. */
final class LinkSets {

  private static final RoaringBitmap NONE = new RoaringBitmap();

  private final Map<Kind, Map<Integer, RoaringBitmap>> bearers = new EnumMap<>(Kind.class);

  LinkSets(Links links) {
    bearers.put(Kind.ITEM, bitmaps(links.items()));
    bearers.put(Kind.POST, bitmaps(links.posts()));
  }

  /** The tags of which it tells. */
  Set<Integer> tags() {
    Set<Integer> tags = new TreeSet<>();
    bearers.values().forEach(some -> tags.addAll(some.keySet()));
    return tags;
  }

  /** Who is paired with that tag. Not to be changed. */
  RoaringBitmap of(Kind kind, int tag) {
    return bearers.getOrDefault(kind, Map.of()).getOrDefault(tag, NONE);
  }

  /** All that are paired with any tag. */
  RoaringBitmap all(Kind kind) {
    RoaringBitmap all = new RoaringBitmap();
    bearers.getOrDefault(kind, Map.of()).values().forEach(all::or);
    return all;
  }

  /** Those pairs, in pieces, whose bearers are not among these. */
  Pairs without(Map<Kind, RoaringBitmap> excluded) {
    Pairs pairs = new Pairs();
    bearers.forEach(
        (kind, byTag) ->
            byTag.forEach(
                (tag, some) ->
                    pairs.add(
                        kind, tag, RoaringBitmap.andNot(some, excluded.getOrDefault(kind, NONE)))));
    return pairs;
  }

  private static Map<Integer, RoaringBitmap> bitmaps(Map<TagId, IdSet> links) {
    Map<Integer, RoaringBitmap> bitmaps = new TreeMap<>();
    links.forEach(
        (tag, ids) -> bitmaps.put(tag.value(), RoaringBitmap.bitmapOf(ids.ids().toArray())));
    return bitmaps;
  }
}
