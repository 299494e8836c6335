package tagledger.query.catalogue;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import tagledger.api.Event;
import tagledger.api.IdSet;
import tagledger.api.ItemId;
import tagledger.api.StoreId;
import tagledger.api.TagId;
import tagledger.query.catalogue.CatalogueInTest.Recorded;

/** Makes valid histories at random, and knows in the plainest way what they come to. */
final class CatalogueModel {

  static final class Shop {
    final String name;
    int version;

    Shop(String name) {
      this.name = name;
    }
  }

  static final class Item {
    final int store;
    String name = "";
    BigDecimal price = BigDecimal.ZERO;
    int change;
    int link;

    Item(int store) {
      this.store = store;
    }
  }

  static final class Tag {
    final int store;
    final String name;
    int version;
    final TreeSet<Integer> items = new TreeSet<>();

    Tag(int store, String name) {
      this.store = store;
      this.name = name;
    }
  }

  final TreeMap<Integer, Shop> stores = new TreeMap<>();
  final TreeMap<Integer, Item> items = new TreeMap<>();
  final TreeMap<Integer, Tag> tags = new TreeMap<>();
  private final Map<Integer, Integer> storeOfItem = new HashMap<>();
  private final Map<Integer, Integer> sequences = new HashMap<>();
  private final List<Recorded> history = new ArrayList<>();
  private final Random random;
  private int lastStore;
  private int lastItem;
  private int lastTag;

  CatalogueModel(long seed) {
    random = new Random(seed);
  }

  List<Recorded> history(int atLeast) {
    while (history.size() < atLeast) {
      step();
    }
    return history;
  }

  /** A tag is shown with its items: their changes are changes of it, their links are not. */
  int versionOf(Tag tag) {
    return tag.items.stream()
        .mapToInt(item -> present(items.get(item)).change)
        .reduce(tag.version, Math::max);
  }

  private void step() {
    if (stores.size() < 2 || random.nextInt(60) == 0) {
      createStore();
      return;
    }
    int store = pick(stores.keySet());
    switch (random.nextInt(40)) {
      case 0 -> deleteStore(store);
      case 1, 2, 3, 4 -> deleteItem(store);
      case 5, 6 -> deleteTag(store);
      case 7, 8, 9, 10 -> addTag(store);
      case 11, 12, 13, 14, 15 -> putItem(store, ++lastItem);
      case 16, 17, 18 -> bringBack(store);
      case 19, 20, 21, 22, 23 -> changeItem(store);
      case 24, 25, 26, 27 -> link(store, false);
      default -> link(store, true);
    }
  }

  private void createStore() {
    StoreId store = new StoreId(++lastStore);
    String name = name();
    stores.put(lastStore, new Shop(shown(name)));
    record(new Event.StoreCreated(store, name));
  }

  private void deleteStore(int store) {
    Map<TagId, IdSet> links = new LinkedHashMap<>();
    tags.forEach(
        (id, tag) -> {
          if (tag.store == store && !tag.items.isEmpty()) {
            links.put(new TagId(id), ids(tag.items));
          }
        });
    if (!links.isEmpty()) {
      record(new Event.TagsUnlinked(new StoreId(store), links));
    }
    TreeSet<Integer> goneItems = itemsOf(store);
    TreeSet<Integer> goneTags = tagsOf(store);
    record(new Event.StoreDeleted(new StoreId(store), ids(goneItems), ids(goneTags)));
    items.keySet().removeAll(goneItems);
    tags.keySet().removeAll(goneTags);
    stores.remove(store);
  }

  private void putItem(int store, int id) {
    String name = name();
    BigDecimal price = BigDecimal.valueOf(random.nextInt(10_000), 2);
    int sequence = record(new Event.ItemAdded(new StoreId(store), new ItemId(id), name, price));
    Item item = new Item(store);
    item.name = shown(name);
    item.price = price;
    item.change = sequence;
    item.link = sequence;
    items.put(id, item);
    storeOfItem.put(id, store);
    changed(store, sequence);
  }

  private void bringBack(int store) {
    storeOfItem.entrySet().stream()
        .filter(gone -> gone.getValue() == store && !items.containsKey(gone.getKey()))
        .map(Map.Entry::getKey)
        .findFirst()
        .ifPresent(id -> putItem(store, id));
  }

