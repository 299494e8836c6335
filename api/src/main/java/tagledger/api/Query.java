package tagledger.api;

import org.jspecify.annotations.Nullable;

/**
 * What the catalogue can be asked. A query for one thing answers nothing where the thing does not
 * exist; a list answers a {@link Listing}.
 */
public sealed interface Query {

  /** Answers the position up to which the read model is known to hold everything. */
  record FindPosition() implements Query {}

  record FindStore(StoreId store) implements Query {}

  record FindItem(ItemId item) implements Query {}

  record FindTag(TagId tag) implements Query {}

  record FindPost(PostId post) implements Query {}

  record ListStores(Page page) implements Query {}

  record ListItems(Page page) implements Query {}

  record ListTags(StoreId store, Page page) implements Query {}

  record ListPosts(Page page) implements Query {}

  record ListPostsOfStore(StoreId store, Page page) implements Query {}

  record ListItemsOfTag(TagId tag, Page page) implements Query {}

  record ListPostsOfTag(TagId tag, Page page) implements Query {}

  record ListTagsOfItem(ItemId item, Page page) implements Query {}

  record ListTagsOfPost(PostId post, Page page) implements Query {}

  /** Answers an {@link Export}, or nothing where the store does not exist. */
  record ExportStore(StoreId store) implements Query {}

  /** What is asked of the log itself, which may be ahead of the read model. */
  sealed interface OfLog extends Query {}

  /** Answers the position of the log's last event; 0 where there is none. */
  record FindHead() implements OfLog {}

  /**
   * Answers the next {@link LoggedEvents} after the one position and up to the other, as many as
   * the memory may well hold; at least one where there is any.
   */
  record NextEvents(long after, long upTo) implements OfLog {}

  /** The things whose ids are greater than {@code after}, at most {@code limit} of them. */
  record Page(int after, @Nullable Integer limit) {
    public static final Page ALL = new Page(0, null);
  }
}
