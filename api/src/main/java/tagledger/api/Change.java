package tagledger.api;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Iterator;
import org.jspecify.annotations.Nullable;

/**
 * All that bears one change id: what a command, or a whole import, did. In the history of one
 * thing, as much of it as one command did to that.
 *
 * @param position of its last event; in the history of one thing, of the command's first
 * @param time when that was recorded
 * @param reason in the words of whoever asked; nothing where none was given or it was redacted
 * @param summary what happened, in words
 * @param details of each thing what it was before and what after, read as they are taken
 */
public record Change(
    String id,
    long position,
    Instant time,
    String actor,
    String requestId,
    @Nullable String reason,
    int storeId,
    String summary,
    Iterator<Detail> details) {

  /**
   * @param before nothing where the thing was not there
   * @param after nothing where the thing is no longer there
   */
  public record Detail(ThingKind kind, @Nullable State before, @Nullable State after) {

    /** The thing as it was last. */
    public State last() {
      return requireNonNull(after == null ? before : after);
    }
  }

  /** A thing by itself; links tell of what bears what. */
  public sealed interface State {}

  public record StoreState(int id, String name) implements State {}

  public record ItemState(int id, String name, BigDecimal price) implements State {}

  public record PostState(int id, String title, @Nullable String content) implements State {}

  public record TagState(int id, String name) implements State {}

  public record ItemLink(@JsonProperty("item_id") int itemId, @JsonProperty("tag_id") int tagId)
      implements State {}

  public record PostLink(@JsonProperty("post_id") int postId, @JsonProperty("tag_id") int tagId)
      implements State {}
}
