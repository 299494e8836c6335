package tagledger.query.sql;

import java.sql.Connection;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;

/** One statement over many rows, which go to it as one array a column. */
public final class BulkUpdate<R> {

  public record Column<R>(String type, Function<R, @Nullable Object> value) {}

  private final String sql;
  private final List<Column<R>> columns;

  @SafeVarargs
  public BulkUpdate(String sql, Column<R>... columns) {
    this.sql = sql;
    this.columns = List.of(columns);
  }

  public static <R> Column<R> integer(Function<R, @Nullable Object> value) {
    return new Column<>("integer", value);
  }

  public static <R> Column<R> bigint(Function<R, @Nullable Object> value) {
    return new Column<>("bigint", value);
  }

  public static <R> Column<R> text(Function<R, @Nullable Object> value) {
    return new Column<>("text", value);
  }

  public static <R> Column<R> numeric(Function<R, @Nullable Object> value) {
    return new Column<>("numeric", value);
  }

  /** Does nothing where there are no rows. */
  public void run(JdbcTemplate jdbc, List<R> rows) {
    if (rows.isEmpty()) {
      return;
    }
    jdbc.update(
        sql,
        statement -> {
          Connection connection = statement.getConnection();
          for (int i = 0; i < columns.size(); i++) {
            Column<R> column = columns.get(i);
            Object[] values = rows.stream().map(column.value()).toArray();
            statement.setArray(i + 1, connection.createArrayOf(column.type(), values));
          }
        });
  }
}
