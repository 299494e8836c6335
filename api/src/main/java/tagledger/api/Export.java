package tagledger.api;

import static com.fasterxml.jackson.annotation.JsonInclude.Include.NON_NULL;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.math.BigDecimal;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * All of a store, line by line as it is read, in the shapes and with the keys of a file that can be
 * imported; it holds resources until it is closed. Things come first, and each bears its tags.
 */
public record Export(Stream<? extends Line> lines) implements AutoCloseable {

  public sealed interface Line {}

  public record OfItem(Item item, String key, List<String> tags) implements Line {}

  public record OfPost(Post post, String key, List<String> tags) implements Line {}

  /** Tags that nothing bears. */
  public record OfTags(List<String> tags) implements Line {}

  public record Item(String name, BigDecimal price) {}

  public record Post(String title, @JsonInclude(NON_NULL) @Nullable String content) {}

  @Override
  public void close() {
    lines.close();
  }
}
