package tagledger.app.imports;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tagledger.api.Row;

/** Rows that go to their store together. */
final class Chunk {

  private final List<Row> rows = new ArrayList<>();
  private long size;
  private int posts;

  void add(Row row) {
    rows.add(row);
    size += sizeOf(row);
    if (row instanceof Row.OfPost) {
      posts++;
    }
  }

  List<Row> rows() {
    return rows;
  }

  /** How many characters it holds, about. */
  long size() {
    return size;
  }

  int posts() {
    return posts;
  }

  private static long sizeOf(Row row) {
    long tags = row.tags() == null ? 0 : row.tags().stream().mapToLong(String::length).sum();
    return tags
        + switch (row) {
          case Row.OfItem item -> length(item.key()) + length(item.name());
          case Row.OfPost post ->
              length(post.key()) + length(post.title()) + length(post.content());
          case Row.OfTags some -> 0;
        };
  }

  private static long length(@Nullable String text) {
    return text == null ? 0 : text.length();
  }
}
