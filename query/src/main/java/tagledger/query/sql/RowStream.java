package tagledger.query.sql;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.function.Consumer;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.UncategorizedSQLException;
import tagledger.api.IdSet;

/**
 * Rows as they come, through a cursor: a list of any length is one snapshot of the database and
 * takes the memory of a few rows. The stream holds a connection until it is closed.
 */
public final class RowStream {

  public static final int SMALL_ROWS_AT_ONCE = 200;

  /** Of a list that is known to be long. */
  public static final int MANY_ROWS_AT_ONCE = 1_000;

  /** Where a row may be of a megabyte: a post with its content, a tag or a store with its items. */
  public static final int LARGE_ROWS_AT_ONCE = 10;

  public interface Row<T> {
    T read(ResultSet row) throws SQLException;

    /** Whether no other statement is asked while it is shown: see {@link #within}. */
    default boolean isAllOfOneStatement() {
      return true;
    }
  }

  /**
   * @param rowsAtOnce how many of its rows the memory takes, at their largest
   * @param parameters numbers, and sets of ids, which are arrays there
   */
  public record Select<T>(
      String sql, Row<? extends T> row, int rowsAtOnce, List<@Nullable Object> parameters) {}

  private final DataSource database;

  public RowStream(DataSource database) {
    this.database = database;
  }

  public <T> Stream<T> of(int rowsAtOnce, String sql, Row<T> row, @Nullable Object... parameters) {
    return of(List.of(new Select<>(sql, row, rowsAtOnce, Arrays.asList(parameters))));
  }

  /** What another statement reads while a row of the first is shown, where its turn comes. */
  static <T> Iterable<T> within(ResultSet row, Select<T> select) throws SQLException {
    Connection connection = row.getStatement().getConnection();
    return () -> {
      try {
        return Spliterators.iterator(new Rows<>(connection, List.of(select)));
      } catch (SQLException e) {
        throw new UncategorizedSQLException("Reading a list", select.sql(), e);
      }
    };
  }

  /** The rows of all these, one statement's after the other's, in the one snapshot. */
  public <T> Stream<T> of(List<Select<T>> selects) {
    String sql = selects.getFirst().sql();
    boolean alone = selects.size() == 1 && selects.getFirst().row().isAllOfOneStatement();
    try {
      Connection connection =
          alone ? SnapshotConnection.openForOne(database) : SnapshotConnection.open(database);
      try {
        return StreamSupport.stream(new Rows<>(connection, selects), false)
            .onClose(() -> close(connection, sql));
      } catch (SQLException | RuntimeException e) {
        connection.close();
        throw e;
      }
    } catch (SQLException e) {
      throw new UncategorizedSQLException("Reading a list", sql, e);
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
    private final Connection connection;
    private final Iterator<Select<T>> next;
    private Select<T> select;
    private ResultSet rows;
    private boolean ended;

    Rows(Connection connection, List<Select<T>> selects) throws SQLException {
      super(Long.MAX_VALUE, Spliterator.ORDERED | Spliterator.NONNULL);
      this.connection = connection;
      this.next = selects.iterator();
      this.select = next.next();
      this.rows = open(select);
    }

    @Override
    public boolean tryAdvance(Consumer<? super T> action) {
      try {
        while (!ended && !rows.next()) {
          rows.getStatement().close();
          ended = !next.hasNext();
          if (!ended) {
            select = next.next();
            rows = open(select);
          }
        }
        if (!ended) {
          action.accept(select.row().read(rows));
        }
        return !ended;
      } catch (SQLException e) {
        throw new UncategorizedSQLException("Reading a list", select.sql(), e);
      }
    }

    private ResultSet open(Select<T> some) throws SQLException {
      PreparedStatement statement = connection.prepareStatement(some.sql());
      statement.setFetchSize(some.rowsAtOnce());
      for (int i = 0; i < some.parameters().size(); i++) {
        Object parameter = some.parameters().get(i);
        if (parameter instanceof IdSet ids) {
          statement.setArray(i + 1, connection.createArrayOf("int4", ids.ids().boxed().toArray()));
        } else {
          statement.setObject(
              i + 1, parameter, parameter instanceof Long ? Types.BIGINT : Types.INTEGER);
        }
      }
      return statement.executeQuery();
    }
  }
}
