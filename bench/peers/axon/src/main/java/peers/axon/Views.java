package peers.axon;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.math.BigDecimal;
import java.util.Collection;
import java.util.List;

/** What is answered, and what is asked. */
final class Views {

  private Views() {}

  record NewStore(String name) {}

  record NewTag(String name) {}

  record NewItem(String name, BigDecimal price, @JsonProperty("store_id") Integer storeId) {}

  record Pairs(
      @JsonProperty("item_ids") List<Integer> itemIds,
      @JsonProperty("tag_ids") List<Integer> tagIds) {}

  record Linked(int linked, int unchanged) {}

  record Message(String message) {}

  record Unlinked(String message, WholeItem item, WholeTag tag) {}

  record PlainStore(int id, String name) {
    static PlainStore of(StoreRow store) {
      return new PlainStore(store.getId(), store.getName());
    }
  }

  record PlainItem(int id, String name, BigDecimal price) {
    static PlainItem of(ItemRow item) {
      return new PlainItem(item.id, item.name, item.price);
    }

    static List<PlainItem> of(Collection<ItemRow> items) {
      return items.stream().map(PlainItem::of).toList();
    }
  }

  record PlainTag(int id, String name) {
    static PlainTag of(TagRow tag) {
      return new PlainTag(tag.getId(), tag.getName());
    }

    static List<PlainTag> of(Collection<TagRow> tags) {
      return tags.stream().map(PlainTag::of).toList();
    }
  }

  record WholeStore(int id, String name, List<PlainItem> items, List<PlainTag> tags) {}

  record WholeItem(int id, String name, BigDecimal price, PlainStore store, List<PlainTag> tags) {
    static WholeItem of(ItemRow item) {
      return new WholeItem(
          item.id, item.name, item.price, PlainStore.of(item.store), PlainTag.of(item.tags));
    }
  }

  record WholeTag(int id, String name, List<PlainItem> items, PlainStore store) {
    static WholeTag of(TagRow tag) {
      return new WholeTag(tag.id, tag.name, PlainItem.of(tag.items), PlainStore.of(tag.store));
    }
  }
}
