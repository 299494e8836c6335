package tagledger.command.log;

import static java.util.Objects.requireNonNull;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import tagledger.api.BearerId;
import tagledger.api.ItemId;
import tagledger.api.PostId;
import tagledger.api.StoreId;
import tagledger.command.store.ImportKeys;

/**
 * The keys in their table, in the batch's own transaction. A thing that has no key there has one
 * all the same, by which an export knows it: {@code tagledger:} and the log's own mark, {@code
 * /item/} or {@code /post/}, and its id. The mark is from the digest of the log's first event,
 * which its salt makes unlike that of any other log.
 */
final class LogImportKeys implements ImportKeys {

  static final String OWN = "tagledger:";

  private final LogWriter writer;
  private final JdbcTemplate jdbc;
  private @Nullable String mark;

  LogImportKeys(LogWriter writer, JdbcTemplate jdbc) {
    this.writer = writer;
    this.jdbc = jdbc;
  }

  @Override
  public Map<String, ItemId> items(StoreId store, Set<String> keys) {
    return find(store, Kind.ITEM, "/item/", keys, ItemId::new);
  }

  @Override
  public Map<String, PostId> posts(StoreId store, Set<String> keys) {
    return find(store, Kind.POST, "/post/", keys, PostId::new);
  }

  @Override
  public void claim(StoreId store, Map<String, ? extends BearerId> keys) {
    if (keys.isEmpty()) {
      return;
    }
    writer.hold();
    jdbc.update(
        """
        INSERT INTO import_keys (store_id, kind, key, id)
        SELECT ?, * FROM unnest(?::smallint[], ?::text[], ?::integer[])""",
        store.value(),
        keys.values().stream().map(id -> Kind.of(id).number()).toArray(Short[]::new),
        keys.keySet().toArray(String[]::new),
        keys.values().stream().map(BearerId::value).toArray(Integer[]::new));
  }

  private <T> Map<String, T> find(
      StoreId store, Kind kind, String path, Set<String> keys, IntFunction<T> id) {
    Map<String, T> found = new HashMap<>();
    if (keys.isEmpty()) {
      return found;
    }
    if (keys.stream().anyMatch(key -> key.startsWith(OWN))) {
      String own = OWN + mark() + path;
      Integer[] ids =
          keys.stream()
              .filter(key -> key.startsWith(own))
              .map(key -> key.substring(own.length()))
              .filter(LogImportKeys::isId)
              .map(Integer::valueOf)
              .toArray(Integer[]::new);
      jdbc.query(
          "SELECT id FROM directory WHERE store_id = ? AND kind = ? AND id = ANY (?)",
          row -> {
            found.put(own + row.getInt(1), id.apply(row.getInt(1)));
          },
          store.value(),
          kind.number(),
          ids);
    }
    jdbc.query(
        "SELECT key, id FROM import_keys WHERE store_id = ? AND kind = ? AND key = ANY (?)",
        row -> {
          found.put(row.getString(1), id.apply(row.getInt(2)));
        },
        store.value(),
        kind.number(),
        keys.toArray(String[]::new));
    return found;
  }

  /** There is a first event: a store has been made. */
  private String mark() {
    if (mark == null) {
      mark =
          requireNonNull(
              jdbc.queryForObject(
                  "SELECT encode(substr(digest, 1, 8), 'hex') FROM events WHERE position = 1",
                  String.class));
    }
    return mark;
  }

  private static boolean isId(String text) {
    return text.matches("[1-9]\\d{0,9}") && Long.parseLong(text) <= Integer.MAX_VALUE;
  }
}
