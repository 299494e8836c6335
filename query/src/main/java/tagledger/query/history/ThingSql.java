package tagledger.query.history;

import java.util.Locale;
import tagledger.api.ThingKind;

/**
 * The commands that touched a thing or a link of it: where they begin, what the log says of them,
 * and how much each did to it. An id is a number and stands in the statement, so that the planner
 * knows how many rows it has.
 */
final class ThingSql {

  private static final String OF_BEARER =
      """
      SELECT since FROM %1$s_values WHERE id = :id
      UNION SELECT until FROM %1$ss WHERE id = :id AND :ended
      UNION SELECT since FROM %1$ss_tags WHERE %1$s_id = :id
      UNION SELECT until FROM %1$ss_tags WHERE %1$s_id = :id AND :ended""";

  private static final String OF_TAG =
      """
      SELECT since FROM tags WHERE id = :id
      UNION SELECT until FROM tags WHERE id = :id AND :ended
      UNION SELECT position FROM tag_links_changed WHERE tag_id = :id""";

  private static final String BEARER_COUNTS =
      """
      (SELECT count(*) FROM %1$ss WHERE id = :id AND since = position),
      (SELECT count(*) FROM %1$s_values v WHERE id = :id AND since = position AND NOT EXISTS (
         SELECT FROM %1$ss s WHERE s.id = v.id AND s.since = v.since)),
      (SELECT count(*) FROM %1$ss WHERE id = :id AND until = position AND :ended)""";

  private static final String TAG_COUNTS =
      """
      (SELECT count(*) FROM tags WHERE id = :id AND since = position),
      (SELECT count(*) FROM tags WHERE id = :id AND until = position AND :ended)""";

  private static final String BEARER_LINKS =
      """
      (SELECT count(*) FROM %1$ss_tags WHERE %1$s_id = :id AND since = position AND until > position),
      (SELECT count(*) FROM %1$ss_tags
       WHERE %1$s_id = :id AND until = position AND :ended AND since < position)""";

  private static final String TAG_LINKS =
      """
      (SELECT count(*) FROM items_tags WHERE tag_id = :id AND since = position AND until > position)
      + (SELECT count(*) FROM posts_tags
         WHERE tag_id = :id AND since = position AND until > position),
      (SELECT count(*) FROM items_tags
       WHERE tag_id = :id AND until = position AND :ended AND since < position)
      + (SELECT count(*) FROM posts_tags
         WHERE tag_id = :id AND until = position AND :ended AND since < position)""";

  private ThingSql() {}

  static String existed(ThingKind kind, int id) {
    return "SELECT FROM " + name(kind) + "s WHERE id = " + id + " LIMIT 1";
  }

  /** To be ended by conditions on {@code position}. */
  static String positions(ThingKind kind, int id) {
    String touched = kind == ThingKind.TAG ? OF_TAG : OF_BEARER.formatted(name(kind));
    return filled("SELECT position FROM (" + touched + ") AS touched (position)", id);
  }

  /**
   * @param positions a statement for them
   */
  static String entries(ThingKind kind, int id, String positions) {
    String name = name(kind);
    String counts =
        switch (kind) {
          case ITEM ->
              String.join(
                  ", ",
                  "0, 0",
                  BEARER_COUNTS.formatted(name),
                  "0, 0, 0, 0, 0",
                  BEARER_LINKS.formatted(name));
          case POST ->
              String.join(
                  ", ",
                  "0, 0, 0, 0, 0",
                  BEARER_COUNTS.formatted(name),
                  "0, 0",
                  BEARER_LINKS.formatted(name));
          case TAG -> String.join(", ", "0, 0, 0, 0, 0, 0, 0, 0", TAG_COUNTS, TAG_LINKS);
          case STORE, LINK -> throw new IllegalArgumentException("No history of its own: " + kind);
        };
    return filled(
        """
        SELECT position, e.recorded_at, e.aggregate, e.metadata, ARRAY[%s]::bigint[]
        FROM (%s) AS touched JOIN tagledger.events e USING (position)
        ORDER BY position"""
            .formatted(counts, positions),
        id);
  }

  private static String filled(String sql, int id) {
    return sql.replace(":id", Integer.toString(id)).replace(":ended", DetailSql.ENDED);
  }

  private static String name(ThingKind kind) {
    return kind.name().toLowerCase(Locale.ROOT);
  }
}
