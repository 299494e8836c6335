package tagledger.app.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import tagledger.api.IdSet;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The log, read from its first event to its last with nothing of the service's own: every digest,
 * every position and every rule is checked on the way.
 */
final class LogReplay {

  record Thing(int store, String name) {}

  /** Of an item or a post, and a tag. */
  record Link(int bearer, int tag) implements Comparable<Link> {
    @Override
    public int compareTo(Link other) {
      return bearer == other.bearer ? tag - other.tag : bearer - other.bearer;
    }
  }

  private static final JsonMapper JSON = new JsonMapper();

  final Map<Integer, String> stores = new TreeMap<>();
  final Map<Integer, Thing> items = new TreeMap<>();
  final Map<Integer, Thing> posts = new TreeMap<>();
  final Map<Integer, Thing> tags = new TreeMap<>();
  final Set<Link> links = new TreeSet<>();
  final Set<Link> postLinks = new TreeSet<>();

  private final Map<String, Long> versions = new HashMap<>();
  private final Map<Integer, Integer> storesOfItems = new HashMap<>();
  private final Map<Integer, Integer> storesOfPosts = new HashMap<>();
  private final Map<Integer, Integer> storesOfTags = new HashMap<>();
  private final Map<String, Integer> occurrences = new HashMap<>();
  private long position;
  private Instant recordedAt = Instant.MIN;

  static LogReplay of(Connection connection) throws SQLException {
    LogReplay replay = new LogReplay();
    connection.setAutoCommit(false);
    try (Statement statement = connection.createStatement()) {
      statement.setFetchSize(1000);
      try (ResultSet rows =
          statement.executeQuery("SELECT * FROM tagledger.events ORDER BY position")) {
        while (rows.next()) {
          replay.add(rows);
        }
      }
    } finally {
      connection.rollback();
      connection.setAutoCommit(true);
    }
    return replay;
  }

  long position() {
    return position;
  }

  /** How many events of that type told of that id. */
  int count(String type, int id) {
    return occurrences.getOrDefault(type + "/" + id, 0);
  }

  private void add(ResultSet row) throws SQLException {
    assertThat(row.getLong("position")).as("no gaps").isEqualTo(++position);
    Instant at = row.getObject("recorded_at", OffsetDateTime.class).toInstant();
    assertThat(at).as("time at %s", position).isAfterOrEqualTo(recordedAt);
    recordedAt = at;
    assertThat(row.getBytes("digest"))
        .as("digest at %s", position)
        .isEqualTo(sha256(row.getBytes("salt"), row.getBytes("payload"), row.getBytes("metadata")));
    String aggregate = row.getString("aggregate");
    assertThat(row.getLong("sequence_number"))
        .as("sequence of %s at %s", aggregate, position)
        .isEqualTo(versions.merge(aggregate, 0L, (last, zero) -> last + 1));
    JsonNode event = JSON.readTree(row.getBytes("payload"));
    int store = event.get("store").asInt();
    assertThat(aggregate).isEqualTo("store/" + store);
    apply(row.getString("type"), store, event);
  }

  private void apply(String type, int store, JsonNode event) {
    if (!type.equals("catalogue.StoreCreated")) {
      rule(stores.containsKey(store), "store %s lives", store);
    }
    switch (type) {
      case "catalogue.StoreCreated" -> {
        String name = event.get("name").asString();
        rule(!stores.containsValue(name), "store name %s is free", name);
        rule(stores.put(store, name) == null, "store %s is new", store);
      }
      case "catalogue.StoreDeleted" -> {
        ids(event, "items").forEach(item -> rule(items.remove(item) != null, "item %s", item));
        ids(event, "posts").forEach(post -> rule(posts.remove(post) != null, "post %s", post));
        ids(event, "tags").forEach(tag -> rule(tags.remove(tag) != null, "tag %s", tag));
        rule(areAllThere(links, items) && areAllThere(postLinks, posts), "no links are left");
        stores.remove(store);
      }
      case "catalogue.ItemAdded" -> add(type, event, "item", items, "name", storesOfItems);
      case "catalogue.ItemChanged" -> change(type, event, "item", items, "name", storesOfItems);
      case "catalogue.ItemDeleted" -> delete(type, event, "item", items, links);
      case "catalogue.PostAdded" -> add(type, event, "post", posts, "title", storesOfPosts);
      case "catalogue.PostChanged" -> change(type, event, "post", posts, "title", storesOfPosts);
      case "catalogue.PostDeleted" -> delete(type, event, "post", posts, postLinks);
      case "catalogue.TagAdded" -> {
        Thing added = new Thing(store, event.get("name").asString());
        rule(!tags.containsValue(added), "tag name %s is free", added);
        add(type, event, "tag", tags, "name", storesOfTags);
      }
      case "catalogue.TagDeleted" -> {
        int tag = told(type, event, "tag");
        rule(links.stream().noneMatch(link -> link.tag() == tag), "tag %s is not borne", tag);
        rule(postLinks.stream().noneMatch(link -> link.tag() == tag), "tag %s is not borne", tag);
        rule(tags.remove(tag) != null, "tag %s is there", tag);
      }
      case "catalogue.TagsLinked" -> {
        pairs(event, "items").forEach(it -> rule(link(type, it, items, links, store), "%s", it));
        pairs(event, "posts")
            .forEach(it -> rule(link(type, it, posts, postLinks, store), "%s", it));
      }
      case "catalogue.TagsUnlinked" -> {
        pairs(event, "items").forEach(link -> rule(links.remove(link), "%s is there", link));
        pairs(event, "posts").forEach(link -> rule(postLinks.remove(link), "%s is there", link));
      }
      default -> throw new AssertionError("An event of type " + type);
    }
  }

