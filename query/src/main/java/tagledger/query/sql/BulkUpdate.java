package tagledger.query.sql;

import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;
import java.util.function.Function;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;

/** One statement over many rows, which go to it as one array a column. */
public final class BulkUpdate<R> {

  /**
   * One array.
   *
   * @param array of the elements' own class: the driver sends those in binary, and others as text
   */
  public record Column<R>(
      String type, IntFunction<@Nullable Object[]> array, Function<R, @Nullable Object> value) {}

  private final String sql;
  private final List<Column<R>> columns;

  @SafeVarargs
  public BulkUpdate(String sql, Column<R>... columns) {
    this.sql = sql;
    this.columns = List.of(columns);
  }

  public static <R> Column<R> integer(Function<R, @Nullable Object> value) {
    return new Column<>("integer", Integer[]::new, value);
  }

  public static <R> Column<R> bigint(Function<R, @Nullable Object> value) {
    return new Column<>("bigint", Long[]::new, value);
  }

  public static <R> Column<R> text(Function<R, @Nullable Object> value) {
    return new Column<>("text", String[]::new, value);
  }

  public static <R> Column<R> numeric(Function<R, @Nullable Object> value) {
    return new Column<>("numeric", BigDecimal[]::new, value);
  }

  /** Does nothing where there are no rows. */
  public void run(JdbcTemplate jdbc, List<R> rows) {
    new BulkUpdates().add(this, rows).run(jdbc);
  }

  String sql() {
    return sql;
  }

  /** Answers how many parameters are bound now. */
  int bind(PreparedStatement statement, int bound, List<R> rows) throws SQLException {
    Connection connection = statement.getConnection();
    int parameter = bound;
    for (Column<R> column : columns) {
      Object[] values = rows.stream().map(column.value()).toArray(column.array());
      statement.setArray(++parameter, connection.createArrayOf(column.type(), values));
    }
    return parameter;
  }
}
