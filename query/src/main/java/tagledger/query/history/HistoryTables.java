package tagledger.query.history;

import static tagledger.query.sql.BulkUpdate.bigint;
import static tagledger.query.sql.BulkUpdate.integer;
import static tagledger.query.sql.BulkUpdate.numeric;
import static tagledger.query.sql.BulkUpdate.text;

import java.util.List;
import java.util.Map;
import org.springframework.jdbc.core.JdbcTemplate;
import tagledger.query.history.HistoryRows.ItemValue;
import tagledger.query.history.HistoryRows.Link;
import tagledger.query.history.HistoryRows.PostValue;
import tagledger.query.history.HistoryRows.Said;
import tagledger.query.history.HistoryRows.StoreValue;
import tagledger.query.history.HistoryRows.TagLinksChanged;
import tagledger.query.history.HistoryRows.TagValue;
import tagledger.query.history.HistoryRows.Thing;
import tagledger.query.history.Spans.End;
import tagledger.query.history.Spans.Span;
import tagledger.query.sql.BulkUpdate;

/**
 * Adds rows to the tables: first the ends of what was there, then what has begun. A command that is
 * told of in two parts may come to the same row twice. Runs in the caller's transaction.
 *
 * <p>A row that holds still is found by an end that is later than the one it gets, and not by its
 * being the last: of how many those are, the planner's statistics may be wrong by all of a table.
 */
final class HistoryTables {

  private static final BulkUpdate<Span<Integer, StoreValue>> STORES =
      new BulkUpdate<>(
          """
          INSERT INTO stores (id, since, until, name) SELECT * FROM unnest(?, ?, ?, ?)
          ON CONFLICT (id, since) DO UPDATE SET until = excluded.until, name = excluded.name""",
          integer(Span::key),
          bigint(Span::since),
          bigint(Span::until),
          text(store -> store.value().name()));

  private static final BulkUpdate<Span<Integer, TagValue>> TAGS =
      new BulkUpdate<>(
          """
          INSERT INTO tags (id, since, until, store_id, name) SELECT * FROM unnest(?, ?, ?, ?, ?)
          ON CONFLICT (id, since) DO UPDATE SET until = excluded.until, name = excluded.name""",
          integer(Span::key),
          bigint(Span::since),
          bigint(Span::until),
          integer(tag -> tag.value().store()),
          text(tag -> tag.value().name()));

  private static final BulkUpdate<Map.Entry<Said, ItemValue>> ITEM_VALUES =
      new BulkUpdate<>(
          """
          INSERT INTO item_values (id, since, version, name, price)
          SELECT * FROM unnest(?, ?, ?, ?, ?)
          ON CONFLICT (id, since) DO UPDATE
          SET version = excluded.version, name = excluded.name, price = excluded.price""",
          integer(value -> value.getKey().id()),
          bigint(value -> value.getKey().since()),
          integer(value -> value.getValue().version()),
          text(value -> value.getValue().name()),
          numeric(value -> value.getValue().price()));

  private static final BulkUpdate<Map.Entry<Said, PostValue>> POST_VALUES =
      new BulkUpdate<>(
          """
          INSERT INTO post_values (id, since, version, title, content)
          SELECT * FROM unnest(?, ?, ?, ?, ?)
          ON CONFLICT (id, since) DO UPDATE
          SET version = excluded.version, title = excluded.title, content = excluded.content""",
          integer(value -> value.getKey().id()),
          bigint(value -> value.getKey().since()),
          integer(value -> value.getValue().version()),
          text(value -> value.getValue().title()),
          text(value -> value.getValue().content()));

  private static final BulkUpdate<TagLinksChanged> TAG_LINKS_CHANGED =
      new BulkUpdate<>(
          """
          INSERT INTO tag_links_changed (tag_id, position) SELECT * FROM unnest(?, ?)
          ON CONFLICT DO NOTHING""",
          integer(TagLinksChanged::tag),
          bigint(TagLinksChanged::position));

  private static final BulkUpdate<ChangeRow> CHANGES =
      new BulkUpdate<>(
          """
          INSERT INTO changes AS known (id, position, commands, actor, request, reason, undoes,
                                        store_id, types, counts)
          SELECT id, position, commands::bigint[], actor, request, reason,
                 undoes, store_id, types::text[], counts::bigint[]
          FROM unnest(?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            AS new (id, position, commands, actor, request, reason, undoes, store_id,
                    types, counts)
          ON CONFLICT (id) DO UPDATE SET
            position = excluded.position,
            commands = CASE
              WHEN known.commands[cardinality(known.commands)] = excluded.commands[1]
              THEN known.commands || excluded.commands[2:]
              ELSE known.commands || excluded.commands END,
            types = ARRAY(SELECT DISTINCT unnest(known.types || excluded.types)),
            counts = ARRAY(
              SELECT had + got FROM unnest(known.counts, excluded.counts)
                WITH ORDINALITY AS counted (had, got, place) ORDER BY place)""",
          text(ChangeRow::id),
          bigint(ChangeRow::position),
          text(ChangeRow::commands),
          text(ChangeRow::actor),
          text(ChangeRow::request),
          text(ChangeRow::reason),
          text(ChangeRow::undoes),
          integer(ChangeRow::store),
          text(ChangeRow::types),
          text(ChangeRow::counts));

