package tagledger.query.catalogue;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import tagledger.api.Event;
import tagledger.api.ItemId;
import tagledger.api.PostId;
import tagledger.api.StoreId;
import tagledger.api.TagId;
import tagledger.query.catalogue.CatalogueInTest.Recorded;

/** Makes valid histories at random. */
public final class CatalogueModel extends CatalogueState {

  private final Map<Integer, Integer> storeOfItem = new HashMap<>();
  private final Map<Integer, Integer> storeOfPost = new HashMap<>();
  private final Map<Integer, Integer> sequences = new HashMap<>();
  private final List<Recorded> history = new ArrayList<>();
  private final Random random;
  private int lastStore;
  private int lastItem;
  private int lastPost;
  private int lastTag;

  public CatalogueModel(long seed) {
    random = new Random(seed);
  }

  public List<Recorded> history(int atLeast) {
    while (history.size() < atLeast) {
      step();
    }
    return history;
  }

  private void step() {
    if (stores.size() < 2 || random.nextInt(60) == 0) {
      createStore();
      return;
    }
    int store = pick(stores.keySet());
    switch (random.nextInt(50)) {
      case 0 -> deleteStore(store);
      case 1, 2, 3, 4 -> deleteItem(store);
      case 5, 6 -> deleteTag(store);
      case 7, 8, 9, 10 -> addTag(store);
      case 11, 12, 13, 14, 15 -> putItem(store, ++lastItem);
      case 16, 17, 18 -> bringBack(store);
      case 19, 20, 21, 22, 23 -> changeItem(store);
      case 24, 25, 26, 27 -> link(store, false, 2);
      case 28, 29, 30, 31, 32 -> putPost(store, ++lastPost);
      case 33, 34, 35, 36 -> changePost(store);
      case 37, 38, 39 -> deletePost(store);
      case 40 -> link(store, false, 50);
      case 41 -> link(store, true, 50);
      default -> link(store, true, 2);
    }
  }

  private void createStore() {
    StoreId store = new StoreId(++lastStore);
    String name = text();
    stores.put(lastStore, new Shop(shown(name)));
    record(new Event.StoreCreated(store, name));
  }

  private void deleteStore(int store) {
    RandomPieces links = new RandomPieces(random);
    TreeSet<Integer> goneTags = in(store, tags, tag -> tag.store);
    for (int id : goneTags) {
      links.add(id, present(tags.get(id)).items, present(tags.get(id)).posts);
    }
    links.unlinked(new StoreId(store)).forEach(this::record);
    TreeSet<Integer> goneItems = in(store, items, item -> item.store);
    TreeSet<Integer> gonePosts = in(store, posts, post -> post.store);
    record(
        new Event.StoreDeleted(new StoreId(store), ids(goneItems), ids(gonePosts), ids(goneTags)));
    items.keySet().removeAll(goneItems);
    posts.keySet().removeAll(gonePosts);
    tags.keySet().removeAll(goneTags);
    stores.remove(store);
  }

  private void putItem(int store, int id) {
    String name = text();
    Bearer item = new Bearer(store);
    item.name = shown(name);
    item.price = BigDecimal.valueOf(random.nextInt(10_000), 2);
    item.key = key();
    item.change =
        record(new Event.ItemAdded(new StoreId(store), new ItemId(id), name, item.price, item.key));
    items.put(id, item);
    storeOfItem.put(id, store);
    changed(store, item.change);
  }

  private void putPost(int store, int id) {
    String title = text();
    Bearer post = new Bearer(store);
    post.name = shown(title);
    post.content = random.nextBoolean() ? text() : null;
    post.key = key();
    post.change =
        record(
            new Event.PostAdded(new StoreId(store), new PostId(id), title, post.content, post.key));
    posts.put(id, post);
    storeOfPost.put(id, store);
  }

  private void bringBack(int store) {
    gone(store, storeOfItem, items).ifPresent(id -> putItem(store, id));
    gone(store, storeOfPost, posts).ifPresent(id -> putPost(store, id));
  }

  private static Optional<Integer> gone(
      int store, Map<Integer, Integer> storeOf, Map<Integer, Bearer> present) {
    return storeOf.entrySet().stream()
        .filter(ever -> ever.getValue() == store && !present.containsKey(ever.getKey()))
        .map(Map.Entry::getKey)
        .findFirst();
  }

