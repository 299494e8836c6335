package tagledger.query.history;

/**
 * The details of some commands in the order of these, then of ids: what was before the command, and
 * what after. The keys are put in order before any value is read, so that the first rows come soon.
 */
final class DetailSql {

  /** That a row has ended, in the words of the indexes of those that have. */
  static final String ENDED = "until < 9223372036854775807";

  private DetailSql() {}

  static String of(Kind kind, Scope scope) {
    return """
        SELECT k.command, before.*, after.*
        FROM (
          SELECT c.place, c.command, touched.id
          FROM unnest(?::bigint[]) WITH ORDINALITY AS c (command, place)
          CROSS JOIN LATERAL (
            SELECT id FROM %1$s WHERE since = c.command%3$s
            UNION
            SELECT id FROM %2$s WHERE until = c.command AND %4$s%3$s) AS touched
          ORDER BY c.place, touched.id OFFSET 0) AS k
        LEFT JOIN %5$s AS before ON true
        LEFT JOIN %6$s AS after ON true
        WHERE before.id IS NOT NULL OR after.id IS NOT NULL
        ORDER BY k.place, k.id"""
        .formatted(
            kind.values(),
            kind.spans(),
            scope.condition(),
            ENDED,
            kind.last("k", "< k.command", ">= k.command"),
            kind.last("k", "<= k.command", "> k.command"));
  }

  /**
   * With the names of both ends where they are asked for. A link that went and came back with one
   * command never went.
   */
  static String of(LinkKind links, Scope scope) {
    return """
        SELECT k.command, k.bearer, k.tag, k.added,
          CASE WHEN k.named THEN (
            SELECT %3$s FROM %4$s v WHERE v.id = k.bearer AND v.since <= k.command
            ORDER BY v.since DESC LIMIT 1) END,
          CASE WHEN k.named THEN (
            SELECT name FROM tags t WHERE t.id = k.tag AND t.since <= k.command
            ORDER BY t.since DESC LIMIT 1) END
        FROM (
          SELECT c.place, c.command, c.named, touched.*
          FROM unnest(?::bigint[], ?::boolean[]) WITH ORDINALITY AS c (command, named, place)
          CROSS JOIN LATERAL (
            SELECT %1$s, tag_id, true FROM %2$s l
            WHERE since = c.command AND until > c.command%5$s AND NOT EXISTS (
              SELECT FROM %2$s was
              WHERE was.%1$s = l.%1$s AND was.tag_id = l.tag_id AND was.until = l.since OFFSET 0)
            UNION ALL
            SELECT %1$s, tag_id, false FROM %2$s l
            WHERE until = c.command AND %6$s AND since < c.command%5$s AND NOT EXISTS (
              SELECT FROM %2$s is_again
              WHERE is_again.%1$s = l.%1$s AND is_again.tag_id = l.tag_id
              AND is_again.since = l.until AND is_again.until > l.until OFFSET 0)
          ) AS touched (bearer, tag, added)
          ORDER BY c.place, bearer, tag OFFSET 0) AS k
        ORDER BY k.place, k.bearer, k.tag"""
        .formatted(
            links.bearer(),
            links.table(),
            links.name(),
            links.names(),
            scope.condition(links),
            ENDED);
  }
}