  private static final String GREATEST_IDS =
      """
      INSERT INTO greatest_ids (position, store, item, post, tag)
      SELECT ?, greatest(new.store, last.store), greatest(new.item, last.item),
             greatest(new.post, last.post), greatest(new.tag, last.tag)
      FROM (VALUES (?, ?, ?, ?)) AS new (store, item, post, tag)
      LEFT JOIN LATERAL (SELECT * FROM greatest_ids ORDER BY position DESC LIMIT 1) AS last ON true
      WHERE last.position IS NULL OR new.store > last.store OR new.item > last.item
         OR new.post > last.post OR new.tag > last.tag
      ON CONFLICT (position) DO UPDATE SET
        store = excluded.store, item = excluded.item, post = excluded.post, tag = excluded.tag""";

  private static final String GREATER_IDS =
      """
      UPDATE greatest_ids AS known SET
        store = greatest(known.store, new.store), item = greatest(known.item, new.item),
        post = greatest(known.post, new.post), tag = greatest(known.tag, new.tag)
      FROM (VALUES (?, ?, ?, ?)) AS new (store, item, post, tag)
      WHERE known.position >= ? AND (
        new.store > known.store OR new.item > known.item OR new.post > known.post
        OR new.tag > known.tag)""";

  private final JdbcTemplate jdbc;

  HistoryTables(JdbcTemplate jdbc) {
    this.jdbc = jdbc;
  }

  /**
   * @param whole the position up to which no further row will begin
   */
  void write(HistoryRows rows, long whole) {
    write(rows);
    jdbc.update(
        GREATEST_IDS,
        whole,
        rows.greatestStore,
        rows.greatestItem,
        rows.greatestPost,
        rows.greatestTag);
  }

  /**
   * Writes rows among those that are there.
   *
   * @param first the position at which the first of them begins
   */
  void insert(HistoryRows rows, long first) {
    write(rows);
    jdbc.update(
        GREATER_IDS,
        rows.greatestStore,
        rows.greatestItem,
        rows.greatestPost,
        rows.greatestTag,
        first);
  }

  private void write(HistoryRows rows) {
    end("stores", rows.stores.ended());
    end("items", rows.items.ended());
    end("posts", rows.posts.ended());
    end("tags", rows.tags.ended());
    endLinks("items_tags", "item_id", rows.itemLinks.ended());
    endLinks("posts_tags", "post_id", rows.postLinks.ended());
    rows.emptied.forEach(this::empty);
    STORES.run(jdbc, rows.stores.begun());
    begin("items", rows.items.begun());
    begin("posts", rows.posts.begun());
    TAGS.run(jdbc, rows.tags.begun());
    ITEM_VALUES.run(jdbc, List.copyOf(rows.itemValues.entrySet()));
    POST_VALUES.run(jdbc, List.copyOf(rows.postValues.entrySet()));
    link("items_tags", "item_id", rows.itemLinks.begun());
    link("posts_tags", "post_id", rows.postLinks.begun());
    TAG_LINKS_CHANGED.run(jdbc, List.copyOf(rows.tagLinksChanged));
    CHANGES.run(jdbc, List.copyOf(rows.changes.values()));
  }

  private void end(String table, List<End<Integer>> ends) {
    new BulkUpdate<End<Integer>>(
            """
            UPDATE %s AS row SET until = ending.until FROM unnest(?, ?) AS ending (id, until)
            WHERE row.id = ending.id AND row.until > ending.until"""
                .formatted(table),
            integer(End::key),
            bigint(End::until))
        .run(jdbc, ends);
  }

  private void endLinks(String table, String bearer, List<End<Link>> ends) {
    new BulkUpdate<End<Link>>(
            """
            UPDATE %1$s AS row SET until = ending.until
            FROM unnest(?, ?, ?) AS ending (bearer, tag, until)
            WHERE row.%2$s = ending.bearer AND row.tag_id = ending.tag
              AND row.until > ending.until"""
                .formatted(table, bearer),
            integer(end -> end.key().bearer()),
            integer(end -> end.key().tag()),
            bigint(End::until))
        .run(jdbc, ends);
  }

  private void empty(int store, long until) {
    for (String table : List.of("items", "posts", "tags")) {
      jdbc.update(
          "UPDATE " + table + " SET until = ? WHERE store_id = ? AND until > ?",
          until,
          store,
          until);
    }
  }

  private void begin(String table, List<Span<Integer, Thing>> begun) {
    new BulkUpdate<Span<Integer, Thing>>(
            """
            INSERT INTO %s (id, since, until, store_id, key) SELECT * FROM unnest(?, ?, ?, ?, ?)
            ON CONFLICT (id, since) DO UPDATE SET until = excluded.until, key = excluded.key"""
                .formatted(table),
            integer(Span::key),
            bigint(Span::since),
            bigint(Span::until),
            integer(thing -> thing.value().store()),
            text(thing -> thing.value().key()))
        .run(jdbc, begun);
  }

  private void link(String table, String bearer, List<Span<Link, Boolean>> begun) {
    new BulkUpdate<Span<Link, Boolean>>(
            """
            INSERT INTO %1$s (%2$s, tag_id, since, until) SELECT * FROM unnest(?, ?, ?, ?)
            ON CONFLICT (%2$s, tag_id, since) DO UPDATE SET until = excluded.until"""
                .formatted(table, bearer),
            integer(link -> link.key().bearer()),
            integer(link -> link.key().tag()),
            bigint(Span::since),
            bigint(Span::until))
        .run(jdbc, begun);
  }
}