  private void changeItem(int store) {
    TreeSet<Integer> some = in(store, items, item -> item.store);
    if (!some.isEmpty()) {
      int id = pick(some);
      Bearer item = present(items.get(id));
      String name = text();
      item.name = shown(name);
      item.price = BigDecimal.valueOf(random.nextInt(100));
      item.change =
          record(new Event.ItemChanged(new StoreId(store), new ItemId(id), name, item.price));
      changed(store, item.change);
    }
  }

  private void changePost(int store) {
    TreeSet<Integer> some = in(store, posts, post -> post.store);
    if (!some.isEmpty()) {
      int id = pick(some);
      Bearer post = present(posts.get(id));
      String title = text();
      post.name = shown(title);
      post.content = text();
      post.change =
          record(new Event.PostChanged(new StoreId(store), new PostId(id), title, post.content));
    }
  }

  private void deleteItem(int store) {
    TreeSet<Integer> some = in(store, items, item -> item.store);
    if (!some.isEmpty()) {
      int id = pick(some);
      TreeSet<Integer> bore = new TreeSet<>(tags.keySet());
      bore.removeIf(tag -> !present(tags.get(tag)).items.contains(id));
      int sequence = record(new Event.ItemDeleted(new StoreId(store), new ItemId(id), ids(bore)));
      for (int tag : bore) {
        present(tags.get(tag)).items.remove(id);
        present(tags.get(tag)).version = sequence;
      }
      items.remove(id);
      changed(store, sequence);
    }
  }

  private void deletePost(int store) {
    TreeSet<Integer> some = in(store, posts, post -> post.store);
    if (!some.isEmpty()) {
      int id = pick(some);
      TreeSet<Integer> bore = new TreeSet<>(tags.keySet());
      bore.removeIf(tag -> !present(tags.get(tag)).posts.remove(id));
      record(new Event.PostDeleted(new StoreId(store), new PostId(id), ids(bore)));
      posts.remove(id);
    }
  }

  private void addTag(int store) {
    String name = text();
    Tag tag = new Tag(store, shown(name));
    tags.put(++lastTag, tag);
    tag.version = record(new Event.TagAdded(new StoreId(store), new TagId(lastTag), name));
    changed(store, tag.version);
  }

  private void deleteTag(int store) {
    TreeSet<Integer> some = in(store, tags, tag -> tag.store);
    some.removeIf(
        id -> !present(tags.get(id)).items.isEmpty() || !present(tags.get(id)).posts.isEmpty());
    if (!some.isEmpty()) {
      int id = pick(some);
      tags.remove(id);
      changed(store, record(new Event.TagDeleted(new StoreId(store), new TagId(id))));
    }
  }

  /** Exactly pairs that change; those of many tags are told in pieces. */
  private void link(int store, boolean present, int mostTags) {
    RandomPieces chosen = new RandomPieces(random);
    int left = mostTags;
    for (int id : in(store, tags, tag -> tag.store)) {
      Tag tag = present(tags.get(id));
      TreeSet<Integer> someItems = in(store, items, item -> item.store);
      TreeSet<Integer> somePosts = in(store, posts, post -> post.store);
      someItems.removeIf(it -> tag.items.contains(it) == present || random.nextInt(3) > 0);
      somePosts.removeIf(it -> tag.posts.contains(it) == present || random.nextInt(3) > 0);
      if (left > 0 && random.nextBoolean()) {
        chosen.add(id, someItems, somePosts);
        left--;
      }
    }
    StoreId where = new StoreId(store);
    for (Event event : present ? chosen.linked(where) : chosen.unlinked(where)) {
      int sequence = record(event);
      switch (event) {
        case Event.TagsLinked it -> linked(it.items(), it.posts(), true, sequence);
        case Event.TagsUnlinked it -> linked(it.items(), it.posts(), false, sequence);
        default -> throw new IllegalStateException("Not of links: " + event);
      }
    }
  }

  private int record(Event event) {
    int sequence = sequences.merge(event.store().value(), 1, Integer::sum) - 1;
    history.add(new Recorded(event, sequence));
    return sequence;
  }

  private void changed(int store, int sequence) {
    present(stores.get(store)).version = sequence;
  }

  private int pick(Collection<Integer> some) {
    return some.stream().skip(random.nextInt(some.size())).findFirst().orElseThrow();
  }

  /** Not all are imported. */
  private @Nullable String key() {
    return random.nextBoolean() ? "key " + random.nextInt(1_000) : null;
  }

  /** Some have been redacted. */
  private @Nullable String text() {
    return random.nextInt(15) == 0 ? null : "name ö " + random.nextInt(1_000);
  }
}
