package tagledger.api;

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
  record StoreDeleted(StoreId store, IdSet items, IdSet tags) implements Event {}

  record ItemAdded(StoreId store, ItemId item, @Erasable @Nullable String name, BigDecimal price)
      implements Event {}

  /** Tells the whole item as it is from now on. */
  record ItemChanged(StoreId store, ItemId item, @Erasable @Nullable String name, BigDecimal price)
      implements Event {}

  /** {@code tags} are those that it bore: their links are gone with it. */
  record ItemDeleted(StoreId store, ItemId item, IdSet tags) implements Event {}

  record TagAdded(StoreId store, TagId tag, @Erasable @Nullable String name) implements Event {}

  record TagDeleted(StoreId store, TagId tag) implements Event {}

  /** Exactly the pairs that were not linked before: tag to items. */
  record TagsLinked(StoreId store, Map<TagId, IdSet> items) implements Event {}

  /** Exactly the pairs that were linked before: tag to items. */
  record TagsUnlinked(StoreId store, Map<TagId, IdSet> items) implements Event {}
}
