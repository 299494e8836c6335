package tagledger.query.catalogue;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.function.Consumer;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.UncategorizedSQLException;

/**
 * Rows as they come, through a cursor: a list of any length is one snapshot of the database and
 * takes the memory of a few rows. The stream holds a connection until it is closed.
 */
final class RowStream {

  private static final int ROWS_AT_ONCE = 200;

  interface Row<T> {
    T read(ResultSet row) throws SQLException;
  }

  private final DataSource database;

  RowStream(DataSource database) {
    this.database = database;
  }

  <T> Stream<T> of(String sql, Row<T> row, @Nullable Object... parameters) {
    try {
      Connection connection = database.getConnection();
      try {
        connection.setAutoCommit(false);
        awaitSlowReaders(connection);
        PreparedStatement statement = connection.prepareStatement(sql);
        statement.setFetchSize(ROWS_AT_ONCE);
        for (int i = 0; i < parameters.length; i++) {
          statement.setObject(i + 1, parameters[i], java.sql.Types.INTEGER);
        }
        ResultSet rows = statement.executeQuery();
        return StreamSupport.stream(new Rows<>(rows, row, sql), false)
            .onClose(() -> close(connection, sql));
      } catch (SQLException | RuntimeException e) {
        connection.close();
        throw e;
      }
    } catch (SQLException e) {
      throw new UncategorizedSQLException("Reading a list", sql, e);
    }
  }

  /** A list is read as slowly as its client takes it; nobody waits for what that holds. */
  private static void awaitSlowReaders(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute("SET LOCAL idle_in_transaction_session_timeout = 0");
    }
  }

  private static void close(Connection connection, String sql) {
    try (connection) {
      connection.rollback();
    } catch (SQLException e) {
      throw new UncategorizedSQLException("Closing a list", sql, e);
    }
  }

  private static final class Rows<T> extends Spliterators.AbstractSpliterator<T> {
    private final ResultSet rows;
    private final Row<T> row;
    private final String sql;

    Rows(ResultSet rows, Row<T> row, String sql) {
      super(Long.MAX_VALUE, Spliterator.ORDERED | Spliterator.NONNULL);
      this.rows = rows;
      this.row = row;
      this.sql = sql;
    }

    @Override
    public boolean tryAdvance(Consumer<? super T> action) {
      try {
        if (!rows.next()) {
          return false;
        }
        action.accept(row.read(rows));
        return true;
      } catch (SQLException e) {
        throw new UncategorizedSQLException("Reading a list", sql, e);
      }
    }
  }
}
