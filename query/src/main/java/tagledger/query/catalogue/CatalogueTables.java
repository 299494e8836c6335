package tagledger.query.catalogue;

import static tagledger.query.sql.BulkUpdate.integer;
import static tagledger.query.sql.BulkUpdate.numeric;
import static tagledger.query.sql.BulkUpdate.text;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import tagledger.query.catalogue.CatalogueChanges.Bearers;
import tagledger.query.catalogue.CatalogueChanges.ItemRow;
import tagledger.query.catalogue.CatalogueChanges.Keyed;
import tagledger.query.catalogue.CatalogueChanges.Link;
import tagledger.query.catalogue.CatalogueChanges.PostRow;
import tagledger.query.catalogue.CatalogueChanges.StoreRow;
import tagledger.query.catalogue.CatalogueChanges.TagRow;
import tagledger.query.sql.BulkUpdate;

/**
 * Brings the tables up to date, with at most one statement for each kind of change, in the order
 * that the foreign keys ask for. Runs in the caller's transaction.
 */
final class CatalogueTables {

  /**
   * A row of a table by its id.
   *
   * @param links the version of its links, so that a new row is written once
   */
  private record Row<T>(int id, T value, int links) {}

  private static final BulkUpdate<Row<StoreRow>> INSERT_STORES =
      new BulkUpdate<>(
          """
          INSERT INTO stores (id, name, version) SELECT * FROM unnest(?, ?, ?)
          ON CONFLICT (id) DO UPDATE SET name = excluded.name, version = excluded.version""",
          integer(Row::id),
          text(store -> store.value().name()),
          integer(store -> store.value().version()));

  private static final BulkUpdate<Row<TagRow>> INSERT_TAGS =
      new BulkUpdate<>(
          """
          INSERT INTO tags (id, store_id, name, links_version) SELECT * FROM unnest(?, ?, ?, ?)
          ON CONFLICT (id) DO UPDATE
          SET name = excluded.name, links_version = excluded.links_version""",
          integer(Row::id),
          integer(tag -> tag.value().store()),
          text(tag -> tag.value().name()),
          integer(tag -> tag.value().version()));

  private static final BulkUpdate<Row<ItemRow>> PUT_ITEMS =
      new BulkUpdate<>(
          """
          INSERT INTO items (id, store_id, name, price, key, version, links_version)
          SELECT * FROM unnest(?, ?, ?, ?, ?, ?, ?)
          ON CONFLICT (id) DO UPDATE
          SET name = excluded.name, price = excluded.price, version = excluded.version""",
          integer(Row::id),
          integer(item -> item.value().store()),
          text(item -> item.value().name()),
          numeric(item -> item.value().price()),
          text(item -> item.value().key()),
          integer(item -> item.value().version()),
          integer(Row::links));

  private static final BulkUpdate<Row<PostRow>> PUT_POSTS =
      new BulkUpdate<>(
          """
          INSERT INTO posts (id, store_id, title, content, key, version, links_version)
          SELECT * FROM unnest(?, ?, ?, ?, ?, ?, ?)
          ON CONFLICT (id) DO UPDATE
          SET title = excluded.title, content = excluded.content, version = excluded.version""",
          integer(Row::id),
          integer(post -> post.value().store()),
          text(post -> post.value().title()),
          text(post -> post.value().content()),
          text(post -> post.value().key()),
          integer(post -> post.value().version()),
          integer(Row::links));

  private final JdbcTemplate jdbc;

  CatalogueTables(JdbcTemplate jdbc) {
    this.jdbc = jdbc;
  }

  void write(CatalogueChanges changes) {
    changes.emptied.forEach(this::empty);
    unlink("items_tags", "item_id", changes.items);
    unlink("posts_tags", "post_id", changes.posts);
    delete("items", changes.items.rows);
    delete("posts", changes.posts.rows);
    delete("tags", changes.tags);
    delete("stores", changes.stores);
    INSERT_STORES.run(jdbc, present(changes.stores));
    INSERT_TAGS.run(jdbc, present(changes.tags));
    PUT_ITEMS.run(jdbc, present(changes.items.rows, changes.items.linksVersions));
    PUT_POSTS.run(jdbc, present(changes.posts.rows, changes.posts.linksVersions));
    setKey("items", changes.items);
    setKey("posts", changes.posts);
    link("items_tags", changes.items);
    link("posts_tags", changes.posts);
    setVersion("stores", "version", changes.storeVersions);
    setVersion("tags", "links_version", changes.tagVersions);
    setVersion("items", "links_version", changes.items.linksVersions);
    setVersion("posts", "links_version", changes.posts.linksVersions);
  }

  private void empty(int store) {
    jdbc.update(
        "DELETE FROM items_tags USING items WHERE item_id = items.id AND store_id = ?", store);
    jdbc.update(
        "DELETE FROM posts_tags USING posts WHERE post_id = posts.id AND store_id = ?", store);
    jdbc.update("DELETE FROM items WHERE store_id = ?", store);
    jdbc.update("DELETE FROM posts WHERE store_id = ?", store);
    jdbc.update("DELETE FROM tags WHERE store_id = ?", store);
  }

  private void unlink(String table, String bearer, Bearers<?> bearers) {
    String sql =
        """
        DELETE FROM %1$s USING unnest(?, ?) AS gone (bearer, tag)
        WHERE %2$s = bearer AND tag_id = tag"""
            .formatted(table, bearer);
    new BulkUpdate<Link>(sql, integer(Link::bearer), integer(Link::tag))
        .run(jdbc, links(bearers, false));
  }

  private void link(String table, Bearers<?> bearers) {
    new BulkUpdate<Link>(
            "INSERT INTO " + table + " SELECT * FROM unnest(?, ?) ON CONFLICT DO NOTHING",
            integer(Link::bearer),
            integer(Link::tag))
        .run(jdbc, links(bearers, true));
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

  /** A row that is there keeps its key, unless the thing went and came back. */
  private <R extends Keyed> void setKey(String table, Bearers<R> bearers) {
    String sql =
        """
        UPDATE %1$s SET key = again.key FROM unnest(?, ?) AS again (row, key)
        WHERE id = again.row AND %1$s.key IS DISTINCT FROM again.key"""
            .formatted(table);
    new BulkUpdate<Row<R>>(sql, integer(Row::id), text(thing -> thing.value().key()))
        .run(
            jdbc,
            present(bearers.rows).stream()
                .filter(thing -> bearers.removed.contains(thing.id()))
                .toList());
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

  private static List<Link> links(Bearers<?> bearers, boolean present) {
    return bearers.links.entrySet().stream()
        .filter(link -> link.getValue() == present)
        .map(Map.Entry::getKey)
        .toList();
  }

  private static <T> List<Row<T>> present(Map<Integer, @Nullable T> rows) {
    return present(rows, Map.of());
  }

  private static <T> List<Row<T>> present(
      Map<Integer, @Nullable T> rows, Map<Integer, Integer> linksVersions) {
    List<Row<T>> present = new ArrayList<>();
    rows.forEach(
        (id, row) -> {
          if (row != null) {
            present.add(new Row<>(id, row, linksVersions.getOrDefault(id, 0)));
          }
        });
    return present;
  }
}
