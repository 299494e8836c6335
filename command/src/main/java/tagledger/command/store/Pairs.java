package tagledger.command.store;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.roaringbitmap.RoaringBitmap;
import tagledger.api.BearerId;
import tagledger.api.Event;
import tagledger.api.IdSet;
import tagledger.api.StoreId;
import tagledger.api.TagId;

/**
 * Pairs of a tag and what bears it, of both kinds, in pieces that each fit into one event: whatever
 * the ids, a piece is under a megabyte of JSON.
 */
final class Pairs {

  private static final int IN_A_PIECE = 30_000;

  /** What one event tells: tag to bearers. */
  static final class Piece {
    private final Map<Kind, Map<TagId, IdSet>> byKind = new EnumMap<>(Kind.class);
    private int room = IN_A_PIECE;

    static Piece of(BearerId bearer, TagId tag) {
      Piece piece = new Piece();
      piece.add(Kind.of(bearer), tag.value(), IdSet.of(bearer.value()), 1);
      return piece;
    }

    Event linkedIn(StoreId store) {
      return new Event.TagsLinked(store, of(Kind.ITEM), of(Kind.POST));
    }

    Event unlinkedIn(StoreId store) {
      return new Event.TagsUnlinked(store, of(Kind.ITEM), of(Kind.POST));
    }

    Map<TagId, IdSet> of(Kind kind) {
      return byKind.getOrDefault(kind, Map.of());
    }

    private void add(Kind kind, int tag, IdSet bearers, int count) {
      byKind.computeIfAbsent(kind, any -> new LinkedHashMap<>()).put(new TagId(tag), bearers);
      room -= count;
    }
  }

  private final List<Piece> pieces = new ArrayList<>();
  private long size;

  void add(Kind kind, int tag, RoaringBitmap bearers) {
    int[] ids = bearers.toArray();
    for (int from = 0; from < ids.length; ) {
      Piece piece = pieceWithRoom();
      int start = from;
      int count = Math.min(piece.room, ids.length - from);
      piece.add(
          kind,
          tag,
          IdSet.ofSorted(IntStream.range(start, start + count).map(i -> ids[i]).iterator()),
          count);
      from += count;
    }
    size += ids.length;
  }

  List<Piece> pieces() {
    return pieces;
  }

  long size() {
    return size;
  }

  private Piece pieceWithRoom() {
    if (pieces.isEmpty() || pieces.getLast().room == 0) {
      pieces.add(new Piece());
    }
    return pieces.getLast();
  }
}
