package tagledger.api;

import static com.fasterxml.jackson.annotation.JsonInclude.Include.NON_EMPTY;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.math.BigDecimal;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What has happened, once and for ever. Each event tells all that happened by itself; each is
 * stored under the name and revision that {@link EventTypes} binds to it. A component marked {@link
 * Erasable} is absent where it has been redacted.
 */
public sealed interface Event {

  /** The store in which it happened. */
  StoreId store();

  record StoreCreated(StoreId store, @Erasable @Nullable String name) implements Event {}

  /** Its links have been told of before, by {@link TagsUnlinked}. */
  record StoreDeleted(StoreId store, IdSet items, IdSet posts, IdSet tags) implements Event {}

  /** {@code key} is what a thing that was imported is known by in its store; others have none. */
  record ItemAdded(
      StoreId store,
      ItemId item,
      @Erasable @Nullable String name,
      BigDecimal price,
      @Erasable @Nullable String key)
      implements Event {
    public ItemAdded(StoreId store, ItemId item, @Nullable String name, BigDecimal price) {
      this(store, item, name, price, null);
    }
  }

  /** Tells the whole item as it is from now on. */
  record ItemChanged(StoreId store, ItemId item, @Erasable @Nullable String name, BigDecimal price)
      implements Event {}

  /** {@code tags} are those that it bore: their links are gone with it. */
  record ItemDeleted(StoreId store, ItemId item, IdSet tags) implements Event {}

  /** {@code key} is what a thing that was imported is known by in its store; others have none. */
  record PostAdded(
      StoreId store,
      PostId post,
      @Erasable @Nullable String title,
      @Erasable @Nullable String content,
      @Erasable @Nullable String key)
      implements Event {
    public PostAdded(StoreId store, PostId post, @Nullable String title, @Nullable String content) {
      this(store, post, title, content, null);
    }
  }

  /** Tells the whole post as it is from now on. */
  record PostChanged(
      StoreId store,
      PostId post,
      @Erasable @Nullable String title,
      @Erasable @Nullable String content)
      implements Event {}

  /** {@code tags} are those that it bore: their links are gone with it. */
  record PostDeleted(StoreId store, PostId post, IdSet tags) implements Event {}

  record TagAdded(StoreId store, TagId tag, @Erasable @Nullable String name) implements Event {}

  record TagDeleted(StoreId store, TagId tag) implements Event {}

  /** Exactly the pairs that were not linked before: tag to items, and tag to posts. */
  record TagsLinked(
      StoreId store,
      @JsonInclude(NON_EMPTY) Map<TagId, IdSet> items,
      @JsonInclude(NON_EMPTY) Map<TagId, IdSet> posts)
      implements Event {
    public TagsLinked {
      items = present(items);
      posts = present(posts);
    }
  }

  /** Exactly the pairs that were linked before: tag to items, and tag to posts. */
  record TagsUnlinked(
      StoreId store,
      @JsonInclude(NON_EMPTY) Map<TagId, IdSet> items,
      @JsonInclude(NON_EMPTY) Map<TagId, IdSet> posts)
      implements Event {
    public TagsUnlinked {
      items = present(items);
      posts = present(posts);
    }
  }

  private static Map<TagId, IdSet> present(@Nullable Map<TagId, IdSet> pairs) {
    return pairs == null ? Map.of() : pairs;
  }
}
