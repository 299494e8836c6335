package tagledger.query.history;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Iterator;
import java.util.List;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.UncategorizedSQLException;
import tagledger.query.history.Cursor.Row;
import tagledger.query.sql.SnapshotConnection;

/**
 * One state of the database, of which several statements' rows can be read at once, through
 * cursors. It holds a connection until it is closed. For one thread at a time.
 */
final class Snapshot implements AutoCloseable {

  private final Connection connection;

  private Snapshot(Connection connection) {
    this.connection = connection;
  }

  interface Reading<T extends @Nullable Object> {
    T from(Snapshot snapshot);
  }

  /** What is read stays open where it is a stream of the snapshot, until that is closed. */
  static <T extends @Nullable Object> T read(DataSource database, Reading<T> reading) {
    Snapshot snapshot = of(database);
    boolean open = false;
    try {
      T read = reading.from(snapshot);
      open = read != null;
      return read;
    } finally {
      if (!open) {
        snapshot.close();
      }
    }
  }

  private static Snapshot of(DataSource database) {
    try {
      return new Snapshot(SnapshotConnection.open(database));
    } catch (SQLException e) {
      throw failed(null, e);
    }
  }

  /**
   * @param rowsAtOnce how many of its rows the memory takes, at their largest
   * @param parameters numbers, texts, and lists of longs or booleans, which are arrays there
   */
  <T> Cursor<T> open(int rowsAtOnce, String sql, Row<? extends T> row, List<?> parameters) {
    try {
      PreparedStatement statement = connection.prepareStatement(sql);
      statement.setFetchSize(rowsAtOnce);
      for (int i = 0; i < parameters.size(); i++) {
        Object parameter = parameters.get(i);
        if (parameter instanceof List<?> list) {
          String type =
              !list.isEmpty() && list.getFirst() instanceof Boolean ? "boolean" : "bigint";
          statement.setArray(i + 1, connection.createArrayOf(type, list.toArray()));
        } else {
          statement.setObject(i + 1, parameter);
        }
      }
      return new Cursor<>(statement, row);
    } catch (SQLException e) {
      throw failed(sql, e);
    }
  }

  /** Whether the statement has any row. */
  boolean has(String sql) {
    try (Cursor<Boolean> rows = open(1, sql, row -> true, List.of())) {
      return rows.hasNext();
    }
  }

  /** These, until it is closed, and the snapshot with it. */
  <T> Stream<T> stream(Iterator<T> rows) {
    return StreamSupport.stream(
            Spliterators.spliteratorUnknownSize(rows, Spliterator.ORDERED | Spliterator.NONNULL),
            false)
        .onClose(this::close);
  }

  @Override
  public void close() {
    try (connection) {
      if (!connection.isClosed()) {
        connection.rollback();
      }
    } catch (SQLException e) {
      throw failed(null, e);
    }
  }

  private static UncategorizedSQLException failed(@Nullable String sql, SQLException e) {
    return new UncategorizedSQLException("Reading the history", sql, e);
  }
}
