package tagledger.query.log;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.HexFormat;
import java.util.List;
import javax.sql.DataSource;
import org.axonframework.queryhandling.QueryHandler;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import tagledger.api.IdSet;
import tagledger.api.LoggedEvent;
import tagledger.api.LoggedEvents;
import tagledger.api.Query.FindHead;
import tagledger.api.Query.FindStoreOf;
import tagledger.api.Query.NextEvents;
import tagledger.api.StoreId;

/**
 * Answers with events as they were stored. Positions have no gaps and become visible in their
 * order, so that a position alone tells how far a reader is.
 */
public final class LogQueries {

  private static final int EVENTS_AT_ONCE = 500;

  /** An event may be of a megabyte. */
  private static final int BYTES_AT_ONCE = 1024 * 1024;

  /** Of which most may be left out: their positions alone are looked at. */
  private static final int POSITIONS_AT_ONCE = 10_000;

  private static final String PAGE =
      """
      SELECT position, aggregate, sequence_number, type, revision, recorded_at, payload, metadata,
             digest, salt IS NULL
      FROM (
        SELECT *, sum(octet_length(payload) + octet_length(metadata))
                    OVER (ORDER BY position ROWS UNBOUNDED PRECEDING) AS bytes,
               row_number() OVER (ORDER BY position) AS line
        FROM (
          SELECT * FROM tagledger.events WHERE position > ? AND position <= ?%s
          ORDER BY position LIMIT ?) AS next
      ) AS measured WHERE bytes <= ? OR line = 1 ORDER BY position""";

  private static final String OF_ALL = PAGE.formatted("");
  private static final String OF_SOME = PAGE.formatted(" AND aggregate = ANY (?)");

  private final JdbcTemplate jdbc;

  public LogQueries(DataSource database) {
    this.jdbc = new JdbcTemplate(database);
  }

  @QueryHandler
  long handle(FindHead query) {
    return head();
  }

  /** The position of the last event. */
  public long head() {
    Long head = jdbc.queryForObject("SELECT max(position) FROM tagledger.events", Long.class);
    return head == null ? 0 : head;
  }

  @QueryHandler
  LoggedEvents handle(NextEvents query) {
    IdSet only = query.only();
    return only == null ? all(query) : some(query, only);
  }

  private LoggedEvents all(NextEvents query) {
    List<LoggedEvent> events =
        jdbc.query(
            OF_ALL,
            (row, n) -> event(row),
            query.after(),
            query.upTo(),
            EVENTS_AT_ONCE,
            BYTES_AT_ONCE);
    return new LoggedEvents(events, events.isEmpty() ? query.after() : events.getLast().position());
  }

  /** However rare their events are, whoever follows them looks at each part of the log but once. */
  private LoggedEvents some(NextEvents query, IdSet only) {
    long end = Math.min(query.upTo(), head());
    if (end - query.after() > POSITIONS_AT_ONCE) {
      end = query.after() + POSITIONS_AT_ONCE;
    }
    List<LoggedEvent> events =
        jdbc.query(
            OF_SOME,
            (row, n) -> event(row),
            query.after(),
            end,
            only.ids().mapToObj(store -> "store/" + store).toArray(String[]::new),
            EVENTS_AT_ONCE,
            BYTES_AT_ONCE);
    return new LoggedEvents(
        events, events.isEmpty() ? Math.max(query.after(), end) : events.getLast().position());
  }

  /** The store to which the directory says that the thing belongs. */
  @QueryHandler
  @Nullable StoreId handle(FindStoreOf query) {
    int kind =
        switch (query.kind()) {
          case ITEM -> 2;
          case POST -> 3;
          case TAG -> 4;
          case STORE, LINK -> throw new IllegalArgumentException("In no store: " + query);
        };
    return jdbc
        .query(
            "SELECT store_id FROM tagledger.directory WHERE kind = ? AND id = ?",
            (row, n) -> new StoreId(row.getInt(1)),
            kind,
            query.id())
        .stream()
        .findAny()
        .orElse(null);
  }

  private static LoggedEvent event(ResultSet row) throws SQLException {
    return new LoggedEvent(
        row.getLong(1),
        row.getString(2),
        row.getLong(3),
        row.getString(4),
        row.getString(5),
        row.getObject(6, OffsetDateTime.class).toInstant(),
        new String(row.getBytes(7), UTF_8),
        new String(row.getBytes(8), UTF_8),
        HexFormat.of().formatHex(row.getBytes(9)),
        row.getBoolean(10));
  }
}
