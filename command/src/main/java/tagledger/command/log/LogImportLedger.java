package tagledger.command.log;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import tagledger.api.ImportLedger;
import tagledger.api.StoreId;

/** Imports in their table, told of beside the log's transactions. */
final class LogImportLedger implements ImportLedger {

  private final JdbcTemplate jdbc;

  LogImportLedger(JdbcTemplate jdbc) {
    this.jdbc = jdbc;
  }

  @Override
  public boolean begin(String id, StoreId store, String report) {
    return jdbc.update(
            "INSERT INTO imports (id, store_id, report) VALUES (?, ?, ?) ON CONFLICT DO NOTHING",
            id,
            store.value(),
            report)
        == 1;
  }

  @Override
  public void tell(String id, String report, boolean finished) {
    jdbc.update(
        "UPDATE imports SET report = ?, finished = ?, told_at = now() WHERE id = ? AND NOT finished",
        report,
        finished,
        id);
  }

  @Override
  public @Nullable Entry find(String id) {
    return jdbc
        .query(
            """
            SELECT report, finished, 1000 * extract(epoch FROM now() - told_at)
            FROM imports WHERE id = ?""",
            (row, n) ->
                new Entry(row.getString(1), row.getBoolean(2), Duration.ofMillis(row.getLong(3))),
            id)
        .stream()
        .findFirst()
        .orElse(null);
  }
}
