package tagledger.query.history;

import tagledger.query.sql.NestedRows;
import tagledger.query.sql.ViewRows;

/**
 * The catalogue's statements, each as of the position that is its first parameter. Their columns
 * are those that {@link ViewRows} and {@link NestedRows} read.
 */
final class PastSql {

  private static final String AT = "(SELECT ?::bigint) AS at (p)";

  /** A row that holds then. */
  private static String held(String row) {
    return "%1$s.since <= at.p AND %1$s.until > at.p".formatted(row);
  }

  /** The same, of no greater id than was in use then. */
  private static String heldUpTo(String row, String kind) {
    return "%s.id <= %s AND %s".formatted(row, greatest(kind), held(row));
  }

  /**
   * The same of what few rows are in question: no index is to be skipped through for the position,
   * as PostgreSQL 18 would at the price of a look for each tag of the store.
   */
  private static String heldAmongFew(String row) {
    return "%1$s.since + 0 <= at.p AND %1$s.until > at.p".formatted(row);
  }

  /**
   * What was last said of the thing until then: one step down an index, however often it was
   * changed, and whatever the planner takes the tables to hold.
   */
  private static String said(String columns, String table, String id) {
    return """
        CROSS JOIN LATERAL (
          SELECT %s FROM %s WHERE id = %s AND since <= at.p ORDER BY since DESC LIMIT 1)"""
        .formatted(columns, table, id);
  }

  private static String shown(String text) {
    return "coalesce(%s, '%s')".formatted(text, ViewRows.REDACTED);
  }

  /** The greatest id of that kind that was in use then, or a greater one. */
  private static String greatest(String kind) {
    return """
        coalesce((SELECT %s FROM greatest_ids g WHERE g.position >= at.p ORDER BY g.position LIMIT 1),
                 2147483647)"""
        .formatted(kind);
  }

  private static String tagsOf(String links, String bearer, String of) {
    return """
        CROSS JOIN LATERAL (
          SELECT array_agg(t.id ORDER BY t.id), array_agg(%s ORDER BY t.id)
          FROM %s l %s AS t
          WHERE l.%s = %s.id AND %s) AS tags (ids, names)
        """
        .formatted(
            shown("t.name"),
            links,
            said("id, name", "tags", "l.tag_id"),
            bearer,
            of,
            heldAmongFew("l"));
  }

  private static final String STORES =
      """
      SELECT s.id, %s, items.ids, items.names, items.prices, tags.ids, tags.names
      FROM %s CROSS JOIN stores s
      CROSS JOIN LATERAL (
        SELECT array_agg(id ORDER BY id), array_agg(%s ORDER BY id), array_agg(price ORDER BY id)
        FROM (
          SELECT i.id, v.name, v.price FROM items i %s AS v
          WHERE i.store_id = s.id AND %s LIMIT %s) AS few) AS items (ids, names, prices)
      CROSS JOIN LATERAL (
        SELECT array_agg(id ORDER BY id), array_agg(%s ORDER BY id)
        FROM (
          SELECT t.id, t.name FROM tags t
          WHERE t.store_id = s.id AND %s LIMIT %s) AS few) AS tags (ids, names)
      WHERE %s
      """
          .formatted(
              shown("s.name"),
              AT,
              shown("name"),
              said("name, price", "item_values", "i.id"),
              heldUpTo("i", "item"),
              NestedRows.TOO_MANY,
              shown("name"),
              heldUpTo("t", "tag"),
              NestedRows.TOO_MANY,
              held("s"));

  /** All that a store holds then, whose id is the second parameter. */
  static final String ITEMS_OF_STORE =
      """
      SELECT i.id, %s, v.price FROM %s CROSS JOIN items i %s AS v
      WHERE i.store_id = ? AND %s ORDER BY i.id"""
          .formatted(
              shown("v.name"),
              AT,
              said("name, price", "item_values", "i.id"),
              heldUpTo("i", "item"));

  static final String ALL_TAGS_OF_STORE =
      "SELECT t.id, %s FROM %s CROSS JOIN tags t WHERE t.store_id = ? AND %s ORDER BY t.id"
          .formatted(shown("t.name"), AT, heldUpTo("t", "tag"));

