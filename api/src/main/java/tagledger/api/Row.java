package tagledger.api;

import java.math.BigDecimal;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One line of a file that is imported. What it leaves out stays as it is; what it gives is from
 * then on so.
 */
public sealed interface Row {

  /** Where it begins in its file, counted from 1. */
  long line();

  /** The names of tags; for a thing, of exactly those that it bears from then on. */
  @Nullable List<String> tags();

  /** A row about a thing, which it names by a key of its store's. */
  sealed interface OfThing extends Row {

    /** Unlike that of any other thing of its kind in the store. */
    String key();
  }

  record OfItem(
      long line,
      String key,
      @Nullable String name,
      @Nullable BigDecimal price,
      @Nullable List<String> tags)
      implements OfThing {}

  record OfPost(
      long line,
      String key,
      @Nullable String title,
      @Nullable String content,
      @Nullable List<String> tags)
      implements OfThing {}

  /** Tags that nothing need bear. */
  record OfTags(long line, List<String> tags) implements Row {}
}
