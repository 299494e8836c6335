package tagledger.bench.system;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Iterator;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Lines of JSON to import, many at once: so many items, each with a name and a price of its own and
 * one of 97 tags. The same each time.
 */
public record Items(int count) implements Iterable<byte[]> {

  public static final int TAGS = 97;
  private static final int LINES_AT_ONCE = 1_000;
  private static final List<String> WORDS =
      List.of("oak chair", "standing desk lamp", "blue", "shelf", "garden table, folding", "rug");

  @Override
  public Iterator<byte[]> iterator() {
    return IntStream.iterate(0, first -> first < count, first -> first + LINES_AT_ONCE)
        .mapToObj(first -> lines(first, Math.min(count, first + LINES_AT_ONCE)))
        .iterator();
  }

  private static byte[] lines(int from, int to) {
    return IntStream.range(from, to)
        .mapToObj(Items::line)
        .collect(Collectors.joining())
        .getBytes(UTF_8);
  }

  private static String line(int n) {
    return """
    {"key":"sku-%d","item":{"name":"%s %d","price":%d.%02d},"tags":["tag %d"]}
    """
        .formatted(n, WORDS.get(n % WORDS.size()), n, n % 500, n % 100, n % TAGS);
  }
}
