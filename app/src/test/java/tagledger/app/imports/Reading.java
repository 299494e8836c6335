package tagledger.app.imports;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tagledger.api.Row;

/** What came of reading a file to its end, or to where it is readable. */
record Reading(String format, List<Found> found, @Nullable String end, long endLine, long rows) {

  static Reading of(FileType type, String text) {
    return of(type, text.getBytes(StandardCharsets.UTF_8));
  }

  static Reading of(FileType type, byte[] bytes) {
    return of(type, new ByteArrayInputStream(bytes), null);
  }

  static Reading of(FileType type, InputStream file, @Nullable String charset) {
    List<Found> found = new ArrayList<>();
    String format = "";
    long rows = 0;
    try (RowReader reader = type.open(file, charset)) {
      format = reader.format();
      try {
        for (Found each = reader.next(); each != null; each = reader.next()) {
          found.add(each);
        }
      } finally {
        rows = reader.rows();
      }
      return new Reading(format, found, null, 0, rows);
    } catch (UnreadableFile e) {
      return new Reading(format, found, e.getMessage(), e.line(), rows);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  static Reading sample(FileType type, String name) throws IOException {
    return of(type, Files.readAllBytes(Path.of("src/test/resources/imports", name)));
  }

  Reading hasNoEnd() {
    assertThat(end).isNull();
    return this;
  }

  /** All of it, each found in a line of its own. */
  void shows(String... lines) {
    hasNoEnd();
    assertThat(lines()).containsExactly(lines);
  }

  void ends(long line, String... words) {
    assertThat(end).as("why nothing more can be read").isNotNull().contains(words);
    assertThat(endLine).isEqualTo(line);
  }

  List<String> lines() {
    return found.stream().map(Reading::show).toList();
  }

  private static String show(Found found) {
    return found.line()
        + " "
        + switch (found) {
          case Found.Bad bad -> "bad " + bad.reason();
          case Found.Skipped skipped -> "skipped " + skipped.kind();
          case Found.Good good ->
              switch (good.row()) {
                case Row.OfItem item ->
                    String.join(
                        "|", item.key(), item.name(), plain(item.price()), tags(item.tags()));
                case Row.OfPost post ->
                    String.join("|", post.key(), post.title(), post.content(), tags(post.tags()));
                case Row.OfTags tags -> tags(tags.tags());
              };
        };
  }

  private static @Nullable String plain(@Nullable BigDecimal price) {
    return price == null ? null : price.toPlainString();
  }

  private static @Nullable String tags(@Nullable List<String> tags) {
    return tags == null ? null : tags.toString();
  }
}
