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

  record Link(int item, int tag) implements Comparable<Link> {
    @Override
    public int compareTo(Link other) {
      return item == other.item ? tag - other.tag : item - other.item;
    }
  }

  private static final JsonMapper JSON = new JsonMapper();

  final Map<Integer, String> stores = new TreeMap<>();
  final Map<Integer, Thing> items = new TreeMap<>();
  final Map<Integer, Thing> tags = new TreeMap<>();
  final Set<Link> links = new TreeSet<>();

  private final Map<String, Long> versions = new HashMap<>();
  private final Map<Integer, Integer> storesOfItems = new HashMap<>();
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
        ids(event, "tags").forEach(tag -> rule(tags.remove(tag) != null, "tag %s", tag));
        rule(
            links.stream().allMatch(l -> items.containsKey(l.item()) && tags.containsKey(l.tag())),
            "links of store %s are gone before it",
            store);
        stores.remove(store);
      }
      case "catalogue.ItemAdded" -> {
        int item = told(type, event, "item");
        Thing added = new Thing(store, event.get("name").asString());
        rule(items.put(item, added) == null, "item %s is not there", item);
        belongs(storesOfItems, item, store);
      }
      case "catalogue.ItemChanged" -> {
        int item = told(type, event, "item");
        belongs(storesOfItems, item, store);
        Thing changed = new Thing(store, event.get("name").asString());
        rule(items.put(item, changed) != null, "item %s is there", item);
      }
      case "catalogue.ItemDeleted" -> {
        int item = told(type, event, "item");
        Set<Integer> borne =
            links.stream()
                .filter(link -> link.item() == item)
                .map(Link::tag)
                .collect(Collectors.toSet());
        assertThat(ids(event, "tags").boxed()).containsExactlyInAnyOrderElementsOf(borne);
        links.removeIf(link -> link.item() == item);
        rule(items.remove(item) != null, "item %s is there", item);
      }
      case "catalogue.TagAdded" -> {
        int tag = told(type, event, "tag");
        Thing added = new Thing(store, event.get("name").asString());
        rule(!tags.containsValue(added), "tag name %s is free", added);
        rule(tags.put(tag, added) == null, "tag %s is new", tag);
        belongs(storesOfTags, tag, store);
      }
      case "catalogue.TagDeleted" -> {
        int tag = told(type, event, "tag");
        rule(links.stream().noneMatch(link -> link.tag() == tag), "tag %s is not borne", tag);
        rule(tags.remove(tag) != null, "tag %s is there", tag);
      }
      case "catalogue.TagsLinked" ->
          pairs(event).forEach(link -> rule(link(type, link, store), "%s is new", link));
      case "catalogue.TagsUnlinked" ->
          pairs(event).forEach(link -> rule(links.remove(link), "%s is there", link));
      default -> throw new AssertionError("An event of type " + type);
    }
  }

  private boolean link(String type, Link link, int store) {
    rule(has(items, link.item(), store), "item %s is in store %s", link.item(), store);
    rule(has(tags, link.tag(), store), "tag %s is in store %s", link.tag(), store);
    occurrences.merge(type + "/" + link.item(), 1, Integer::sum);
    return links.add(link);
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

  static Set<Link> pairs(JsonNode event) {
    Set<Link> pairs = new TreeSet<>();
    event
        .get("items")
        .properties()
        .forEach(
            tag ->
                IdSet.parse(tag.getValue().asString())
                    .ids()
                    .forEach(item -> pairs.add(new Link(item, Integer.parseInt(tag.getKey())))));
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
