package peers.axon;

import java.util.List;
import org.springframework.data.domain.Limit;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import peers.axon.Views.PlainItem;
import peers.axon.Views.PlainTag;
import peers.axon.Views.WholeItem;
import peers.axon.Views.WholeStore;
import peers.axon.Views.WholeTag;

/** What is known, from the rows. */
@Service
@Transactional(readOnly = true)
class Reads {

  private final Stores stores;
  private final Items items;
  private final Tags tags;

  Reads(Stores stores, Items items, Tags tags) {
    this.stores = stores;
    this.items = items;
    this.tags = tags;
  }

  public List<WholeStore> stores() {
    return stores.findAllByOrderById().stream().map(this::whole).toList();
  }

  public WholeStore store(int id) {
    return whole(stores.findById(id).orElseThrow(Refusal::notFound));
  }

  public boolean storeExists(String name) {
    return stores.existsByName(name);
  }

  public void mustHaveStore(int id) {
    if (!stores.existsById(id)) {
      throw Refusal.notFound();
    }
  }

  public WholeItem item(int id) {
    return items.findWithTagsById(id).map(WholeItem::of).orElseThrow(Refusal::notFound);
  }

  public int storeOfItem(int id) {
    return items.findById(id).orElseThrow(Refusal::notFound).store.getId();
  }

  public List<WholeItem> items(int after, Limit limit) {
    return items.findByIdGreaterThanOrderById(after, limit).stream().map(WholeItem::of).toList();
  }

  public WholeTag tag(int id) {
    return tags.findWithItemsById(id).map(WholeTag::of).orElseThrow(Refusal::notFound);
  }

  public int storeOfTag(int id) {
    return tags.findById(id).orElseThrow(Refusal::notFound).store.getId();
  }

  public List<WholeTag> tagsOf(int store) {
    mustHaveStore(store);
    return tags.findWithItemsByStoreIdOrderById(store).stream().map(WholeTag::of).toList();
  }

  private WholeStore whole(StoreRow store) {
    return new WholeStore(
        store.id,
        store.name,
        PlainItem.of(items.findByStoreIdOrderById(store.id)),
        PlainTag.of(tags.findByStoreIdOrderById(store.id)));
  }
}