  private void add(
      String type,
      JsonNode event,
      String kind,
      Map<Integer, Thing> things,
      String name,
      Map<Integer, Integer> owners) {
    int id = told(type, event, kind);
    rule(things.put(id, thing(event, name)) == null, "%s %s is not there", kind, id);
    belongs(owners, id, event.get("store").asInt());
  }

  private void change(
      String type,
      JsonNode event,
      String kind,
      Map<Integer, Thing> things,
      String name,
      Map<Integer, Integer> owners) {
    int id = told(type, event, kind);
    belongs(owners, id, event.get("store").asInt());
    rule(things.put(id, thing(event, name)) != null, "%s %s is there", kind, id);
  }

  private void delete(
      String type, JsonNode event, String kind, Map<Integer, Thing> things, Set<Link> all) {
    int id = told(type, event, kind);
    Set<Integer> borne =
        all.stream().filter(link -> link.bearer() == id).map(Link::tag).collect(Collectors.toSet());
    assertThat(ids(event, "tags").boxed()).containsExactlyInAnyOrderElementsOf(borne);
    all.removeIf(link -> link.bearer() == id);
    rule(things.remove(id) != null, "%s %s is there", kind, id);
  }

  private boolean link(
      String type, Link link, Map<Integer, Thing> bearers, Set<Link> all, int store) {
    rule(has(bearers, link.bearer(), store), "%s is in store %s", link.bearer(), store);
    rule(has(tags, link.tag(), store), "tag %s is in store %s", link.tag(), store);
    if (bearers == items) {
      occurrences.merge(type + "/" + link.bearer(), 1, Integer::sum);
    }
    return all.add(link);
  }

  private boolean areAllThere(Set<Link> all, Map<Integer, Thing> bearers) {
    return all.stream()
        .allMatch(link -> bearers.containsKey(link.bearer()) && tags.containsKey(link.tag()));
  }

  private static Thing thing(JsonNode event, String name) {
    return new Thing(event.get("store").asInt(), event.get(name).asString());
  }

  private int told(String type, JsonNode event, String kind) {
    int id = event.get(kind).asInt();
    occurrences.merge(type + "/" + id, 1, Integer::sum);
    return id;
  }

  private void belongs(Map<Integer, Integer> owners, int id, int store) {
    Integer owner = owners.putIfAbsent(id, store);
    rule(owner == null || owner == store, "id %s stays in its store", id);
  }

  private static boolean has(Map<Integer, Thing> things, int id, int store) {
    Thing thing = things.get(id);
    return thing != null && thing.store() == store;
  }

  private static java.util.stream.IntStream ids(JsonNode event, String key) {
    return IdSet.parse(event.get(key).asString()).ids();
  }

  /**
   * @param bearers items or posts
   */
  static Set<Link> pairs(JsonNode event, String bearers) {
    Set<Link> pairs = new TreeSet<>();
    event
        .path(bearers)
        .properties()
        .forEach(
            tag ->
                IdSet.parse(tag.getValue().asString())
                    .ids()
                    .forEach(id -> pairs.add(new Link(id, Integer.parseInt(tag.getKey())))));
    return pairs;
  }

  private void rule(boolean kept, String rule, Object... arguments) {
    if (!kept) {
      throw new AssertionError("At " + position + ": " + rule.formatted(arguments));
    }
  }

  private static byte[] sha256(byte[]... parts) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      for (byte[] part : parts) {
        digest.update(part);
      }
      return digest.digest();
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
