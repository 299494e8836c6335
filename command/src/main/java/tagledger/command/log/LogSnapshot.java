package tagledger.command.log;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.function.Consumer;
import javax.sql.DataSource;
import org.postgresql.PGStatement;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.support.DataAccessUtils;
import org.springframework.jdbc.CannotGetJdbcConnectionException;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.PreparedStatementCreator;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;

/**
 * One state of the database for as long as it is open, however long that is; nobody waits for it.
 * For one thread.
 */
public final class LogSnapshot implements AutoCloseable {

  private static final Logger log = LoggerFactory.getLogger(LogSnapshot.class);
  private static final int ROWS_AT_ONCE = 5_000;
  private static final int EVENTS_AT_ONCE = 2_000;

  /** What is fetched at once is bounded in bytes as well: a post's event may be of a megabyte. */
  private static final int BYTES_AT_ONCE = 4 * 1024 * 1024;

  /**
   * For a transaction that idles while its client reads or writes; not all versions of PostgreSQL
   * have all of these.
   */
  public static final String WITHOUT_TIMEOUTS =
      """
      SELECT set_config(name, '0', true) FROM pg_settings
      WHERE name IN ('statement_timeout', 'transaction_timeout', 'idle_in_transaction_session_timeout')""";

  private static final String PAGE =
      """
      SELECT %1$s FROM (
        SELECT %1$s, sum(bytes) OVER (ORDER BY position ROWS UNBOUNDED PRECEDING) - bytes AS bytes_before
        FROM (SELECT *, octet_length(payload) + octet_length(metadata) AS bytes
              FROM events WHERE position > ? ORDER BY position LIMIT %2$d) AS page) AS measured
      WHERE bytes_before < %3$d ORDER BY position"""
          .formatted(StoredEvent.COLUMNS, EVENTS_AT_ONCE, BYTES_AT_ONCE);

  private final Connection connection;
  private final JdbcTemplate jdbc;

  private LogSnapshot(Connection connection) {
    this.connection = connection;
    this.jdbc = new JdbcTemplate(new SingleConnectionDataSource(connection, true));
    jdbc.setFetchSize(ROWS_AT_ONCE);
  }

  public static LogSnapshot open(DataSource database) {
    LogSnapshot snapshot;
    try {
      snapshot = new LogSnapshot(database.getConnection());
    } catch (SQLException e) {
      throw new CannotGetJdbcConnectionException("The log cannot be read", e);
    }
    try {
      snapshot.begin();
      return snapshot;
    } catch (RuntimeException e) {
      snapshot.close();
      throw e;
    }
  }

  private void begin() {
    jdbc.execute(
        (Connection it) -> {
          it.setAutoCommit(false);
          return true;
        });
    jdbc.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY");
    jdbc.queryForList(WITHOUT_TIMEOUTS);
  }

  /** Its rows are fetched in parts, however many they are. */
  public JdbcTemplate jdbc() {
    return jdbc;
  }

  /** By this name other connections can read the same state, while this one is open. */
  public String export() {
    return single(jdbc.queryForList("SELECT pg_export_snapshot()", String.class));
  }

  public Head head() {
    return single(
        jdbc.query("SELECT " + Head.COLUMNS + " FROM log_head", (row, n) -> Head.of(row)));
  }

  /** All events in the order of their positions, whatever these are. */
  public void forEachEvent(Consumer<StoredEvent> each) {
    long after = Long.MIN_VALUE;
    while (true) {
      List<StoredEvent> page = jdbc.query(pageAfter(after), (row, n) -> StoredEvent.of(row));
      if (page.isEmpty()) {
        return;
      }
      page.forEach(each);
      after = page.getLast().position();
    }
  }

  /** From its first execution in binary: as text, bytes are sent as twice as many. */
  private static PreparedStatementCreator pageAfter(long position) {
    return connection -> {
      var statement = connection.prepareStatement(PAGE);
      statement.unwrap(PGStatement.class).setPrepareThreshold(-1);
      statement.setLong(1, position);
      return statement;
    };
  }

  private static <T> T single(List<T> rows) {
    return DataAccessUtils.requiredSingleResult(rows);
  }

  @Override
  public void close() {
    try (connection) {
      connection.rollback();
      connection.setAutoCommit(true);
    } catch (SQLException e) {
      log.debug("A connection was lost while it was given back", e);
    }
  }
}
