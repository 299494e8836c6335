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
import tagledger.query.sql.BulkUpdates;

/**
 * Brings the tables up to date, with at most one statement for each kind of change, in the order
 * that the foreign keys ask for, and all of them sent at once. Runs in the caller's transaction.
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

  private static final BulkUpdate<Row<ItemRow>> SET_KEYS_OF_ITEMS = setKeys("items");
  private static final BulkUpdate<Row<PostRow>> SET_KEYS_OF_POSTS = setKeys("posts");

  private static final BulkUpdate<Integer> DELETE_ITEMS = delete("items");
  private static final BulkUpdate<Integer> DELETE_POSTS = delete("posts");
  private static final BulkUpdate<Integer> DELETE_TAGS = delete("tags");
  private static final BulkUpdate<Integer> DELETE_STORES = delete("stores");

  private static final BulkUpdate<Link> LINK_ITEMS = link("items_tags");
  private static final BulkUpdate<Link> LINK_POSTS = link("posts_tags");
  private static final BulkUpdate<Link> UNLINK_ITEMS = unlink("items_tags", "item_id");
  private static final BulkUpdate<Link> UNLINK_POSTS = unlink("posts_tags", "post_id");

  private static final BulkUpdate<Map.Entry<Integer, Integer>> SET_VERSIONS_OF_STORES =
      setVersions("stores", "version");
  private static final BulkUpdate<Map.Entry<Integer, Integer>> SET_VERSIONS_OF_TAGS =
      setVersions("tags", "links_version");
  private static final BulkUpdate<Map.Entry<Integer, Integer>> SET_VERSIONS_OF_ITEMS =
      setVersions("items", "links_version");
  private static final BulkUpdate<Map.Entry<Integer, Integer>> SET_VERSIONS_OF_POSTS =
      setVersions("posts", "links_version");

  private final JdbcTemplate jdbc;

  CatalogueTables(JdbcTemplate jdbc) {
    this.jdbc = jdbc;
  }

  void write(CatalogueChanges changes) {
    changes.emptied.forEach(this::empty);
    BulkUpdates all = new BulkUpdates();
    all.add(UNLINK_ITEMS, links(changes.items, false));
    all.add(UNLINK_POSTS, links(changes.posts, false));
    all.add(DELETE_ITEMS, gone(changes.items.rows));
    all.add(DELETE_POSTS, gone(changes.posts.rows));
    all.add(DELETE_TAGS, gone(changes.tags));
    all.add(DELETE_STORES, gone(changes.stores));
    all.add(INSERT_STORES, present(changes.stores));
    all.add(INSERT_TAGS, present(changes.tags));
    all.add(PUT_ITEMS, present(changes.items.rows, changes.items.linksVersions));
    all.add(PUT_POSTS, present(changes.posts.rows, changes.posts.linksVersions));
    all.add(SET_KEYS_OF_ITEMS, again(changes.items));
    all.add(SET_KEYS_OF_POSTS, again(changes.posts));
    all.add(LINK_ITEMS, links(changes.items, true));
    all.add(LINK_POSTS, links(changes.posts, true));
    all.add(SET_VERSIONS_OF_STORES, List.copyOf(changes.storeVersions.entrySet()));
    all.add(SET_VERSIONS_OF_TAGS, List.copyOf(changes.tagVersions.entrySet()));
    all.add(SET_VERSIONS_OF_ITEMS, List.copyOf(changes.items.linksVersions.entrySet()));
    all.add(SET_VERSIONS_OF_POSTS, List.copyOf(changes.posts.linksVersions.entrySet()));
    all.run(jdbc);
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

  private static BulkUpdate<Link> unlink(String table, String bearer) {
    return new BulkUpdate<>(
        """
        DELETE FROM %1$s USING unnest(?, ?) AS gone (bearer, tag)
        WHERE %2$s = bearer AND tag_id = tag"""
            .formatted(table, bearer),
        integer(Link::bearer),
        integer(Link::tag));
  }

  private static BulkUpdate<Link> link(String table) {
    return new BulkUpdate<>(
        "INSERT INTO " + table + " SELECT * FROM unnest(?, ?) ON CONFLICT DO NOTHING",
        integer(Link::bearer),
        integer(Link::tag));
  }

  private static BulkUpdate<Integer> delete(String table) {
    return new BulkUpdate<>("DELETE FROM " + table + " WHERE id = ANY (?)", integer(id -> id));
  }

  private static <R extends Keyed> BulkUpdate<Row<R>> setKeys(String table) {
    return new BulkUpdate<>(
        """
        UPDATE %1$s SET key = again.key FROM unnest(?, ?) AS again (row, key)
        WHERE id = again.row AND %1$s.key IS DISTINCT FROM again.key"""
            .formatted(table),
        integer(Row::id),
        text(thing -> thing.value().key()));
  }

  private static BulkUpdate<Map.Entry<Integer, Integer>> setVersions(String table, String column) {
    return new BulkUpdate<>(
        """
        UPDATE %1$s SET %2$s = new.last FROM unnest(?, ?) AS new (row, last)
        WHERE id = new.row AND %2$s <> new.last"""
            .formatted(table, column),
        integer(Map.Entry::getKey),
        integer(Map.Entry::getValue));
  }

  private static List<Integer> gone(Map<Integer, ?> rows) {
    List<Integer> gone = new ArrayList<>();
    rows.forEach(
        (id, row) -> {
          if (row == null) {
            gone.add(id);
          }
        });
    return gone;
  }

  /** A row that is there keeps its key, unless the thing went and came back. */
  private static <R extends Keyed> List<Row<R>> again(Bearers<R> bearers) {
    return bearers.removed.isEmpty()
        ? List.of()
        : present(bearers.rows).stream()
            .filter(thing -> bearers.removed.contains(thing.id()))
            .toList();
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
