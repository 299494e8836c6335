package tagledger.command;

import java.math.BigDecimal;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tagledger.api.Row.OfItem;
import tagledger.api.Row.OfPost;
import tagledger.api.Row.OfTags;

/** Rows of a file, in few words. */
public final class Rows {

  private Rows() {}

  /** Of its tags it tells nothing. */
  public static OfItem item(long line, String key, @Nullable String name, @Nullable String price) {
    return new OfItem(line, key, name, price == null ? null : new BigDecimal(price), null);
  }

  /** Of its tags it tells nothing. */
  public static OfPost post(
      long line, String key, @Nullable String title, @Nullable String content) {
    return new OfPost(line, key, title, content, null);
  }

  public static OfItem bearing(OfItem row, String... tags) {
    return new OfItem(row.line(), row.key(), row.name(), row.price(), List.of(tags));
  }

  public static OfPost bearing(OfPost row, String... tags) {
    return new OfPost(row.line(), row.key(), row.title(), row.content(), List.of(tags));
  }

  public static OfTags tags(long line, String... names) {
    return new OfTags(line, List.of(names));
  }
}
