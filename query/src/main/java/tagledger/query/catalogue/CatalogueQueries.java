package tagledger.query.catalogue;

import static tagledger.query.sql.RowStream.LARGE_ROWS_AT_ONCE;
import static tagledger.query.sql.RowStream.MANY_ROWS_AT_ONCE;
import static tagledger.query.sql.RowStream.SMALL_ROWS_AT_ONCE;

import java.util.List;
import java.util.function.IntConsumer;
import javax.sql.DataSource;
import org.axonframework.queryhandling.QueryHandler;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import tagledger.api.IdSet;
import tagledger.api.Listing;
import tagledger.api.Query.FindItem;
import tagledger.api.Query.FindPost;
import tagledger.api.Query.FindTag;
import tagledger.api.Query.ListItems;
import tagledger.api.Query.ListItemsOfTag;
import tagledger.api.Query.ListPosts;
import tagledger.api.Query.ListPostsOfStore;
import tagledger.api.Query.ListPostsOfTag;
import tagledger.api.Query.ListStores;
import tagledger.api.Query.ListTags;
import tagledger.api.Query.ListTagsOfItem;
import tagledger.api.Query.ListTagsOfPost;
import tagledger.api.Query.Page;
import tagledger.api.Versioned;
import tagledger.api.View;
import tagledger.query.sql.NestedRows;
import tagledger.query.sql.OneThing;
import tagledger.query.sql.RowStream;
import tagledger.query.sql.RowStreams;
import tagledger.query.sql.ViewRows;

/** Answers with one statement a query; lists row by row as they are read. */
public final class CatalogueQueries {

  private static final String STORES =
      """
      SELECT s.id, s.name, items.ids, items.names, items.prices, tags.ids, tags.names, s.version
      FROM stores s
      CROSS JOIN LATERAL (
        SELECT array_agg(id ORDER BY id), array_agg(name ORDER BY id), array_agg(price ORDER BY id)
        FROM (SELECT * FROM items WHERE store_id = s.id LIMIT %1$d) AS few) AS items (ids, names, prices)
      CROSS JOIN LATERAL (
        SELECT array_agg(id ORDER BY id), array_agg(name ORDER BY id)
        FROM (SELECT * FROM tags WHERE store_id = s.id LIMIT %1$d) AS few) AS tags (ids, names)
      """
          .formatted(NestedRows.TOO_MANY);

  private static final String ITEMS =
      """
      SELECT i.id, i.name, i.price, s.id, s.name, tags.ids, tags.names,
             greatest(i.version, i.links_version)
      FROM items i JOIN stores s ON s.id = i.store_id
      CROSS JOIN LATERAL (
        SELECT array_agg(t.id ORDER BY t.id), array_agg(t.name ORDER BY t.id)
        FROM items_tags l JOIN tags t ON t.id = l.tag_id WHERE l.item_id = i.id) AS tags (ids, names)
      """;

  private static final String POSTS =
      """
      SELECT p.id, p.title, p.content, s.id, s.name, tags.ids, tags.names,
             greatest(p.version, p.links_version)
      FROM posts p JOIN stores s ON s.id = p.store_id
      CROSS JOIN LATERAL (
        SELECT array_agg(t.id ORDER BY t.id), array_agg(t.name ORDER BY t.id)
        FROM posts_tags l JOIN tags t ON t.id = l.tag_id WHERE l.post_id = p.id) AS tags (ids, names)
      """;

  private static final String TAGS = tags("items.version");

  private static final String LARGE_TAG =
      tags(
          """
          (SELECT max(i.version) FROM items_tags l JOIN items i ON i.id = l.item_id
           WHERE l.tag_id = t.id)""");

