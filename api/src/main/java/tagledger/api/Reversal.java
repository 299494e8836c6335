package tagledger.api;

import java.math.BigDecimal;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the things of one store are to become, and what the caller takes them to be now. Only what
 * is to become otherwise is told, and of that all: the links of things that are to go are among the
 * unlinked.
 *
 * @param store what becomes of the store itself
 * @param linked pairs that are not linked and are to be
 * @param unlinked pairs that are linked and are not to be
 */
public record Reversal(
    OfStore store,
    List<OfItem> items,
    List<OfPost> posts,
    List<OfTag> tags,
    Links linked,
    Links unlinked) {

  /** What becomes of the store itself. */
  public sealed interface OfStore {}

  /** It is there, and stays; or is not there, and nothing is to become otherwise. */
  public record Kept() implements OfStore {}

  /** It is deleted, and comes back; its name is absent where it was redacted. */
  public record Returning(@Nullable String name) implements OfStore {}

  /** It is there, holds nothing but what the reversal removes, and goes. */
  public record Leaving() implements OfStore {}

  /** What becomes of a thing that bears tags. */
  public sealed interface OfBearer {
    BearerId id();

    /**
     * The store's sequence number of the event that last told of the thing itself; nothing where it
     * is not there now.
     */
    @Nullable Integer version();

    /** Whether it is to be there. */
    boolean isWanted();
  }

  /**
   * @param target nothing where it is not to be there
   */
  public record OfItem(ItemId id, @Nullable Integer version, @Nullable ItemText target)
      implements OfBearer {
    @Override
    public boolean isWanted() {
      return target != null;
    }
  }

  /**
   * @param target nothing where it is not to be there
   */
  public record OfPost(PostId id, @Nullable Integer version, @Nullable PostText target)
      implements OfBearer {
    @Override
    public boolean isWanted() {
      return target != null;
    }
  }

  /** A tag that is not there and is to be, or the other way round: nothing else of it changes. */
  public sealed interface OfTag {
    TagId id();
  }

  public record TagLeaving(TagId id) implements OfTag {}

  /** Its name is absent where it was redacted. */
  public record TagReturning(TagId id, @Nullable String name) implements OfTag {}

  /** Texts are absent where they were redacted; the key where it came by no import. */
  public record ItemText(@Nullable String name, BigDecimal price, @Nullable String key) {}

  /** Texts are absent where they were redacted; the key where it came by no import. */
  public record PostText(@Nullable String title, @Nullable String content, @Nullable String key) {}

  /** Whether all is to stay as it is. */
  public boolean isEmpty() {
    return store instanceof Kept
        && items.isEmpty()
        && posts.isEmpty()
        && tags.isEmpty()
        && linked.size() == 0
        && unlinked.size() == 0;
  }
}
