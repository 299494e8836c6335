package tagledger.app.process;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;

/**
 * Sends commands at random to a service that nobody else writes to, does the same to a {@link
 * PlainCatalogue}, and keeps every state that this was in, by the position of its last event.
 */
final class RandomCommands {

  private static final List<String> NAMES =
      List.of("oak", "teak", "blue", "red", "sale", "new", "old", "ö 木", "'quoted'", "a \\\"b");

  final PlainCatalogue now = new PlainCatalogue();
  final TreeMap<Long, PlainCatalogue> states = new TreeMap<>();
  private final Map<Integer, Integer> storeOfItem = new HashMap<>();
  private final Client client;
  private final Random random;
  private int names;

  RandomCommands(Client client, long seed) {
    this.client = client;
    this.random = new Random(seed);
    states.put(0L, now.copy());
  }

  void step() {
    if (now.stores.size() < 2 || random.nextInt(40) == 0) {
      createStore();
      return;
    }
    int store = pick(now.stores.keySet());
    switch (random.nextInt(42)) {
      case 0 -> deleteStore(store);
      case 1, 2, 3, 4, 5, 6 -> addItem(store);
      case 7, 8, 9, 10 -> addPost(store);
      case 11, 12, 13 -> addTag(store);
      case 14, 15, 16, 17 -> changeItem();
      case 18, 19 -> changePost();
      case 20, 21, 22 -> deleteItem();
      case 23 -> deletePost();
      case 24 -> deleteTag();
      case 25, 26, 27, 28, 29, 30 -> linkItem(store);
      case 31, 32 -> linkPost(store);
      case 33, 34, 35 -> bulk(store, true);
      case 36 -> bulk(store, false);
      case 37 -> importRows(store);
      case 38, 39 -> bringBack();
      case 40 -> undoLast();
      default -> restore(store);
    }
  }

  private void createStore() {
    String name = "Store " + ++names;
    Client.Answer answer = done(client.post("/store", "{\"name\": \"" + name + "\"}"), 201);
    now.stores.put(answer.id(), name);
    keep(answer);
  }

  private void deleteStore(int store) {
    Client.Answer answer = done(client.delete("/store/" + store), 200);
    now.deleteStore(store);
    keep(answer);
  }

  private void addItem(int store) {
    String name = name();
    BigDecimal price = price();
    Client.Answer answer =
        done(
            client.post(
                "/item",
                "{\"name\": \"%s\", \"price\": %s, \"store_id\": %d}"
                    .formatted(name, price, store)),
            201);
    now.items.put(answer.id(), new PlainCatalogue.Item(store, shown(name), price));
    storeOfItem.put(answer.id(), store);
    keep(answer);
  }

  private void addPost(int store) {
    String title = name();
    String content = random.nextInt(3) == 0 ? null : name();
    Client.Answer answer =
        done(
            client.post(
                "/store/" + store + "/post",
                content == null
                    ? "{\"title\": \"%s\"}".formatted(title)
                    : "{\"title\": \"%s\", \"content\": \"%s\"}".formatted(title, content)),
            201);
    now.posts.put(
        answer.id(),
        new PlainCatalogue.Post(store, shown(title), content == null ? null : shown(content)));
    keep(answer);
  }

  private void addTag(int store) {
    String name = name();
    boolean taken =
        now.tags.values().stream()
            .anyMatch(tag -> tag.store() == store && tag.name().equals(shown(name)));
    Client.Answer answer =
        done(
            client.post("/store/" + store + "/tag", "{\"name\": \"%s\"}".formatted(name)),
            taken ? 400 : 201);
    if (!taken) {
      now.tags.put(answer.id(), new PlainCatalogue.Tag(store, shown(name)));
    }
    keep(answer);
  }

  private void changeItem() {
    if (!now.items.isEmpty()) {
      int id = pick(now.items.keySet());
      String name = name();
      BigDecimal price = price();
      Client.Answer answer =
          done(
              client.put("/item/" + id, "{\"name\": \"%s\", \"price\": %s}".formatted(name, price)),
              200);
      int store = requireNonNull(now.items.get(id)).store();
      now.items.put(id, new PlainCatalogue.Item(store, shown(name), price));
      keep(answer);
    }
  }

  private void changePost() {
    if (!now.posts.isEmpty()) {
      int id = pick(now.posts.keySet());
      String content = name();
      Client.Answer answer =
          done(client.put("/post/" + id, "{\"content\": \"%s\"}".formatted(content)), 200);
      PlainCatalogue.Post was = requireNonNull(now.posts.get(id));
      now.posts.put(id, new PlainCatalogue.Post(was.store(), was.title(), shown(content)));
      keep(answer);
    }
  }