  private static final NestedRows NESTED =
      new NestedRows(
          store ->
              all(
                  "SELECT id, name, price FROM items WHERE store_id = ? ORDER BY id",
                  ViewRows::plainItem,
                  store),
          store ->
              all(
                  "SELECT id, name FROM tags WHERE store_id = ? ORDER BY id",
                  ViewRows::plainTag,
                  store),
          tag ->
              all(
                  """
                  SELECT i.id, i.name, i.price FROM items_tags l JOIN items i ON i.id = l.item_id
                  WHERE l.tag_id = ? ORDER BY l.item_id""",
                  ViewRows::plainItem,
                  tag));

  private final JdbcTemplate jdbc;
  private final RowStreams streams;
  private final OneThing one;
  private final IntConsumer asked;

  CatalogueQueries(DataSource database) {
    this(database, database, store -> {});
  }

  /**
   * @param toStream has the connections for what is read as slowly as its client takes it
   * @param asked told of the store of each thing, and of each list of its tags, that is read here
   */
  public CatalogueQueries(DataSource database, DataSource toStream, IntConsumer asked) {
    this.asked = asked;
    this.jdbc = new JdbcTemplate(database);
    this.streams = new RowStreams(database, toStream);
    this.one = new OneThing(database, toStream);
  }

  @QueryHandler
  @Nullable Versioned handle(FindItem query) {
    return one.find(
        ITEMS + "WHERE i.id = ?",
        row -> told(row.getInt(4), new Versioned(ViewRows.item(row), row.getLong(8))),
        query.item().value());
  }

  @QueryHandler
  @Nullable Versioned handle(FindTag query) {
    String where = "WHERE t.id = ?";
    int id = query.tag().value();
    RowStream.Row<Versioned> row =
        tag -> told(tag.getInt(3), new Versioned(NESTED.tag(tag), tag.getLong(8)));
    Versioned found = one.find(TAGS + where, row, id);
    return found != null && NestedRows.isCut(found.view())
        ? one.findLarge(LARGE_TAG + where, row, id)
        : found;
  }

  /** A store, whatever it holds. */
  @Nullable Versioned largeStore(int id) {
    return one.findLarge(
        STORES + "WHERE s.id = ?", row -> new Versioned(NESTED.store(row), row.getLong(8)), id);
  }

  @QueryHandler
  @Nullable Versioned handle(FindPost query) {
    return one.find(
        POSTS + "WHERE p.id = ?",
        row -> new Versioned(ViewRows.post(row), row.getLong(8)),
        query.post().value());
  }

  @QueryHandler
  Listing handle(ListPosts query) {
    return list(
        LARGE_ROWS_AT_ONCE,
        POSTS,
        "p.id",
        "p.store_id",
        ViewRows::post,
        query.page(),
        query.only());
  }

  @QueryHandler
  Listing handle(ListStores query) {
    return list(
        LARGE_ROWS_AT_ONCE, STORES, "s.id", "s.id", NESTED.stores(), query.page(), query.only());
  }

  @QueryHandler
  Listing handle(ListItems query) {
    return list(
        SMALL_ROWS_AT_ONCE,
        ITEMS,
        "i.id",
        "i.store_id",
        ViewRows::item,
        query.page(),
        query.only());
  }

  @QueryHandler
  @Nullable Listing handle(ListTags query) {
    Listing tags =
        within(
            "stores",
            query.store().value(),
            LARGE_ROWS_AT_ONCE,
            TAGS + "WHERE t.store_id = ? AND t.id > ? ORDER BY t.id LIMIT ?",
            NESTED.tags(),
            query.page());
    if (tags != null) {
      asked.accept(query.store().value());
    }
    return tags;
  }

  @QueryHandler
  @Nullable Listing handle(ListPostsOfStore query) {
    return within(
        "stores",
        query.store().value(),
        LARGE_ROWS_AT_ONCE,
        POSTS + "WHERE p.store_id = ? AND p.id > ? ORDER BY p.id LIMIT ?",
        ViewRows::post,
        query.page());
  }

