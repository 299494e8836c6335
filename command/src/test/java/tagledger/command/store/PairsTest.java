package tagledger.command.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.roaringbitmap.RoaringBitmap;
import tagledger.api.Event.TagsLinked;
import tagledger.api.StoreId;
import tagledger.command.log.EventSerializer;

class PairsTest {

  private static final int GREATEST = Integer.MAX_VALUE;
  private static final int MEGABYTE = 1_000_000;

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 29_999, 30_000, 30_001, 60_000, 100_000})
  void pieces_hold_each_pair_once_in_order(int size) {
    Pairs pairs = new Pairs();
    int items = size / 2;
    pairs.add(Kind.ITEM, 1, everySecond(items));
    pairs.add(Kind.POST, 1, everySecond(size - items));
    pairs.add(Kind.POST, 2, new RoaringBitmap());
    assertThat(pairs.size()).isEqualTo(size);
    assertThat(told(pairs, Kind.ITEM)).containsExactlyElementsOf(ids(everySecond(items)));
    assertThat(told(pairs, Kind.POST)).containsExactlyElementsOf(ids(everySecond(size - items)));
    assertThat(pairs.pieces()).hasSize((size + 29_999) / 30_000);
  }

  @Test
  void no_pairs_are_no_piece() {
    Pairs pairs = new Pairs();
    pairs.add(Kind.ITEM, 1, new RoaringBitmap());
    assertThat(pairs.pieces()).isEmpty();
    assertThat(pairs.size()).isZero();
  }

  @Test
  void a_piece_of_the_longest_ids_is_under_a_megabyte() {
    Pairs pairs = new Pairs();
    pairs.add(Kind.ITEM, GREATEST, longest(100_000, 2));
    pairs.add(Kind.POST, GREATEST, longest(100_000, 2));
    assertAllSmall(pairs);
  }

  @Test
  void a_piece_of_the_longest_ranges_is_under_a_megabyte() {
    RoaringBitmap ranges = longest(50_000, 3);
    ranges.or(RoaringBitmap.addOffset(ranges, -1L));
    Pairs pairs = new Pairs();
    pairs.add(Kind.ITEM, GREATEST, ranges);
    assertAllSmall(pairs);
  }

  @Test
  void a_piece_in_which_each_pair_has_a_tag_of_its_own_is_under_a_megabyte() {
    Pairs pairs = new Pairs();
    for (int tag = GREATEST; tag > GREATEST - 70_000; tag--) {
      pairs.add(tag % 2 == 0 ? Kind.ITEM : Kind.POST, tag, RoaringBitmap.bitmapOf(GREATEST));
    }
    assertAllSmall(pairs);
  }

  private static void assertAllSmall(Pairs pairs) {
    assertThat(pairs.pieces()).hasSizeGreaterThan(2);
    for (Pairs.Piece piece : pairs.pieces()) {
      TagsLinked event =
          new TagsLinked(new StoreId(GREATEST), piece.of(Kind.ITEM), piece.of(Kind.POST));
      byte[] json = new EventSerializer().serialize(event, byte[].class).getData();
      assertThat(json.length).isLessThan(MEGABYTE);
      assertThat(new String(json, StandardCharsets.UTF_8)).contains("2147483647");
    }
  }

  private static List<Integer> told(Pairs pairs, Kind kind) {
    List<Integer> told = new ArrayList<>();
    pairs
        .pieces()
        .forEach(piece -> piece.of(kind).values().forEach(some -> some.ids().forEach(told::add)));
    return told;
  }

  private static List<Integer> ids(RoaringBitmap bitmap) {
    return IntStream.of(bitmap.toArray()).boxed().toList();
  }

  private static RoaringBitmap everySecond(int count) {
    return RoaringBitmap.bitmapOf(IntStream.range(0, count).map(i -> 1 + 2 * i).toArray());
  }

  private static RoaringBitmap longest(int count, int step) {
    return RoaringBitmap.bitmapOf(
        IntStream.range(0, count).map(i -> GREATEST - step * i).toArray());
  }
}