  private void deleteItem() {
    if (!now.items.isEmpty()) {
      int id = pick(now.items.keySet());
      Client.Answer answer = done(client.delete("/item/" + id), 200);
      now.items.remove(id);
      now.itemLinks.removeIf(link -> link.bearer() == id);
      keep(answer);
    }
  }

  private void deletePost() {
    if (!now.posts.isEmpty()) {
      int id = pick(now.posts.keySet());
      Client.Answer answer = done(client.delete("/post/" + id), 200);
      now.posts.remove(id);
      now.postLinks.removeIf(link -> link.bearer() == id);
      keep(answer);
    }
  }

  private void deleteTag() {
    if (!now.tags.isEmpty()) {
      int id = pick(now.tags.keySet());
      boolean borne =
          !PlainCatalogue.bearers(now.itemLinks, id).isEmpty()
              || !PlainCatalogue.bearers(now.postLinks, id).isEmpty();
      Client.Answer answer = done(client.delete("/tag/" + id), borne ? 400 : 202);
      if (!borne) {
        now.tags.remove(id);
      }
      keep(answer);
    }
  }

  private void linkItem(int store) {
    toggle(
        "item",
        PlainCatalogue.in(store, now.items, PlainCatalogue.Item::store),
        store,
        now.itemLinks);
  }

  private void linkPost(int store) {
    toggle(
        "post",
        PlainCatalogue.in(store, now.posts, PlainCatalogue.Post::store),
        store,
        now.postLinks);
  }

  private void toggle(
      String kind, List<Integer> bearers, int store, TreeSet<PlainCatalogue.Link> links) {
    List<Integer> tags = PlainCatalogue.in(store, now.tags, PlainCatalogue.Tag::store);
    if (!bearers.isEmpty() && !tags.isEmpty()) {
      var link = new PlainCatalogue.Link(pick(bearers), pick(tags));
      String path = "/%s/%d/tag/%d".formatted(kind, link.bearer(), link.tag());
      if (links.contains(link) && random.nextInt(3) > 0) {
        Client.Answer answer = done(client.delete(path), 200);
        links.remove(link);
        keep(answer);
      } else {
        Client.Answer answer = done(client.post(path, ""), 201);
        links.add(link);
        keep(answer);
      }
    }
  }

  private void bulk(int store, boolean linked) {
    List<Integer> items = some(PlainCatalogue.in(store, now.items, PlainCatalogue.Item::store));
    List<Integer> posts = some(PlainCatalogue.in(store, now.posts, PlainCatalogue.Post::store));
    List<Integer> tags = some(PlainCatalogue.in(store, now.tags, PlainCatalogue.Tag::store));
    if (tags.isEmpty() || (items.isEmpty() && posts.isEmpty())) {
      return;
    }
    Client.Answer answer =
        done(
            client.post(
                "/store/" + store + (linked ? "/link" : "/unlink"),
                "{\"item_ids\": %s, \"post_ids\": %s, \"tag_ids\": %s}"
                    .formatted(items, posts, tags)),
            200);
    for (int tag : tags) {
      for (int item : items) {
        set(now.itemLinks, new PlainCatalogue.Link(item, tag), linked);
      }
      for (int post : posts) {
        set(now.postLinks, new PlainCatalogue.Link(post, tag), linked);
      }
    }
    keep(answer);
  }

  private static void set(
      TreeSet<PlainCatalogue.Link> links, PlainCatalogue.Link link, boolean linked) {
    if (linked) {
      links.add(link);
    } else {
      links.remove(link);
    }
  }

  /** The ids that an import gives are learnt from the service; all else is known. */
  private void importRows(int store) {
    StringBuilder rows = new StringBuilder();
    List<String> added = new ArrayList<>();
    Map<String, List<String>> borne = new HashMap<>();
    for (int i = 0; i <= random.nextInt(4); i++) {
      String name = "Import " + ++names;
      List<String> tags =
          new ArrayList<>(new TreeSet<>(List.of("sale", "import " + random.nextInt(5))));
      added.add(name);
      borne.put(name, tags);
      rows.append(
          "{\"item\": {\"name\": \"%s\", \"price\": 2.5}, \"tags\": [%s]}%n"
              .formatted(
                  name,
                  tags.stream().map(tag -> '"' + tag + '"').collect(Collectors.joining(","))));
    }
    done(
        client.post(
            "/store/" + store + "/import", rows.toString(), "Content-Type", "application/x-ndjson"),
        200);
    for (JsonNode tag : client.get("/store/" + store + "/tag").json()) {
      now.tags.putIfAbsent(
          tag.path("id").intValue(), new PlainCatalogue.Tag(store, tag.path("name").stringValue()));
    }
    for (JsonNode item : client.get("/item").json()) {
      String name = item.path("name").stringValue();
      int id = item.path("id").intValue();
      if (added.contains(name)) {
        now.items.put(id, new PlainCatalogue.Item(store, name, new BigDecimal("2.5")));
        storeOfItem.put(id, store);
        for (String tag : requireNonNull(borne.get(name))) {
          now.itemLinks.add(new PlainCatalogue.Link(id, tagOf(store, tag)));
        }
      }
    }
    states.put(head(), now.copy());
  }

