package tagledger.query.catalogue;

import java.math.BigDecimal;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tagledger.api.Event;
import tagledger.api.IdSet;
import tagledger.api.TagId;

/**
 * What a batch of events comes to, row by row: of all that happened to a row, only how it ends is
 * written. For one thread alone.
 */
final class CatalogueChanges {

  /** Stands where a redacted name was: a reader gets a string all the same. */
  static final String REDACTED = "(redacted)";

  /** What an item begins with, also one that comes back in the batch in which it went. */
  private static final int NO_LINKS = 0;

  record StoreRow(String name, int version) {}

  record ItemRow(int store, String name, BigDecimal price, int version) {}

  record TagRow(int store, String name, int version) {}

  record Link(int item, int tag) {}

  /** A row that is absent at the end maps to nothing. */
  final Map<Integer, @Nullable StoreRow> stores = new LinkedHashMap<>();

  final Map<Integer, @Nullable ItemRow> items = new LinkedHashMap<>();
  final Map<Integer, @Nullable TagRow> tags = new LinkedHashMap<>();
  final Map<Link, Boolean> links = new LinkedHashMap<>();

  /** The last sequence number at which each changed in what is shown, or in its links. */
  final Map<Integer, Integer> storeVersions = new HashMap<>();

  final Map<Integer, Integer> itemLinks = new HashMap<>();
  final Map<Integer, Integer> tagLinks = new HashMap<>();

  /** Deleted with all that they held before this batch. */
  final Set<Integer> emptied = new HashSet<>();

  void add(Event event, long sequenceNumber) {
    int sequence = Math.toIntExact(sequenceNumber);
    int store = event.store().value();
    switch (event) {
      case Event.StoreCreated created -> {
        stores.put(store, new StoreRow(shown(created.name()), sequence));
      }
      case Event.StoreDeleted deleted -> empty(deleted);
      case Event.ItemAdded added ->
          put(added.item().value(), store, added.name(), added.price(), sequence);
      case Event.ItemChanged changed ->
          put(changed.item().value(), store, changed.name(), changed.price(), sequence);
      case Event.ItemDeleted deleted -> {
        int item = deleted.item().value();
        deleted.tags().ids().forEach(tag -> link(item, tag, false, sequence));
        items.put(item, null);
        itemLinks.put(item, NO_LINKS);
        storeVersions.put(store, sequence);
      }
      case Event.TagAdded added -> {
        tags.put(added.tag().value(), new TagRow(store, shown(added.name()), sequence));
        tagLinks.remove(added.tag().value());
        storeVersions.put(store, sequence);
      }
      case Event.TagDeleted deleted -> {
        tags.put(deleted.tag().value(), null);
        tagLinks.remove(deleted.tag().value());
        storeVersions.put(store, sequence);
      }
      case Event.TagsLinked linked -> link(linked.items(), true, sequence);
      case Event.TagsUnlinked unlinked -> link(unlinked.items(), false, sequence);
    }
  }

  private void put(int item, int store, @Nullable String name, BigDecimal price, int sequence) {
    items.put(item, new ItemRow(store, shown(name), price, sequence));
    storeVersions.put(store, sequence);
  }

  private void empty(Event.StoreDeleted deleted) {
    int store = deleted.store().value();
    Set<Integer> goneItems = gone(items, deleted.items());
    Set<Integer> goneTags = gone(tags, deleted.tags());
    goneItems.forEach(itemLinks::remove);
    goneTags.forEach(tagLinks::remove);
    links
        .keySet()
        .removeIf(link -> goneItems.contains(link.item()) || goneTags.contains(link.tag()));
    stores.put(store, null);
    storeVersions.remove(store);
    emptied.add(store);
  }

  /** Takes out what this batch knew of the rows: the store is emptied as a whole. */
  private static <R> Set<Integer> gone(Map<Integer, @Nullable R> rows, IdSet ids) {
    Set<Integer> gone = new HashSet<>();
    ids.ids().forEach(gone::add);
    rows.keySet().removeAll(gone);
    return gone;
  }

  private void link(Map<TagId, IdSet> pairs, boolean present, int sequence) {
    pairs.forEach(
        (tag, some) -> {
          some.ids().forEach(item -> link(item, tag.value(), present, sequence));
        });
  }

  private void link(int item, int tag, boolean present, int sequence) {
    links.put(new Link(item, tag), present);
    itemLinks.put(item, sequence);
    tagLinks.put(tag, sequence);
  }

  private static String shown(@Nullable String name) {
    return name == null ? REDACTED : name;
  }
}
