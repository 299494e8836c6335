package peers.axon;

import java.util.List;
import org.axonframework.config.ProcessingGroup;
import org.axonframework.eventhandling.EventHandler;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;
import peers.axon.Event.ItemAdded;
import peers.axon.Event.ItemChanged;
import peers.axon.Event.ItemDeleted;
import peers.axon.Event.Linked;
import peers.axon.Event.Pair;
import peers.axon.Event.StoreCreated;
import peers.axon.Event.StoreDeleted;
import peers.axon.Event.TagAdded;
import peers.axon.Event.TagDeleted;
import peers.axon.Event.Unlinked;

/** Keeps the rows as the events have them. Links are rows alone, and written as such. */
@Component
@ProcessingGroup("catalogue")
class CatalogueProjection {

  private static final int BATCH = 1_000;

  private final Stores stores;
  private final Items items;
  private final Tags tags;
  private final JdbcTemplate jdbc;

  CatalogueProjection(Stores stores, Items items, Tags tags, JdbcTemplate jdbc) {
    this.stores = stores;
    this.items = items;
    this.tags = tags;
    this.jdbc = jdbc;
  }

  @EventHandler
  void on(StoreCreated event) {
    stores.save(new StoreRow(event.store(), event.name()));
  }

  @EventHandler
  void on(StoreDeleted event) {
    jdbc.update(
        "DELETE FROM items_tags WHERE tag_id IN (SELECT id FROM tags WHERE store_id = ?)",
        event.store());
    jdbc.update("DELETE FROM items WHERE store_id = ?", event.store());
    jdbc.update("DELETE FROM tags WHERE store_id = ?", event.store());
    stores.deleteById(event.store());
  }

  @EventHandler
  void on(ItemAdded event) {
    StoreRow store = stores.getReferenceById(event.store());
    items.save(new ItemRow(event.item(), event.name(), event.price(), store));
  }

  @EventHandler
  void on(ItemChanged event) {
    ItemRow item = items.findById(event.item()).orElseThrow();
    item.name = event.name();
    item.price = event.price();
  }

  @EventHandler
  void on(ItemDeleted event) {
    items.deleteById(event.item());
  }

  @EventHandler
  void on(TagAdded event) {
    tags.save(new TagRow(event.tag(), event.name(), stores.getReferenceById(event.store())));
  }

  @EventHandler
  void on(TagDeleted event) {
    tags.deleteById(event.tag());
  }

  @EventHandler
  void on(Linked event) {
    insert(event.pairs());
  }

  @EventHandler
  void on(Unlinked event) {
    jdbc.update(
        "DELETE FROM items_tags WHERE item_id = ? AND tag_id = ?",
        event.pair().item(),
        event.pair().tag());
  }

  private void insert(List<Pair> pairs) {
    jdbc.batchUpdate(
        "INSERT INTO items_tags (item_id, tag_id) VALUES (?, ?)",
        pairs,
        BATCH,
        (row, pair) -> {
          row.setInt(1, pair.item());
          row.setInt(2, pair.tag());
        });
  }
}
