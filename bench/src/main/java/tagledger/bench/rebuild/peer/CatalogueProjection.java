package tagledger.bench.rebuild.peer;

import jakarta.persistence.EntityManager;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.axonframework.eventhandling.EventHandler;
import org.axonframework.eventhandling.ResetHandler;
import tagledger.api.Event.ItemAdded;
import tagledger.api.Event.StoreCreated;
import tagledger.api.Event.TagAdded;
import tagledger.api.Event.TagsLinked;

/**
 * Keeps the entities as an import's events have them. It asks for no more than it must: a new row
 * names its store without loading it, and the items of many links are loaded at once.
 */
class CatalogueProjection {

  private final EntityManager entities;

  CatalogueProjection(EntityManager entities) {
    this.entities = entities;
  }

  @ResetHandler
  void reset() {
    entities.createNativeQuery("TRUNCATE items_tags, items, tags, stores").executeUpdate();
  }

  @EventHandler
  void on(StoreCreated event) {
    entities.persist(new StoreEntity(event.store().value(), event.name()));
  }

  @EventHandler
  void on(ItemAdded event) {
    StoreEntity store = entities.getReference(StoreEntity.class, event.store().value());
    entities.persist(new ItemEntity(event.item().value(), store, event.name(), event.price()));
  }

  @EventHandler
  void on(TagAdded event) {
    StoreEntity store = entities.getReference(StoreEntity.class, event.store().value());
    entities.persist(new TagEntity(event.tag().value(), store, event.name()));
  }

  @EventHandler
  void on(TagsLinked event) {
    Map<Integer, List<Integer>> tagsOf = new HashMap<>();
    event
        .items()
        .forEach(
            (tag, items) ->
                items
                    .ids()
                    .forEach(
                        item ->
                            tagsOf
                                .computeIfAbsent(item, any -> new ArrayList<>())
                                .add(tag.value())));
    entities
        .createQuery(
            "SELECT i FROM ItemEntity i LEFT JOIN FETCH i.tags WHERE i.id IN :ids",
            ItemEntity.class)
        .setParameter("ids", tagsOf.keySet())
        .getResultList()
        .forEach(
            item ->
                tagsOf
                    .getOrDefault(item.id, List.of())
                    .forEach(tag -> item.tags.add(entities.getReference(TagEntity.class, tag))));
  }
}