  private static final String ITEMS =
      """
      SELECT i.id, %s, v.price, s.id, %s, tags.ids, tags.names
      FROM %s CROSS JOIN items i %s AS s %s AS v
      """
              .formatted(
                  shown("v.name"),
                  shown("s.name"),
                  AT,
                  said("id, name", "stores", "i.store_id"),
                  said("name, price", "item_values", "i.id"))
          + tagsOf("items_tags", "item_id", "i")
          + "WHERE "
          + held("i");

  private static final String POSTS =
      """
      SELECT p.id, %s, v.content, s.id, %s, tags.ids, tags.names
      FROM %s CROSS JOIN posts p %s AS s %s AS v
      """
              .formatted(
                  shown("v.title"),
                  shown("s.name"),
                  AT,
                  said("id, name", "stores", "p.store_id"),
                  said("title, content", "post_values", "p.id"))
          + tagsOf("posts_tags", "post_id", "p")
          + "WHERE "
          + held("p");

  private static final String TAGS =
      """
      SELECT t.id, %s, s.id, %s, items.ids, items.names, items.prices
      FROM %s CROSS JOIN tags t %s AS s
      CROSS JOIN LATERAL (
        SELECT array_agg(id ORDER BY id), array_agg(%s ORDER BY id), array_agg(price ORDER BY id)
        FROM (
          SELECT l.item_id AS id, v.name, v.price FROM items_tags l %s AS v
          WHERE l.tag_id = t.id AND %s LIMIT %s) AS few) AS items (ids, names, prices)
      WHERE %s
      """
          .formatted(
              shown("t.name"),
              shown("s.name"),
              AT,
              said("id, name", "stores", "t.store_id"),
              shown("name"),
              said("name, price", "item_values", "l.item_id"),
              held("l"),
              NestedRows.TOO_MANY,
              held("t"));

  static final String STORE = STORES + " AND s.id = ?";
  static final String ITEM = ITEMS + " AND i.id = ?";
  static final String POST = POSTS + " AND p.id = ?";
  static final String TAG = TAGS + " AND t.id = ?";

  /** A list over all stores. */
  interface OfSome {

    /**
     * @param condition of a store's id, with its parameter the second; empty for all stores
     */
    String where(String condition);
  }

  static String stores(String condition) {
    return STORES + only("s.id", condition) + page("s.id", greatest("store"));
  }

  static String items(String condition) {
    return ITEMS + only("i.store_id", condition) + page("i.id", greatest("item"));
  }

  static String posts(String condition) {
    return POSTS + only("p.store_id", condition) + page("p.id", greatest("post"));
  }

  static final String TAGS_OF_STORE = TAGS + " AND t.store_id = ?" + page("t.id", greatest("tag"));
  static final String POSTS_OF_STORE =
      POSTS + " AND p.store_id = ?" + page("p.id", greatest("post"));

  static final String ITEMS_OF_TAG =
      """
      SELECT l.item_id, %s, v.price FROM %s CROSS JOIN items_tags l %s AS v
      WHERE %s AND l.tag_id = ?"""
              .formatted(
                  shown("v.name"), AT, said("name, price", "item_values", "l.item_id"), held("l"))
          + page("l.item_id", greatest("item"));

  static final String POSTS_OF_TAG =
      """
      SELECT l.post_id, %s FROM %s CROSS JOIN posts_tags l %s AS v
      WHERE %s AND l.tag_id = ?"""
              .formatted(shown("v.title"), AT, said("title", "post_values", "l.post_id"), held("l"))
          + page("l.post_id", greatest("post"));

  static final String TAGS_OF_ITEM = tagsBorneBy("items_tags", "item_id");
  static final String TAGS_OF_POST = tagsBorneBy("posts_tags", "post_id");

  private static String tagsBorneBy(String links, String bearer) {
    return """
        SELECT t.id, %s FROM %s CROSS JOIN %s l %s AS t
        WHERE %s AND l.%s = ?"""
            .formatted(
                shown("t.name"),
                AT,
                links,
                said("id, name", "tags", "l.tag_id"),
                heldAmongFew("l"),
                bearer)
        + page("l.tag_id", greatest("tag"));
  }

  private static String only(String store, String condition) {
    return condition.isEmpty() ? "" : " AND " + store + condition;
  }

  private static String page(String id, String greatest) {
    return " AND %1$s > ? AND %1$s <= %2$s ORDER BY %1$s LIMIT ?".formatted(id, greatest);
  }

  private PastSql() {}
}
