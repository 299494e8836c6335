package tagledger.query.near;

import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import tagledger.query.sql.SnapshotConnection;

/** Reads whole stores from the catalogue's tables. Safe for all threads. */
public final class NearTables {

  private static final int ROWS_AT_ONCE = 2_000;

  /** Rows come in the order of ids. The tags come through an index, whatever statistics say. */
  private static final String ITEMS =
      """
      SELECT i.id, i.name, i.price, i.version, greatest(i.version, i.links_version),
             ARRAY(SELECT tag_id FROM items_tags WHERE item_id = i.id ORDER BY tag_id)
      FROM items i WHERE i.store_id = ? ORDER BY i.id""";

  private static final String PLACES =
      "SELECT id, store_id FROM items WHERE id > ? ORDER BY id LIMIT ?";

  /** Where an item is. */
  record Place(int item, int store) {}

  private final DataSource readers;
  private final JdbcTemplate jdbc;
  private final String reached;

  /**
   * @param reached the query for the position up to which the tables tell of all that happened
   */
  public NearTables(DataSource readers, String reached) {
    this.readers = readers;
    this.jdbc = new JdbcTemplate(readers);
    this.reached = reached;
  }

  /** Of the items of all stores with greater ids than that, the first ones. */
  List<Place> places(int after, int count) {
    return jdbc.query(PLACES, (row, n) -> new Place(row.getInt(1), row.getInt(2)), after, count);
  }

  /**
   * Reads it as it is at one moment, or nothing where it does not exist or has more items than
   * that.
   */
  @Nullable Loaded read(int store, long mostItems) throws SQLException {
    try (Connection snapshot = SnapshotConnection.open(readers)) {
      try {
        return read(snapshot, store, mostItems);
      } finally {
        snapshot.rollback();
      }
    }
  }

  private @Nullable Loaded read(Connection snapshot, int id, long mostItems) throws SQLException {
    OptionalLong position = number(snapshot, reached);
    OptionalLong count =
        number(
            snapshot,
            "SELECT count(*) FROM (SELECT FROM items WHERE store_id = ? LIMIT ?) AS counted",
            id,
            Math.min(mostItems + 1, Integer.MAX_VALUE));
    NearStore store = store(snapshot, id);
    if (store == null || position.isEmpty() || count.orElse(0) > mostItems) {
      return null;
    }
    Loaded loaded = new Loaded(store, position.getAsLong(), Math.toIntExact(count.orElse(0)));
    readTags(snapshot, loaded);
    readItems(snapshot, loaded);
    return loaded;
  }

  private static @Nullable NearStore store(Connection snapshot, int id) throws SQLException {
    try (PreparedStatement select =
        prepare(snapshot, "SELECT name, version FROM stores WHERE id = ?", id)) {
      ResultSet row = select.executeQuery();
      return row.next() ? new NearStore(id, row.getString(1), row.getInt(2)) : null;
    }
  }

  private static void readTags(Connection snapshot, Loaded loaded) throws SQLException {
    NearIds.Changes ids = new NearIds.Changes(NearIds.NONE);
    String sql = "SELECT id, name, links_version FROM tags WHERE store_id = ? ORDER BY id";
    try (PreparedStatement select = prepare(snapshot, sql, loaded.store.id)) {
      ResultSet row = select.executeQuery();
      while (row.next()) {
        int id = row.getInt(1);
        ids.add(id);
        loaded.add(new NearTag(id, loaded.store, row.getString(2), row.getInt(3)));
      }
    }
    loaded.store.tags = ids.pack();
  }

  private static void readItems(Connection snapshot, Loaded loaded) throws SQLException {
    NearIds.Changes ids = new NearIds.Changes(NearIds.NONE);
    try (PreparedStatement select = prepare(snapshot, ITEMS, loaded.store.id)) {
      ResultSet row = select.executeQuery();
      while (row.next()) {
        int id = row.getInt(1);
        int[] tags = ints((Integer[]) row.getArray(6).getArray());
        for (int tag : tags) {
          loaded.bear(tag, id, row.getInt(4));
        }
        ids.add(id);
        loaded.add(id, row.getInt(5), row.getString(2), row.getBigDecimal(3), tags);
      }
    }
    loaded.store.items = ids.pack();
    loaded.bearers.forEach((tag, items) -> tag.bear(items.pack()));
  }

  private static int[] ints(Integer[] boxed) {
    int[] ints = new int[boxed.length];
    for (int i = 0; i < ints.length; i++) {
      ints[i] = boxed[i];
    }
    return ints;
  }

  private static OptionalLong number(Connection snapshot, String sql, Object... parameters)
      throws SQLException {
    try (PreparedStatement select = prepare(snapshot, sql, parameters)) {
      ResultSet row = select.executeQuery();
      return row.next() ? OptionalLong.of(row.getLong(1)) : OptionalLong.empty();
    }
  }

  private static PreparedStatement prepare(Connection on, String sql, Object... parameters)
      throws SQLException {
    PreparedStatement statement = on.prepareStatement(sql);
    statement.setFetchSize(ROWS_AT_ONCE);
    for (int i = 0; i < parameters.length; i++) {
      statement.setObject(i + 1, parameters[i]);
    }
    return statement;
  }

  /** A store as it was at a position. For one thread. */
  static final class Loaded {
    final NearStore store;
    final long position;
    final Map<Integer, NearTag> tags = new HashMap<>();
    private final Map<NearTag, NearIds.Changes> bearers = new HashMap<>();
    private final int[] ids;
    private final byte[][] items;
    private int count;

    Loaded(NearStore store, long position, int items) {
      this.store = store;
      this.position = position;
      this.ids = new int[items];
      this.items = new byte[items][];
    }

    private void add(NearTag tag) {
      tags.put(tag.id, tag);
    }

    private void bear(int tag, int item, int versionOfItem) {
      NearTag borne = tags.get(tag);
      if (borne == null) {
        throw new IllegalStateException("Item %d bears tag %d of no store".formatted(item, tag));
      }
      bearers.computeIfAbsent(borne, it -> new NearIds.Changes(borne.items)).add(item);
      borne.version = Math.max(borne.version, versionOfItem);
    }

    private void add(int id, int version, String name, BigDecimal price, int[] borne) {
      byte[] item = NearItem.of(store.id, version, name, price, borne);
      ids[count] = id;
      items[count++] = item;
      store.count(null, item);
    }

    void putInto(ById<byte[]> all) {
      for (int i = 0; i < count; i++) {
        all.put(ids[i], items[i]);
      }
    }
  }
}
