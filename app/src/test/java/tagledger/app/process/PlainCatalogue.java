package tagledger.app.process;

import static java.util.Objects.requireNonNull;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.ToIntFunction;
import org.jspecify.annotations.Nullable;

/** One state of the catalogue in plain memory, and what it would answer to every read. */
final class PlainCatalogue {

  record Item(int store, String name, BigDecimal price) {}

  record Post(int store, String title, @Nullable String content) {}

  record Tag(int store, String name) {}

  record Link(int bearer, int tag) implements Comparable<Link> {
    private static final Comparator<Link> ORDER =
        Comparator.comparingInt(Link::bearer).thenComparingInt(Link::tag);

    @Override
    public int compareTo(Link other) {
      return ORDER.compare(this, other);
    }
  }

  final TreeMap<Integer, String> stores = new TreeMap<>();
  final TreeMap<Integer, Item> items = new TreeMap<>();
  final TreeMap<Integer, Post> posts = new TreeMap<>();
  final TreeMap<Integer, Tag> tags = new TreeMap<>();
  final TreeSet<Link> itemLinks = new TreeSet<>();
  final TreeSet<Link> postLinks = new TreeSet<>();

  PlainCatalogue copy() {
    PlainCatalogue copy = new PlainCatalogue();
    copy.stores.putAll(stores);
    copy.items.putAll(items);
    copy.posts.putAll(posts);
    copy.tags.putAll(tags);
    copy.itemLinks.addAll(itemLinks);
    copy.postLinks.addAll(postLinks);
    return copy;
  }

  void deleteStore(int id) {
    stores.remove(id);
    itemLinks.removeIf(link -> store(link.tag()) == id);
    postLinks.removeIf(link -> store(link.tag()) == id);
    items.values().removeIf(item -> item.store() == id);
    posts.values().removeIf(post -> post.store() == id);
    tags.values().removeIf(tag -> tag.store() == id);
  }

  private int store(int tag) {
    return requireNonNull(tags.get(tag)).store();
  }

  /** The answer to every GET of the contract, by its path. */
  Map<String, Object> answers() {
    Map<String, Object> answers = new LinkedHashMap<>();
    answers.put("/store", stores.keySet().stream().map(this::shop).toList());
    answers.put("/item", items.keySet().stream().map(this::item).toList());
    answers.put("/post", posts.keySet().stream().map(this::post).toList());
    stores
        .keySet()
        .forEach(
            id -> {
              answers.put("/store/" + id, shop(id));
              answers.put(
                  "/store/" + id + "/tag",
                  in(id, tags, Tag::store).stream().map(this::tag).toList());
              answers.put(
                  "/store/" + id + "/post",
                  in(id, posts, Post::store).stream().map(this::post).toList());
            });
    items
        .keySet()
        .forEach(
            id -> {
              answers.put("/item/" + id, item(id));
              answers.put("/item/" + id + "/tag", tagsOf(itemLinks, id));
            });
    posts
        .keySet()
        .forEach(
            id -> {
              answers.put("/post/" + id, post(id));
              answers.put("/post/" + id + "/tag", tagsOf(postLinks, id));
            });
    tags.keySet()
        .forEach(
            id -> {
              answers.put("/tag/" + id, tag(id));
              answers.put(
                  "/tag/" + id + "/item",
                  bearers(itemLinks, id).stream().map(this::plainItem).toList());
              answers.put(
                  "/tag/" + id + "/post",
                  bearers(postLinks, id).stream()
                      .map(it -> map("id", it, "title", requireNonNull(posts.get(it)).title()))
                      .toList());
            });
    return answers;
  }

  private Map<String, @Nullable Object> shop(int id) {
    return map(
        "id", id,
        "name", stores.get(id),
        "items", in(id, items, Item::store).stream().map(this::plainItem).toList(),
        "tags", in(id, tags, Tag::store).stream().map(this::plainTag).toList());
  }

  private Map<String, @Nullable Object> item(int id) {
    Item item = requireNonNull(items.get(id));
    return map(
        "id", id,
        "name", item.name(),
        "price", item.price(),
        "store", plainStore(item.store()),
        "tags", tagsOf(itemLinks, id));
  }

  private Map<String, @Nullable Object> post(int id) {
    Post post = requireNonNull(posts.get(id));
    return map(
        "id", id,
        "title", post.title(),
        "content", post.content(),
        "store", plainStore(post.store()),
        "tags", tagsOf(postLinks, id));
  }

  private Map<String, @Nullable Object> tag(int id) {
    Tag tag = requireNonNull(tags.get(id));
    return map(
        "id", id,
        "name", tag.name(),
        "items", bearers(itemLinks, id).stream().map(this::plainItem).toList(),
        "store", plainStore(tag.store()));
  }

  private Map<String, @Nullable Object> plainStore(int id) {
    return map("id", id, "name", stores.get(id));
  }

  private Map<String, @Nullable Object> plainItem(int id) {
    Item item = requireNonNull(items.get(id));
    return map("id", id, "name", item.name(), "price", item.price());
  }

  private Map<String, @Nullable Object> plainTag(int id) {
    return map("id", id, "name", requireNonNull(tags.get(id)).name());
  }

  private List<Object> tagsOf(TreeSet<Link> links, int bearer) {
    List<Object> borne = new ArrayList<>();
    links.stream()
        .filter(link -> link.bearer() == bearer)
        .forEach(link -> borne.add(plainTag(link.tag())));
    return borne;
  }

  static List<Integer> bearers(TreeSet<Link> links, int tag) {
    return links.stream().filter(link -> link.tag() == tag).map(Link::bearer).toList();
  }

  static <T> List<Integer> in(int store, TreeMap<Integer, T> things, ToIntFunction<T> storeOf) {
    return things.entrySet().stream()
        .filter(thing -> storeOf.applyAsInt(thing.getValue()) == store)
        .map(Map.Entry::getKey)
        .toList();
  }

  private static Map<String, @Nullable Object> map(@Nullable Object... keysAndValues) {
    Map<String, @Nullable Object> map = new LinkedHashMap<>();
    for (int i = 0; i < keysAndValues.length; i += 2) {
      map.put(String.valueOf(keysAndValues[i]), keysAndValues[i + 1]);
    }
    return map;
  }
}
