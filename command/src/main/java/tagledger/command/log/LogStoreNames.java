package tagledger.command.log;

import org.springframework.jdbc.core.JdbcTemplate;
import tagledger.api.StoreId;
import tagledger.command.store.StoreNames;

/**
 * The names in their table, in the batch's own transaction. Nobody can take a name between the
 * question and the claim: the log's head is held, or is found as it was.
 */
final class LogStoreNames implements StoreNames {

  private final LogWriter writer;
  private final JdbcTemplate jdbc;

  LogStoreNames(LogWriter writer, JdbcTemplate jdbc) {
    this.writer = writer;
    this.jdbc = jdbc;
  }

  @Override
  public boolean isTaken(String name) {
    return Boolean.TRUE.equals(
        jdbc.queryForObject(
            "SELECT EXISTS (SELECT FROM store_names WHERE name = ?)", Boolean.class, name));
  }

  @Override
  public void claim(String name, StoreId store) {
    writer.hold();
    jdbc.update("INSERT INTO store_names (name, store_id) VALUES (?, ?)", name, store.value());
  }

  @Override
  public void release(StoreId store) {
    writer.hold();
    jdbc.update("DELETE FROM store_names WHERE store_id = ?", store.value());
  }
}
