package tagledger.bench.large;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Iterator;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Lines to import: items that each bear five tags, among them, for the first thousand, one of ten
 * tags that nothing else bears. So there is in a store of any size what is equal in size.
 *
 * @param pass each brings other prices, and only the first brings tags
 */
record Rows(int items, int pass) implements Iterable<byte[]> {

  static final int ALIKE = 1_000;
  static final String SMALL = "small ";
  private static final int SMALL_TAGS = 10;
  private static final int LARGE_TAGS = 1_000;
  private static final int TAGS_OF_AN_ITEM = 5;
  private static final int LINES_AT_ONCE = 1_000;

  @Override
  public Iterator<byte[]> iterator() {
    Stream<byte[]> lines =
        IntStream.iterate(0, first -> first < items, first -> first + LINES_AT_ONCE)
            .mapToObj(first -> lines(first, Math.min(items, first + LINES_AT_ONCE)));
    return Stream.concat(pass == 0 ? Stream.of(tags()) : Stream.empty(), lines).iterator();
  }

  private static byte[] tags() {
    return IntStream.range(0, SMALL_TAGS)
        .mapToObj(n -> "\"" + SMALL + n + "\"")
        .collect(Collectors.joining(",", "{\"tags\":[", "]}\n"))
        .getBytes(UTF_8);
  }

  private byte[] lines(int from, int to) {
    return IntStream.range(from, to)
        .mapToObj(this::line)
        .collect(Collectors.joining())
        .getBytes(UTF_8);
  }

  private String line(int n) {
    String item =
        "{\"key\":\"sku-%d\",\"item\":{\"name\":\"standing desk lamp %d\",\"price\":%d.%02d}"
            .formatted(n, n, n % 500, pass % 100);
    return item + (pass == 0 ? ",\"tags\":[" + tagsOf(n) + "]}\n" : "}\n");
  }

  private static String tagsOf(int n) {
    return IntStream.range(0, TAGS_OF_AN_ITEM)
        .mapToObj(
            t ->
                n < ALIKE && t == 0
                    ? "\"" + SMALL + n % SMALL_TAGS + "\""
                    : "\"large " + (n * 7L + t * 131L) % LARGE_TAGS + "\"")
        .collect(Collectors.joining(","));
  }
}
