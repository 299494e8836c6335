package tagledger.query.history;

/**
 * What differs between two moments, {@code before} and {@code after}, and what is so {@code now}.
 * The parameters of a change are the position that is now, and twice the positions of its commands;
 * those of a store are the position before, the one that is now, and the store.
 */
final class ReversalSql {

  static final String CHANGED_ITEMS = items(changed("id", "item_values", "items"));
  static final String CHANGED_POSTS = posts(changed("id", "post_values", "posts"));
  static final String CHANGED_TAGS = things("tags", changed("id", "tags", "tags"));
  static final String CHANGED_STORE = things("stores", changed("id", "stores", "stores"));
  static final String CHANGED_ITEM_LINKS =
      links("items_tags", "item_id", changed("tag_id, item_id", "items_tags", "items_tags"));
  static final String CHANGED_POST_LINKS =
      links("posts_tags", "post_id", changed("tag_id, post_id", "posts_tags", "posts_tags"));

  static final String ITEMS_OF_STORE = items(ofStore("id", "items", "store_id = ?"));
  static final String POSTS_OF_STORE = posts(ofStore("id", "posts", "store_id = ?"));
  static final String TAGS_OF_STORE = things("tags", ofStore("id", "tags", "store_id = ?"));
  static final String STORE = things("stores", ofStore("id", "stores", "id = ?"));
  static final String ITEM_LINKS_OF_STORE = linksOfStore("items_tags", "item_id");
  static final String POST_LINKS_OF_STORE = linksOfStore("posts_tags", "post_id");

  private ReversalSql() {}

  /** A row that holds at a position. */
  static String held(String row, String at) {
    return "(%1$s.since <= %2$s AND %1$s.until > %2$s)".formatted(row, at);
  }

  /** What a change touched: before its first touch, and after its last. */
  private static String changed(String key, String begun, String ended) {
    return """
        SELECT %1$s, min(p) - 1 AS before, max(p) AS after, ?::bigint AS now
        FROM (SELECT %1$s, since AS p FROM %2$s WHERE since = ANY (?)
              UNION ALL SELECT %1$s, until FROM %3$s WHERE until = ANY (?) AND until < %4$d) AS touches
        GROUP BY %1$s"""
        .formatted(key, begun, ended, Spans.OPEN);
  }

  /** What a store has at either moment. */
  private static String ofStore(String key, String table, String condition) {
    return """
        SELECT DISTINCT %s, early.p AS before, late.p AS after, late.p AS now
        FROM (SELECT ?::bigint) AS early (p) CROSS JOIN (SELECT ?::bigint) AS late (p)
        CROSS JOIN %s row
        WHERE %s AND (%s OR %s)"""
        .formatted(key, table, condition, held("row", "early.p"), held("row", "late.p"));
  }

  private static String linksOfStore(String table, String bearer) {
    String condition = "tag_id IN (SELECT id FROM tags WHERE store_id = ?)";
    return links(table, bearer, ofStore("tag_id, " + bearer, table, condition));
  }

  private static String items(String touched) {
    return bearers(touched, "items", "item_values", "name", "price");
  }

  private static String posts(String touched) {
    return bearers(touched, "posts", "post_values", "title", "content");
  }

  private static String bearers(
      String touched, String table, String values, String first, String second) {
    return """
        WITH touched AS MATERIALIZED (%s)
        SELECT t.id, b.id IS NOT NULL AS was_there, a.id IS NOT NULL AS came_to_be_there,
               n.id IS NOT NULL AS is_there, n.version,
               (n.id, n.%5$s, n.%6$s) IS DISTINCT FROM (a.id, a.%5$s, a.%6$s) AS moved,
               (n.id, n.%5$s, n.%6$s) IS NOT DISTINCT FROM (b.id, b.%5$s, b.%6$s) AS as_before,
               b.%5$s, b.%6$s, b.key
        FROM touched t
        LEFT JOIN LATERAL (%2$s) AS b ON true
        LEFT JOIN LATERAL (%3$s) AS a ON true
        LEFT JOIN LATERAL (%4$s) AS n ON true
        WHERE (b.id, b.%5$s, b.%6$s) IS DISTINCT FROM (a.id, a.%5$s, a.%6$s)
        ORDER BY t.id"""
        .formatted(
            touched,
            bearer(table, values, "t.before"),
            bearer(table, values, "t.after"),
            bearer(table, values, "t.now"),
            first,
            second);
  }

  private static String bearer(String table, String values, String at) {
    return """
        SELECT thing.key, said.* FROM %s thing CROSS JOIN LATERAL (
          SELECT * FROM %s v WHERE v.id = thing.id AND v.since <= %3$s
          ORDER BY v.since DESC LIMIT 1) AS said
        WHERE thing.id = t.id AND %4$s"""
        .formatted(table, values, at, held("thing", at));
  }

  /** Things of which nothing changes but whether they are there. */
  private static String things(String table, String touched) {
    return """
        WITH touched AS MATERIALIZED (%s)
        SELECT t.id, b.id IS NOT NULL AS was_there, a.id IS NOT NULL AS came_to_be_there,
               n.id IS NOT NULL AS is_there,
               (n.id IS NULL) <> (a.id IS NULL) AS moved, (n.id IS NULL) = (b.id IS NULL) AS as_before,
               b.name
        FROM touched t
        LEFT JOIN %2$s b ON b.id = t.id AND %3$s
        LEFT JOIN %2$s a ON a.id = t.id AND %4$s
        LEFT JOIN %2$s n ON n.id = t.id AND %5$s
        WHERE (b.id IS NULL) <> (a.id IS NULL)
        ORDER BY t.id"""
        .formatted(touched, table, held("b", "t.before"), held("a", "t.after"), held("n", "t.now"));
  }

  private static String links(String table, String bearer, String touched) {
    return """
        WITH touched AS MATERIALIZED (%1$s)
        SELECT tag_id AS tag, %3$s AS bearer, bool_or(%4$s) AS was_there, bool_or(%6$s) AS is_there
        FROM touched t JOIN %2$s l USING (tag_id, %3$s)
        GROUP BY tag_id, %3$s
        HAVING bool_or(%4$s) <> bool_or(%5$s)
        ORDER BY tag_id, %3$s"""
        .formatted(
            touched,
            table,
            bearer,
            held("l", "t.before"),
            held("l", "t.after"),
            held("l", "t.now"));
  }
}