  @QueryHandler
  @Nullable Listing handle(ListItemsOfTag query) {
    return within(
        "tags",
        query.tag().value(),
        SMALL_ROWS_AT_ONCE,
        """
        SELECT i.id, i.name, i.price FROM items_tags l JOIN items i ON i.id = l.item_id
        WHERE l.tag_id = ? AND l.item_id > ? ORDER BY l.item_id LIMIT ?""",
        ViewRows::plainItem,
        query.page());
  }

  @QueryHandler
  @Nullable Listing handle(ListPostsOfTag query) {
    return within(
        "tags",
        query.tag().value(),
        SMALL_ROWS_AT_ONCE,
        """
        SELECT p.id, p.title FROM posts_tags l JOIN posts p ON p.id = l.post_id
        WHERE l.tag_id = ? AND l.post_id > ? ORDER BY l.post_id LIMIT ?""",
        ViewRows::plainPost,
        query.page());
  }

  @QueryHandler
  @Nullable Listing handle(ListTagsOfItem query) {
    return within(
        "items",
        query.item().value(),
        SMALL_ROWS_AT_ONCE,
        """
        SELECT t.id, t.name FROM items_tags l JOIN tags t ON t.id = l.tag_id
        WHERE l.item_id = ? AND l.tag_id > ? ORDER BY l.tag_id LIMIT ?""",
        ViewRows::plainTag,
        query.page());
  }

  @QueryHandler
  @Nullable Listing handle(ListTagsOfPost query) {
    return within(
        "posts",
        query.post().value(),
        SMALL_ROWS_AT_ONCE,
        """
        SELECT t.id, t.name FROM posts_tags l JOIN tags t ON t.id = l.tag_id
        WHERE l.post_id = ? AND l.tag_id > ? ORDER BY l.tag_id LIMIT ?""",
        ViewRows::plainTag,
        query.page());
  }

  private Versioned told(int store, Versioned found) {
    asked.accept(store);
    return found;
  }

  /** Answers nothing where the row that the list belongs to does not exist. */
  private @Nullable Listing within(
      String table,
      int id,
      int rowsAtOnce,
      String sql,
      RowStream.Row<? extends View> row,
      Page page) {
    Boolean exists =
        jdbc.queryForObject(
            "SELECT EXISTS (SELECT FROM " + table + " WHERE id = ?)", Boolean.class, id);
    return Boolean.TRUE.equals(exists)
        ? new Listing(streams.of(page).of(rowsAtOnce, sql, row, id, page.after(), page.limit()))
        : null;
  }

  private Listing list(
      int rowsAtOnce,
      String sql,
      String id,
      String store,
      RowStream.Row<? extends View> row,
      Page page,
      @Nullable IdSet only) {
    String where = sql + "WHERE " + id + " > ?";
    String order = " ORDER BY " + id + " LIMIT ?";
    return new Listing(
        only == null
            ? streams.of(page).of(rowsAtOnce, where + order, row, page.after(), page.limit())
            : streams
                .of(page)
                .of(
                    rowsAtOnce,
                    where + " AND " + store + " = ANY (?)" + order,
                    row,
                    page.after(),
                    only,
                    page.limit()));
  }

  private static <T> RowStream.Select<T> all(String sql, RowStream.Row<T> row, int id) {
    return new RowStream.Select<>(sql, row, MANY_ROWS_AT_ONCE, List.of(id));
  }

  /** A tag is shown with its items, so that a change of one of them is a change of it. */
  private static String tags(String versionOfItems) {
    return """
        SELECT t.id, t.name, s.id, s.name, items.ids, items.names, items.prices,
               greatest(t.links_version, %s)
        FROM tags t JOIN stores s ON s.id = t.store_id
        CROSS JOIN LATERAL (
          SELECT array_agg(id ORDER BY id), array_agg(name ORDER BY id),
                 array_agg(price ORDER BY id), max(version)
          FROM (
            SELECT i.* FROM items_tags l JOIN items i ON i.id = l.item_id
            WHERE l.tag_id = t.id LIMIT %d) AS few) AS items (ids, names, prices, version)
        """
        .formatted(versionOfItems, NestedRows.TOO_MANY);
  }
}
