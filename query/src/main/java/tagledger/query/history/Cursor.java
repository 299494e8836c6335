package tagledger.query.history;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Iterator;
import java.util.NoSuchElementException;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.UncategorizedSQLException;

/** The rows of one statement, a few of them in memory at a time, of which the next may be seen. */
final class Cursor<T> implements Iterator<T>, AutoCloseable {

  interface Row<T> {
    T read(ResultSet row) throws SQLException;
  }

  private final PreparedStatement statement;
  private final ResultSet rows;
  private final Row<? extends T> row;
  private @Nullable T next;

  Cursor(PreparedStatement statement, Row<? extends T> row) throws SQLException {
    this.statement = statement;
    this.rows = statement.executeQuery();
    this.row = row;
  }

  /** The next row, or nothing at the end. */
  @Nullable T peek() {
    if (next == null) {
      try {
        next = rows.next() ? row.read(rows) : null;
      } catch (SQLException e) {
        throw failed(e);
      }
    }
    return next;
  }

  @Override
  public boolean hasNext() {
    return peek() != null;
  }

  @Override
  public T next() {
    T taken = peek();
    if (taken == null) {
      throw new NoSuchElementException();
    }
    next = null;
    return taken;
  }

  @Override
  public void close() {
    try {
      statement.close();
    } catch (SQLException e) {
      throw failed(e);
    }
  }

  private static UncategorizedSQLException failed(SQLException e) {
    return new UncategorizedSQLException("Reading the history", null, e);
  }
}
