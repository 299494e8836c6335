package tagledger.api;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the things of one store are to become, and what the caller takes them to be now. Links are
 * told in full: those of things that are to go are among the unlinked.
 *
 * @param store what becomes of the store itself
 * @param linkedItems pairs that are not linked and are to be
 * @param unlinkedItems pairs that are linked and are not to be
 */
public record Reversal(
    OfStore store,
    List<OfItem> items,
    List<OfPost> posts,
    List<OfTag> tags,
    Map<TagId, IdSet> linkedItems,
    Map<TagId, IdSet> unlinkedItems,
    Map<TagId, IdSet> linkedPosts,
    Map<TagId, IdSet> unlinkedPosts) {

  /** What becomes of the store itself. */
  public sealed interface OfStore {}

  /** It is there, and stays. */
  public record Kept() implements OfStore {}

  /** It is deleted, and comes back; its name is absent where it was redacted. */
  public record Returning(@Nullable String name) implements OfStore {}

  /** It is there, holds nothing but what the reversal removes, and goes. */
  public record Leaving() implements OfStore {}

  /**
   * @param version the sequence number of the event that last told of the item itself; nothing
   *     where it is not there now
   * @param target nothing where it is not to be there
   */
  public record OfItem(ItemId item, @Nullable Integer version, @Nullable ItemText target) {}

  public record OfPost(PostId post, @Nullable Integer version, @Nullable PostText target) {}

  /**
   * @param isThere whether the tag is there now
   * @param target nothing where it is not to be there
   */
  public record OfTag(TagId tag, boolean isThere, @Nullable TagText target) {}

  /** Texts are absent where they were redacted; the key where it came by no import. */
  public record ItemText(@Nullable String name, BigDecimal price, @Nullable String key) {}

  public record PostText(@Nullable String title, @Nullable String content, @Nullable String key) {}

  public record TagText(@Nullable String name) {}

  /** How many things and links it tells of. */
  public long size() {
    return items.size()
        + posts.size()
        + tags.size()
        + count(linkedItems)
        + count(unlinkedItems)
        + count(linkedPosts)
        + count(unlinkedPosts);
  }

  private static long count(Map<TagId, IdSet> pairs) {
    return pairs.values().stream().mapToLong(ids -> ids.ids().count()).sum();
  }
}
