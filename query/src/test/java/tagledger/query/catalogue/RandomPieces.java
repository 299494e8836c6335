package tagledger.query.catalogue;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.SortedSet;
import tagledger.api.Event;
import tagledger.api.IdSet;
import tagledger.api.StoreId;
import tagledger.api.TagId;

/** Pairs in pieces that end anywhere, also within a tag. */
final class RandomPieces {

  private record Piece(Map<TagId, IdSet> items, Map<TagId, IdSet> posts) {
    Piece() {
      this(new LinkedHashMap<>(), new LinkedHashMap<>());
    }

    boolean isEmpty() {
      return items.isEmpty() && posts.isEmpty();
    }
  }

  private final Random random;
  private final List<Piece> pieces = new ArrayList<>(List.of(new Piece()));

  RandomPieces(Random random) {
    this.random = random;
  }

  void add(int tag, SortedSet<Integer> items, SortedSet<Integer> posts) {
    boolean parted = !items.isEmpty() && random.nextInt(3) == 0;
    int cut = items.isEmpty() ? 0 : items.stream().skip(items.size() / 2).findFirst().orElseThrow();
    put(pieces.getLast().items, tag, parted ? items.headSet(cut) : items);
    if (parted) {
      pieces.add(new Piece());
      put(pieces.getLast().items, tag, items.tailSet(cut));
    }
    put(pieces.getLast().posts, tag, posts);
    if (random.nextInt(4) == 0) {
      pieces.add(new Piece());
    }
  }

  List<Event> linked(StoreId store) {
    return pieces.stream()
        .filter(piece -> !piece.isEmpty())
        .<Event>map(piece -> new Event.TagsLinked(store, piece.items, piece.posts))
        .toList();
  }

  List<Event> unlinked(StoreId store) {
    return pieces.stream()
        .filter(piece -> !piece.isEmpty())
        .<Event>map(piece -> new Event.TagsUnlinked(store, piece.items, piece.posts))
        .toList();
  }

  private static void put(Map<TagId, IdSet> pairs, int tag, SortedSet<Integer> some) {
    if (!some.isEmpty()) {
      pairs.put(new TagId(tag), IdSet.of(some.stream().mapToInt(Integer::intValue).toArray()));
    }
  }
}