  private int tagOf(int store, String name) {
    return now.tags.entrySet().stream()
        .filter(tag -> tag.getValue().equals(new PlainCatalogue.Tag(store, name)))
        .map(Map.Entry::getKey)
        .findFirst()
        .orElseThrow();
  }

  /** PUT of an item that was deleted, in its own store. */
  private void bringBack() {
    List<Integer> gone =
        storeOfItem.keySet().stream()
            .filter(id -> !now.items.containsKey(id))
            .filter(id -> now.stores.containsKey(requireNonNull(storeOfItem.get(id))))
            .toList();
    if (!gone.isEmpty()) {
      int id = pick(gone);
      int store = requireNonNull(storeOfItem.get(id));
      Client.Answer answer =
          done(
              client.put(
                  "/item/" + id,
                  "{\"name\": \"back\", \"price\": 1, \"store_id\": %d}".formatted(store)),
              200);
      now.items.put(id, new PlainCatalogue.Item(store, "back", BigDecimal.ONE));
      keep(answer);
    }
  }

  /** Which may itself be an undo. */
  private void undoLast() {
    JsonNode last = client.get("/changes?order=desc&limit=1").json().get(0);
    long position = last.path("position").longValue();
    Client.Answer answer =
        done(client.post("/changes/" + last.path("id").stringValue() + "/undo", ""), 200);
    become(requireNonNull(states.lowerEntry(position)).getValue());
    keep(answer);
  }

  private void restore(int store) {
    List<Long> moments =
        states.entrySet().stream()
            .filter(state -> state.getValue().stores.containsKey(store))
            .map(Map.Entry::getKey)
            .toList();
    long moment = pick(moments);
    PlainCatalogue then = requireNonNull(states.get(moment));
    Client.Answer answer =
        done(client.post("/store/" + store + "/restore?as_of=" + moment, ""), 200);
    PlainCatalogue restored = now.copy();
    restored.deleteStore(store);
    PlainCatalogue alone = then.copy();
    then.stores.keySet().stream().filter(id -> id != store).forEach(alone::deleteStore);
    restored.stores.putAll(alone.stores);
    restored.items.putAll(alone.items);
    restored.posts.putAll(alone.posts);
    restored.tags.putAll(alone.tags);
    restored.itemLinks.addAll(alone.itemLinks);
    restored.postLinks.addAll(alone.postLinks);
    become(restored);
    keep(answer);
  }

  private void become(PlainCatalogue other) {
    PlainCatalogue copy = other.copy();
    now.stores.clear();
    now.stores.putAll(copy.stores);
    now.items.clear();
    now.items.putAll(copy.items);
    now.posts.clear();
    now.posts.putAll(copy.posts);
    now.tags.clear();
    now.tags.putAll(copy.tags);
    now.itemLinks.clear();
    now.itemLinks.addAll(copy.itemLinks);
    now.postLinks.clear();
    now.postLinks.addAll(copy.postLinks);
  }

  private static Client.Answer done(Client.Answer answer, int status) {
    assertThat(answer.status()).as(answer.body()).isEqualTo(status);
    return answer;
  }

  /** What changed nothing has no new position. */
  private void keep(Client.Answer answer) {
    if (answer.position() != null) {
      states.put(answer.position(), now.copy());
    }
  }

  private long head() {
    return client.get("/changes?order=desc&limit=1").json().get(0).path("position").longValue();
  }

  private <T> T pick(Collection<T> some) {
    return some.stream().skip(random.nextInt(some.size())).findFirst().orElseThrow();
  }

  private List<Integer> some(List<Integer> all) {
    return all.stream().filter(any -> random.nextInt(3) == 0).limit(20).toList();
  }

  /** As it stands in JSON. */
  private String name() {
    return pick(NAMES) + (random.nextBoolean() ? "" : " " + random.nextInt(30));
  }

  private static String shown(String inJson) {
    return inJson.replace("\\\"", "\"");
  }

  private BigDecimal price() {
    return BigDecimal.valueOf(random.nextInt(100_000), 2);
  }
}
