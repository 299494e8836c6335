package tagledger.app.imports;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** Exports as shops and blogs make them, against counts that other programs took. */
class RealFilesTest {

  private static final Path DATA = Path.of("../../shared/data");

  @Test
  void a_shop_of_clothes_is_read() throws IOException {
    Reading reading = read(FileType.CSV, "shopify-apparel.csv");

    assertThat(reading.format()).isEqualTo("shopify-csv");
    assertThat(reading.rows()).isEqualTo(22);
    assertThat(counts(reading)).isEqualTo(Map.of("good", 20, "tags", 2, "links", 20));
  }

  @Test
  void a_shop_of_house_and_garden_is_read() throws IOException {
    Reading reading = read(FileType.CSV, "shopify-home-and-garden.csv");

    assertThat(reading.rows()).isEqualTo(21);
    assertThat(counts(reading)).isEqualTo(Map.of("good", 20, "tags", 15, "links", 31));
  }

  @Test
  void a_blog_is_read() throws IOException {
    Reading reading = read(FileType.XML, "wordpress-theme-unit-test.xml");

    assertThat(reading.rows()).isEqualTo(58 + 21 + 37 + 70);
    assertThat(counts(reading))
        .isEqualTo(
            Map.of(
                "good",
                55,
                "bad",
                1,
                "draft",
                1,
                "future",
                1,
                "page",
                21,
                "attachment",
                37,
                "nav_menu_item",
                70,
                "tags",
                64,
                "links",
                183));
  }

  private static Reading read(FileType type, String name) throws IOException {
    Path file = DATA.resolve(name);
    assumeTrue(Files.exists(file), "skipped: there is no " + file.toAbsolutePath().normalize());
    return Reading.of(type, Files.readAllBytes(file)).hasNoEnd();
  }

  private static Map<String, Integer> counts(Reading reading) {
    Map<String, Integer> counts = new TreeMap<>();
    Set<String> tags = new HashSet<>();
    for (Found found : reading.found()) {
      switch (found) {
        case Found.Good good -> {
          List<String> names = Objects.requireNonNullElse(good.row().tags(), List.of());
          tags.addAll(names);
          counts.merge("good", 1, Integer::sum);
          counts.merge("links", names.size(), Integer::sum);
        }
        case Found.Bad bad -> counts.merge("bad", 1, Integer::sum);
        case Found.Skipped skipped -> counts.merge(skipped.kind(), 1, Integer::sum);
      }
    }
    counts.put("tags", tags.size());
    return counts;
  }
}
