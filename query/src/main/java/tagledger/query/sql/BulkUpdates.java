package tagledger.query.sql;

import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * Statements that are sent together and wait for the database once, in the order of their adding.
 */
public final class BulkUpdates {

  private record Part<R>(BulkUpdate<R> update, List<R> rows) {
    int bind(PreparedStatement statement, int bound) throws SQLException {
      return update.bind(statement, bound, rows);
    }
  }

  private final List<Part<?>> parts = new ArrayList<>();

  /** One without rows is left out. */
  public <R> BulkUpdates add(BulkUpdate<R> update, List<R> rows) {
    if (!rows.isEmpty()) {
      parts.add(new Part<>(update, rows));
    }
    return this;
  }

  public void run(JdbcTemplate jdbc) {
    if (parts.isEmpty()) {
      return;
    }
    String sql = parts.stream().map(part -> part.update().sql()).collect(Collectors.joining(";\n"));
    jdbc.update(
        sql,
        statement -> {
          int bound = 0;
          for (Part<?> part : parts) {
            bound = part.bind(statement, bound);
          }
        });
  }
}
