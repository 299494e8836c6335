package tagledger.query.log;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.HexFormat;
import javax.sql.DataSource;
import org.axonframework.queryhandling.QueryHandler;
import org.springframework.jdbc.core.JdbcTemplate;
import tagledger.api.LoggedEvent;
import tagledger.api.LoggedEvents;
import tagledger.api.Query.FindHead;
import tagledger.api.Query.NextEvents;

/**
 * Answers with events as they were stored. Positions have no gaps and become visible in their
 * order, so that a position alone tells how far a reader is.
 */
public final class LogQueries {

  private static final int EVENTS_AT_ONCE = 500;

  /** An event may be of a megabyte. */
  private static final int BYTES_AT_ONCE = 1024 * 1024;

  private static final String PAGE =
      """
      SELECT position, aggregate, sequence_number, type, revision, recorded_at, payload, metadata,
             digest, salt IS NULL
      FROM (
        SELECT *, sum(octet_length(payload) + octet_length(metadata))
                    OVER (ORDER BY position ROWS UNBOUNDED PRECEDING) AS bytes,
               row_number() OVER (ORDER BY position) AS line
        FROM (
          SELECT * FROM tagledger.events WHERE position > ? AND position <= ?
          ORDER BY position LIMIT ?) AS next
      ) AS measured WHERE bytes <= ? OR line = 1 ORDER BY position""";

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
    return new LoggedEvents(
        jdbc.query(
            PAGE,
            (row, n) -> event(row),
            query.after(),
            query.upTo(),
            EVENTS_AT_ONCE,
            BYTES_AT_ONCE));
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
