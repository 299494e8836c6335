package tagledger.query.log;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import javax.sql.DataSource;
import org.axonframework.queryhandling.QueryHandler;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.RowMapper;
import tagledger.api.Moment;
import tagledger.api.Query.FindMoment;
import tagledger.api.Query.FindMomentAt;

/**
 * Finds places in the log by position and by time. The time is the log's own, by which it was
 * recorded: it never goes back from one position to the next, whatever the clocks of nodes say.
 */
public final class MomentQueries {

  private static final Moment BEFORE_ALL = new Moment(0, null, true);

  /**
   * Halves the log until one position is left: times rise with positions, and positions have no
   * gaps, so that no index of times is needed. A scalar subquery looks each up in the primary key,
   * whatever the statistics say, and OFFSET 0 has it do so once. Where the database's clock was set
   * back, the log's last time is later than it, and is past all the same.
   */
  private static final String AT =
      """
      WITH RECURSIVE
      asked (time) AS (VALUES (?::timestamptz)),
      last (position, recorded_at) AS (
        SELECT position, recorded_at FROM tagledger.events ORDER BY position DESC LIMIT 1),
      search (low, high) AS (
        SELECT 0::bigint, coalesce((SELECT position FROM last), 0)
        UNION ALL
        SELECT CASE WHEN reached THEN middle ELSE low END,
               CASE WHEN reached THEN high ELSE middle - 1 END
        FROM search CROSS JOIN LATERAL (
          SELECT (low + high + 1) / 2,
                 (SELECT recorded_at <= time FROM tagledger.events, asked
                  WHERE position = (low + high + 1) / 2)
          OFFSET 0) AS half (middle, reached)
        WHERE low < high)
      SELECT low, (SELECT recorded_at FROM tagledger.events WHERE position = low),
             coalesce((SELECT recorded_at > time FROM last), false)
      FROM search CROSS JOIN asked
      WHERE low = high AND time <= greatest(clock_timestamp(), (SELECT recorded_at FROM last))""";

  private static final RowMapper<Moment> MOMENT =
      (row, n) -> new Moment(row.getLong(1), time(row), row.getBoolean(3));

  private final JdbcTemplate jdbc;

  public MomentQueries(DataSource database) {
    this.jdbc = new JdbcTemplate(database);
  }

  @QueryHandler
  @Nullable Moment handle(FindMoment query) {
    return query.position() == 0
        ? BEFORE_ALL
        : jdbc
            .query(
                "SELECT position, recorded_at, true FROM tagledger.events WHERE position = ?",
                MOMENT,
                query.position())
            .stream()
            .findAny()
            .orElse(null);
  }

  /** The log's times are whole microseconds; what is finer would be rounded up on the way. */
  @QueryHandler
  @Nullable Moment handle(FindMomentAt query) {
    Instant time = query.time().truncatedTo(ChronoUnit.MICROS);
    return jdbc.query(AT, MOMENT, time.atOffset(ZoneOffset.UTC)).stream().findAny().orElse(null);
  }

  private static @Nullable Instant time(ResultSet row) throws SQLException {
    OffsetDateTime time = row.getObject(2, OffsetDateTime.class);
    return time == null ? null : time.toInstant();
  }
}
