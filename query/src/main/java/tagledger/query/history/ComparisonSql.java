package tagledger.query.history;

/**
 * What a store has at one position and not, or not so, at another, in the order of ids. The numbers
 * stand in the statements, so that the planner knows how many rows there are; where one thing's
 * rows are looked up, OFFSET 0 keeps it from joining all of them instead.
 */
record ComparisonSql(int store, long from, long to) {

  /** The state of those that are there at the end and were not at the beginning. */
  String added(Kind kind) {
    return filled(
        """
        SELECT state.*
        FROM (
          SELECT id FROM %1$s WHERE %2$s = :store AND since <= :to AND until > :to
          AND NOT (since <= :from AND until > :from)
          AND NOT EXISTS (
            SELECT FROM %1$s was
            WHERE was.id = %1$s.id AND was.since <= :from AND was.until > :from OFFSET 0)
        ) AS t
        CROSS JOIN %3$s AS state ORDER BY t.id"""
            .formatted(kind.spans(), kind.store(), kind.last("t", "<= :to", "> :to")));
  }

  /** The states before and after of those that are there at both. */
  String changed(Kind kind) {
    return filled(
        """
        SELECT before.*, after.*
        FROM (
          SELECT id FROM %1$s WHERE %2$s = :store AND since <= :to AND until > :to
          AND EXISTS (
            SELECT FROM %3$s v
            WHERE v.id = %1$s.id AND v.since > :least AND v.since <= :greatest OFFSET 0)
        ) AS t
        CROSS JOIN %4$s AS before
        CROSS JOIN %5$s AS after
        WHERE before IS DISTINCT FROM after ORDER BY t.id"""
            .formatted(
                kind.spans(),
                kind.store(),
                kind.values(),
                kind.last("t", "<= :from", "> :from"),
                kind.last("t", "<= :to", "> :to")));
  }

  String added(LinkKind links) {
    return filled(
        """
        SELECT l.%1$s, l.tag_id
        FROM (SELECT DISTINCT id FROM tags WHERE store_id = :store) AS t
        JOIN %2$s l ON l.tag_id = t.id
        WHERE l.since <= :to AND l.until > :to AND NOT (l.since <= :from AND l.until > :from)
        AND NOT EXISTS (
          SELECT FROM %2$s was WHERE was.%1$s = l.%1$s AND was.tag_id = l.tag_id
          AND was.since <= :from AND was.until > :from OFFSET 0)
        ORDER BY l.%1$s, l.tag_id"""
            .formatted(links.bearer(), links.table()));
  }

  /** Has a row where the store is there at either position. */
  String existed() {
    return filled(
        """
        SELECT FROM stores WHERE id = :store
        AND (since <= :from AND until > :from OR since <= :to AND until > :to)""");
  }

  /** The way back. */
  ComparisonSql reversed() {
    return new ComparisonSql(store, to, from);
  }

  private String filled(String sql) {
    return sql.replace(":store", Integer.toString(store))
        .replace(":from", Long.toString(from))
        .replace(":to", Long.toString(to))
        .replace(":least", Long.toString(Math.min(from, to)))
        .replace(":greatest", Long.toString(Math.max(from, to)));
  }
}
