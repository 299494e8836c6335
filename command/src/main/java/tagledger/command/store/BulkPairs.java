package tagledger.command.store;

import java.util.EnumMap;
import java.util.Map;
import java.util.function.BinaryOperator;
import java.util.function.IntPredicate;
import org.roaringbitmap.RoaringBitmap;
import tagledger.api.IdSet;
import tagledger.api.Rejection;

/** Every given item and post with every given tag. */
final class BulkPairs {

  private final Contents contents;
  private final Map<Kind, RoaringBitmap> bearers = new EnumMap<>(Kind.class);
  private final int[] tags;

  /**
   * @throws Rejection.NotOfThisStore naming all ids that are not
   */
  BulkPairs(Contents contents, IdSet items, IdSet posts, IdSet tags) {
    IdSet noItems = without(items, contents.all(Kind.ITEM)::contains);
    IdSet noPosts = without(posts, contents.all(Kind.POST)::contains);
    IdSet noTags = without(tags, contents.tags()::contains);
    if (!noItems.isEmpty() || !noPosts.isEmpty() || !noTags.isEmpty()) {
      throw new Rejection.NotOfThisStore(noItems, noPosts, noTags);
    }
    this.contents = contents;
    this.bearers.put(Kind.ITEM, RoaringBitmap.bitmapOf(items.ids().toArray()));
    this.bearers.put(Kind.POST, RoaringBitmap.bitmapOf(posts.ids().toArray()));
    this.tags = tags.ids().toArray();
  }

  /**
   * @param choose gets who is asked for and who bears the tag now, and answers whose link changes
   */
  Pairs pick(BinaryOperator<RoaringBitmap> choose) {
    Pairs picked = new Pairs();
    for (int tag : tags) {
      bearers.forEach(
          (kind, asked) ->
              picked.add(kind, tag, choose.apply(asked, contents.tags().get(tag).bearers(kind))));
    }
    return picked;
  }

  long size() {
    return bearers.values().stream().mapToLong(RoaringBitmap::getLongCardinality).sum()
        * tags.length;
  }

  private static IdSet without(IdSet ids, IntPredicate known) {
    return IdSet.ofSorted(ids.ids().filter(known.negate()).iterator());
  }
}
