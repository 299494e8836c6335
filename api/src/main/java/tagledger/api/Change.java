package tagledger.api;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.Iterator;
import org.jspecify.annotations.Nullable;

/**
 * All that bears one change id: what a command, or a whole import, did.
 *
 * @param position of its last event
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
  public record Detail(ThingKind kind, @Nullable State before, @Nullable State after) {}

  /** A thing by itself; links tell of what bears what. */
  public sealed interface State {}

  public record StoreState(int id, String name) implements State {}

  public record ItemState(int id, String name, BigDecimal price) implements State {}

  public record PostState(int id, String title, @Nullable String content) implements State {}

  public record TagState(int id, String name) implements State {}

  public record ItemLink(int itemId, int tagId) implements State {}

  public record PostLink(int postId, int tagId) implements State {}
}
