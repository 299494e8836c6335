package tagledger.query.catalogue;

import static tagledger.query.catalogue.BulkUpdate.integer;
import static tagledger.query.catalogue.BulkUpdate.numeric;
import static tagledger.query.catalogue.BulkUpdate.text;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import tagledger.query.catalogue.CatalogueChanges.ItemRow;
import tagledger.query.catalogue.CatalogueChanges.Link;
import tagledger.query.catalogue.CatalogueChanges.StoreRow;
import tagledger.query.catalogue.CatalogueChanges.TagRow;

/**
 * Brings the tables up to date, with at most one statement for each kind of change, in the order
 * that the foreign keys ask for. Runs in the caller's transaction.
 */
final class CatalogueTables {

  /** A row of a table by its id. */
  private record Row<T>(int id, T value) {}

  private static final BulkUpdate<Link> UNLINK =
      new BulkUpdate<>(
          """
          DELETE FROM items_tags USING unnest(?, ?) AS gone (item, tag)
          WHERE item_id = item AND tag_id = tag""",
          integer(Link::item),
          integer(Link::tag));

  private static final BulkUpdate<Link> LINK =
      new BulkUpdate<>(
          """
          INSERT INTO items_tags (item_id, tag_id) SELECT * FROM unnest(?, ?)
          ON CONFLICT DO NOTHING""",
          integer(Link::item),
          integer(Link::tag));

  private static final BulkUpdate<Row<StoreRow>> INSERT_STORES =
      new BulkUpdate<>(
          """
          INSERT INTO stores (id, name, version) SELECT * FROM unnest(?, ?, ?)
          ON CONFLICT (id) DO UPDATE SET name = excluded.name""",
          integer(Row::id),
          text(store -> store.value().name()),
          integer(store -> store.value().version()));

  private static final BulkUpdate<Row<TagRow>> INSERT_TAGS =
      new BulkUpdate<>(
          """
          INSERT INTO tags (id, store_id, name, links_version) SELECT * FROM unnest(?, ?, ?, ?)
          ON CONFLICT (id) DO UPDATE SET name = excluded.name""",
          integer(Row::id),
          integer(tag -> tag.value().store()),
          text(tag -> tag.value().name()),
          integer(tag -> tag.value().version()));

  private static final BulkUpdate<Row<ItemRow>> PUT_ITEMS =
      new BulkUpdate<>(
          """
          INSERT INTO items (id, store_id, name, price, version, links_version)
          SELECT *, 0 FROM unnest(?, ?, ?, ?, ?)
          ON CONFLICT (id) DO UPDATE
          SET name = excluded.name, price = excluded.price, version = excluded.version""",
          integer(Row::id),
          integer(item -> item.value().store()),
          text(item -> item.value().name()),
          numeric(item -> item.value().price()),
          integer(item -> item.value().version()));

  private final JdbcTemplate jdbc;

  CatalogueTables(JdbcTemplate jdbc) {
    this.jdbc = jdbc;
  }

  void write(CatalogueChanges changes) {
    changes.emptied.forEach(this::empty);
    UNLINK.run(jdbc, links(changes, false));
    delete("items", changes.items);
    delete("tags", changes.tags);
    delete("stores", changes.stores);
    INSERT_STORES.run(jdbc, present(changes.stores));
    INSERT_TAGS.run(jdbc, present(changes.tags));
    PUT_ITEMS.run(jdbc, present(changes.items));
    LINK.run(jdbc, links(changes, true));
    setVersion("stores", "version", changes.storeVersions);
    setVersion("tags", "links_version", changes.tagLinks);
    setVersion("items", "links_version", changes.itemLinks);
  }

  private void empty(int store) {
    jdbc.update(
        "DELETE FROM items_tags USING items WHERE item_id = items.id AND store_id = ?", store);
    jdbc.update("DELETE FROM items WHERE store_id = ?", store);
    jdbc.update("DELETE FROM tags WHERE store_id = ?", store);
  }

  private void delete(String table, Map<Integer, ?> rows) {
    List<Integer> gone = new ArrayList<>();
    rows.forEach(
        (id, row) -> {
          if (row == null) {
            gone.add(id);
          }
        });
    new BulkUpdate<Integer>("DELETE FROM " + table + " WHERE id = ANY (?)", integer(id -> id))
        .run(jdbc, gone);
  }

  private void setVersion(String table, String column, Map<Integer, Integer> versions) {
    String sql =
        """
        UPDATE %1$s SET %2$s = new.last FROM unnest(?, ?) AS new (row, last)
        WHERE id = new.row AND %2$s <> new.last"""
            .formatted(table, column);
    new BulkUpdate<Map.Entry<Integer, Integer>>(
            sql, integer(Map.Entry::getKey), integer(Map.Entry::getValue))
        .run(jdbc, List.copyOf(versions.entrySet()));
  }

  private static List<Link> links(CatalogueChanges changes, boolean present) {
    return changes.links.entrySet().stream()
        .filter(link -> link.getValue() == present)
        .map(Map.Entry::getKey)
        .toList();
  }

  private static <T> List<Row<T>> present(Map<Integer, @Nullable T> rows) {
    List<Row<T>> present = new ArrayList<>();
    rows.forEach(
        (id, row) -> {
          if (row != null) {
            present.add(new Row<>(id, row));
          }
        });
    return present;
  }
}
