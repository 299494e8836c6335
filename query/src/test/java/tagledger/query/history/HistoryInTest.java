package tagledger.query.history;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.axonframework.messaging.MetaData;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import tagledger.api.Event;
import tagledger.api.Metadata;
import tagledger.query.TestDatabase;
import tagledger.query.projection.Generation;
import tagledger.query.projection.Progress;
import tagledger.query.projection.Projector;

/**
 * The history's tables in a database of their own, beside a log that tells which command did what.
 */
final class HistoryInTest implements AutoCloseable {

  /** An event as the log has it. */
  record Recorded(Event event, long sequence, Map<String, String> metadata) {}

  static final Instant FIRST = Instant.parse("2026-01-01T00:00:00Z");

  private final TestDatabase database = new TestDatabase(new Generation(HistoryProjector.NAME, 1));
  final JdbcTemplate jdbc = new JdbcTemplate(database.pool);
  final Progress progress = new Progress(0);
  final PastQueries past = new PastQueries(database.pool, database.pool);
  final ChangeQueries changes = new ChangeQueries(database.pool);
  final ComparisonQueries comparisons = new ComparisonQueries(database.pool);
  private final HistoryProjector projector = new HistoryProjector();
  private final TransactionTemplate transaction =
      new TransactionTemplate(new JdbcTransactionManager(database.pool));
  private final Map<Integer, Long> sequences = new HashMap<>();
  private long logged;
  private long position;

  HistoryInTest() {
    database.owner.execute("CREATE SCHEMA tagledger");
    database.owner.execute(
        """
        CREATE TABLE tagledger.events (
          position bigint PRIMARY KEY, aggregate text, recorded_at timestamptz, metadata bytea)""");
    database.owner.execute("GRANT USAGE ON SCHEMA tagledger TO tagledger_app");
    database.owner.execute("GRANT SELECT ON tagledger.events TO tagledger_app");
  }

  /** Puts these into the log. */
  void log(List<Recorded> events) {
    List<Object[]> rows = new ArrayList<>();
    for (Recorded one : events) {
      StringBuilder json = new StringBuilder("{");
      one.metadata()
          .forEach(
              (key, value) ->
                  json.append(json.length() == 1 ? "" : ",")
                      .append("\"%s\":\"%s\"".formatted(key, value)));
      rows.add(
          new Object[] {
            ++logged,
            "store/" + one.event().store().value(),
            FIRST.plusSeconds(logged).toString(),
            json.append('}').toString()
          });
    }
    database.owner.batchUpdate(
        "INSERT INTO tagledger.events VALUES (?, ?, ?::timestamptz, convert_to(?, 'UTF8'))", rows);
  }

  /** Takes the next of the log as one batch, in one transaction. */
  void take(List<Recorded> batch) {
    Long settled =
        transaction.execute(
            begun -> {
              Projector.Batch events = projector.begin(jdbc);
              for (Recorded one : batch) {
                events.add(
                    new Projector.Recorded(
                        one.event(), one.sequence(), ++position, MetaData.from(one.metadata())));
              }
              events.end();
              return events.position();
            });
    progress.reached(requireNonNull(settled));
  }

  /** What one command did, in the log and taken; it is a change of its own. */
  void given(String command, Event... events) {
    given(Map.of(Metadata.COMMAND_ID, command, Metadata.CHANGE, command), events);
  }

  void given(Map<String, String> metadata, Event... events) {
    List<Recorded> recorded =
        List.of(events).stream()
            .map(
                event ->
                    new Recorded(
                        event, sequences.merge(event.store().value(), 1L, Long::sum) - 1, metadata))
            .toList();
    log(recorded);
    take(recorded);
  }

  void empty() {
    jdbc.execute(
        """
        TRUNCATE stores, items, item_values, posts, post_values, tags, items_tags, posts_tags,
                 tag_links_changed, changes, greatest_ids;
        UPDATE progress SET settled = 0, command_id = NULL, command_position = 0""");
    database.owner.execute("TRUNCATE tagledger.events");
    sequences.clear();
    logged = 0;
    position = 0;
  }

  /** As a redaction may. */
  void forgetMetadata(long at) {
    database.owner.update("UPDATE tagledger.events SET metadata = '' WHERE position = ?", at);
  }

  int connectionsInUse() {
    return database.pool.getHikariPoolMXBean().getActiveConnections();
  }

  /** All that the tables hold. */
  List<String> rows() {
    return jdbc.query(
        """
        SELECT 'store ' || r::text AS row FROM stores r WHERE until > since UNION ALL
        SELECT 'item ' || r::text FROM items r WHERE until > since UNION ALL
        SELECT 'item value ' || r::text FROM item_values r UNION ALL
        SELECT 'post ' || r::text FROM posts r WHERE until > since UNION ALL
        SELECT 'post value ' || r::text FROM post_values r UNION ALL
        SELECT 'tag ' || r::text FROM tags r WHERE until > since UNION ALL
        SELECT 'item link ' || r::text FROM items_tags r WHERE until > since UNION ALL
        SELECT 'post link ' || r::text FROM posts_tags r WHERE until > since UNION ALL
        SELECT 'tag changed ' || r::text FROM tag_links_changed r UNION ALL
        SELECT 'change ' || id || ' ' || position || commands::text || store_id || counts::text
          || ARRAY(SELECT unnest(types) ORDER BY 1)::text FROM changes ORDER BY row""",
        (row, n) -> row.getString(1));
  }

  @Override
  public void close() {
    database.close();
  }
}
