package peers.envers;

import jakarta.persistence.EntityManager;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Date;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.hibernate.envers.AuditReaderFactory;
import org.springframework.data.domain.Limit;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import peers.envers.Views.Linked;
import peers.envers.Views.NewItem;
import peers.envers.Views.Pairs;
import peers.envers.Views.PlainItem;
import peers.envers.Views.PlainTag;
import peers.envers.Views.Unlinked;
import peers.envers.Views.WholeItem;
import peers.envers.Views.WholeStore;
import peers.envers.Views.WholeTag;

/** What can be done and known, each in a transaction. */
@Service
@Transactional
class Catalogue {

  private final Stores stores;
  private final Items items;
  private final Tags tags;
  private final EntityManager entities;

  Catalogue(Stores stores, Items items, Tags tags, EntityManager entities) {
    this.stores = stores;
    this.items = items;
    this.tags = tags;
    this.entities = entities;
  }

  public WholeStore createStore(String name) {
    if (stores.existsByName(name)) {
      throw Refusal.badRequest("A store with that name already exists.");
    }
    Store store = stores.save(new Store(name));
    return new WholeStore(store.id, store.name, List.of(), List.of());
  }

  @Transactional(readOnly = true)
  public WholeStore store(int id) {
    return whole(findStore(id));
  }

  @Transactional(readOnly = true)
  public List<WholeStore> stores() {
    return stores.findAllByOrderById().stream().map(this::whole).toList();
  }

  public void deleteStore(int id) {
    Store store = findStore(id);
    items.deleteAll(items.findByStoreIdOrderById(id));
    tags.deleteAll(tags.findByStoreIdOrderById(id));
    stores.delete(store);
  }

  public WholeItem createItem(NewItem item) {
    return WholeItem.of(items.save(new Item(item.name(), item.price(), findStore(item.storeId()))));
  }

  @Transactional(readOnly = true)
  public WholeItem item(int id) {
    return WholeItem.of(findItem(id));
  }

  @Transactional(readOnly = true)
  public WholeItem item(int id, Instant asOf) {
    Item item = AuditReaderFactory.get(entities).find(Item.class, id, Date.from(asOf));
    if (item == null) {
      throw Refusal.notFound();
    }
    return WholeItem.of(item);
  }

  @Transactional(readOnly = true)
  public List<WholeItem> items(int after, Limit limit) {
    return items.findByIdGreaterThanOrderById(after, limit).stream().map(WholeItem::of).toList();
  }

  public WholeItem changeItem(int id, String name, BigDecimal price) {
    Item item = findItem(id);
    item.name = name == null ? item.name : name;
    item.price = price == null ? item.price : price;
    return WholeItem.of(item);
  }

  public void deleteItem(int id) {
    items.delete(findItem(id));
  }

  public WholeTag createTag(int store, String name) {
    Store owner = findStore(store);
    if (tags.existsByStoreIdAndName(store, name)) {
      throw Refusal.badRequest("A tag with that name already exists in that store.");
    }
    return WholeTag.of(tags.save(new Tag(name, owner)));
  }

  @Transactional(readOnly = true)
  public WholeTag tag(int id) {
    return WholeTag.of(findTag(id));
  }

  @Transactional(readOnly = true)
  public List<WholeTag> tagsOf(int store) {
    findStore(store);
    return tags.findWithItemsByStoreIdOrderById(store).stream().map(WholeTag::of).toList();
  }

  public void deleteTag(int id) {
    Tag tag = findTag(id);
    if (!tag.items.isEmpty()) {
      throw Refusal.badRequest(
          "Could not delete tag. Make sure tag is not associated with any items, then try again.");
    }
    tags.delete(tag);
  }

  public WholeTag link(int itemId, int tagId) {
    Item item = findItem(itemId);
    Tag tag = tags.findById(tagId).orElseThrow(Refusal::notFound);
    if (!item.store.getId().equals(tag.store.getId())) {
      throw Refusal.badRequest("Make sure item and tag belong to the same store before linking.");
    }
    if (item.tags.add(tag)) {
      entities.flush();
    }
    return WholeTag.of(tag);
  }

  public Unlinked unlink(int itemId, int tagId) {
    Item item = findItem(itemId);
    Tag tag = tags.findById(tagId).orElseThrow(Refusal::notFound);
    if (!item.tags.remove(tag)) {
      throw Refusal.notFound();
    }
    entities.flush();
    return new Unlinked("Item removed from tag", WholeItem.of(item), WholeTag.of(tag));
  }

  /** In one transaction, its rows sent in batches. */
  public Linked link(int store, Pairs pairs) {
    findStore(store);
    Set<Integer> itemIds = new HashSet<>(pairs.itemIds());
    Set<Integer> tagIds = new HashSet<>(pairs.tagIds());
    List<Item> borne = items.findByStoreIdAndIdIn(store, itemIds);
    List<Tag> given = tags.findByStoreIdAndIdIn(store, tagIds);
    if (borne.size() < itemIds.size() || given.size() < tagIds.size()) {
      throw new Refusal(HttpStatus.UNPROCESSABLE_CONTENT, null);
    }
    int linked = 0;
    for (Item item : borne) {
      for (Tag tag : given) {
        linked += item.tags.add(tag) ? 1 : 0;
      }
    }
    return new Linked(linked, borne.size() * given.size() - linked);
  }

  private WholeStore whole(Store store) {
    return new WholeStore(
        store.id,
        store.name,
        PlainItem.of(items.findByStoreIdOrderById(store.id)),
        PlainTag.of(tags.findByStoreIdOrderById(store.id)));
  }

  private Store findStore(int id) {
    return stores.findById(id).orElseThrow(Refusal::notFound);
  }

  private Item findItem(int id) {
    return items.findWithTagsById(id).orElseThrow(Refusal::notFound);
  }

  private Tag findTag(int id) {
    return tags.findWithItemsById(id).orElseThrow(Refusal::notFound);
  }
}