  private void changeItem(int store) {
    TreeSet<Integer> some = itemsOf(store);
    if (!some.isEmpty()) {
      int id = pick(some);
      Item item = present(items.get(id));
      String name = name();
      item.name = shown(name);
      item.price = BigDecimal.valueOf(random.nextInt(100));
      item.change =
          record(new Event.ItemChanged(new StoreId(store), new ItemId(id), name, item.price));
      changed(store, item.change);
    }
  }

  private void deleteItem(int store) {
    TreeSet<Integer> some = itemsOf(store);
    if (!some.isEmpty()) {
      int id = pick(some);
      TreeSet<Integer> bore = new TreeSet<>();
      tags.forEach((tag, it) -> it.items.stream().filter(i -> i == id).forEach(i -> bore.add(tag)));
      int sequence = record(new Event.ItemDeleted(new StoreId(store), new ItemId(id), ids(bore)));
      for (int tag : bore) {
        present(tags.get(tag)).items.remove(id);
        present(tags.get(tag)).version = sequence;
      }
      items.remove(id);
      changed(store, sequence);
    }
  }

  private void addTag(int store) {
    String name = name();
    Tag tag = new Tag(store, shown(name));
    tags.put(++lastTag, tag);
    tag.version = record(new Event.TagAdded(new StoreId(store), new TagId(lastTag), name));
    changed(store, tag.version);
  }

  private void deleteTag(int store) {
    TreeSet<Integer> some = tagsOf(store);
    some.removeIf(id -> !present(tags.get(id)).items.isEmpty());
    if (!some.isEmpty()) {
      int id = pick(some);
      tags.remove(id);
      changed(store, record(new Event.TagDeleted(new StoreId(store), new TagId(id))));
    }
  }

  /** Exactly pairs that change, of one or two tags. */
  private void link(int store, boolean present) {
    Map<TagId, IdSet> pairs = new LinkedHashMap<>();
    Map<Integer, TreeSet<Integer>> chosen = new LinkedHashMap<>();
    for (int id : tagsOf(store)) {
      TreeSet<Integer> some = itemsOf(store);
      some.removeIf(
          item -> present(tags.get(id)).items.contains(item) == present || random.nextInt(3) > 0);
      if (!some.isEmpty() && random.nextBoolean() && chosen.size() < 2) {
        chosen.put(id, some);
        pairs.put(new TagId(id), ids(some));
      }
    }
    if (pairs.isEmpty()) {
      return;
    }
    StoreId where = new StoreId(store);
    int sequence =
        record(present ? new Event.TagsLinked(where, pairs) : new Event.TagsUnlinked(where, pairs));
    chosen.forEach(
        (id, some) -> {
          Tag tag = present(tags.get(id));
          tag.version = sequence;
          for (int item : some) {
            present(items.get(item)).link = sequence;
          }
          if (present) {
            tag.items.addAll(some);
          } else {
            tag.items.removeAll(some);
          }
        });
  }

  private int record(Event event) {
    int sequence = sequences.merge(event.store().value(), 1, Integer::sum) - 1;
    history.add(new Recorded(event, sequence));
    return sequence;
  }

  private void changed(int store, int sequence) {
    present(stores.get(store)).version = sequence;
  }

  private TreeSet<Integer> itemsOf(int store) {
    TreeSet<Integer> ids = new TreeSet<>(items.keySet());
    ids.removeIf(id -> present(items.get(id)).store != store);
    return ids;
  }

  private TreeSet<Integer> tagsOf(int store) {
    TreeSet<Integer> ids = new TreeSet<>(tags.keySet());
    ids.removeIf(id -> present(tags.get(id)).store != store);
    return ids;
  }

  private int pick(Collection<Integer> some) {
    return some.stream().skip(random.nextInt(some.size())).findFirst().orElseThrow();
  }

  private static IdSet ids(TreeSet<Integer> ids) {
    return IdSet.of(ids.stream().mapToInt(Integer::intValue).toArray());
  }

  /** Some have been redacted. */
  private @Nullable String name() {
    return random.nextInt(15) == 0 ? null : "name ö " + random.nextInt(1_000);
  }

  private static String shown(@Nullable String name) {
    return name == null ? "(redacted)" : name;
  }

  private static <T> T present(@Nullable T thing) {
    return Objects.requireNonNull(thing);
  }
}
