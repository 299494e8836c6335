package tagledger.api;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Arrays;
import java.util.PrimitiveIterator;
import java.util.stream.IntStream;

/**
 * A set of ids, written as its ranges in ascending order: {@code "1-5,7,9-100"}. A million ids in a
 * row cost nine characters.
 */
public final class IdSet {

  private static final IdSet EMPTY = new IdSet(new int[0]);

  /** First and last of each range, in turn. */
  private final int[] bounds;

  private IdSet(int[] bounds) {
    this.bounds = bounds;
  }

  public static IdSet of(int... ids) {
    return ofSorted(Arrays.stream(ids).sorted().distinct().iterator());
  }

  /**
   * @throws IllegalArgumentException where the numbers do not ascend strictly, or one is no id
   */
  public static IdSet ofSorted(PrimitiveIterator.OfInt ids) {
    if (!ids.hasNext()) {
      return EMPTY;
    }
    IntStream.Builder bounds = IntStream.builder();
    int first = ids.nextInt();
    Ids.requirePositive(first);
    int last = first;
    while (ids.hasNext()) {
      int id = ids.nextInt();
      if (id <= last) {
        throw new IllegalArgumentException("Ids must ascend: " + id + " after " + last);
      }
      if (id != last + 1) {
        bounds.add(first).add(last);
        first = id;
      }
      last = id;
    }
    return new IdSet(bounds.add(first).add(last).build().toArray());
  }

  /**
   * @throws IllegalArgumentException where the text is none that {@link #toString} wrote
   */
  @JsonCreator
  public static IdSet parse(String text) {
    if (text.isEmpty()) {
      return EMPTY;
    }
    int[] bounds =
        Arrays.stream(text.split(",", -1))
            .flatMapToInt(
                range -> {
                  int dash = range.indexOf('-');
                  return dash < 0
                      ? IntStream.of(Integer.parseInt(range), Integer.parseInt(range))
                      : IntStream.of(
                          Integer.parseInt(range.substring(0, dash)),
                          Integer.parseInt(range.substring(dash + 1)));
                })
            .toArray();
    for (int i = 0; i < bounds.length; i++) {
      // Between two ranges there is a gap; else they would be one.
      long least = i == 0 ? 1 : i % 2 == 0 ? bounds[i - 1] + 2L : bounds[i - 1];
      if (bounds[i] < least) {
        throw new IllegalArgumentException("Ranges of ids must ascend: " + text);
      }
    }
    IdSet set = new IdSet(bounds);
    if (!set.toString().equals(text)) {
      throw new IllegalArgumentException("Ids are not written so: " + text);
    }
    return set;
  }

  public IntStream ids() {
    return IntStream.range(0, bounds.length / 2)
        .flatMap(range -> IntStream.rangeClosed(bounds[2 * range], bounds[2 * range + 1]));
  }

  public boolean isEmpty() {
    return bounds.length == 0;
  }

  /** How many ids it holds. */
  public long size() {
    return IntStream.range(0, bounds.length / 2)
        .mapToLong(range -> (long) bounds[2 * range + 1] - bounds[2 * range] + 1)
        .sum();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof IdSet that && Arrays.equals(bounds, that.bounds);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(bounds);
  }

  @JsonValue
  @Override
  public String toString() {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < bounds.length; i += 2) {
      text.append(i == 0 ? "" : ",").append(bounds[i]);
      if (bounds[i + 1] != bounds[i]) {
        text.append('-').append(bounds[i + 1]);
      }
    }
    return text.toString();
  }
}
