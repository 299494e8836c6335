package tagledger.command.log;

import org.springframework.jdbc.core.JdbcTemplate;
import tagledger.api.StoreId;
import tagledger.command.store.StoreNames;

/**
 * The names in their table, in the batch's own transaction. Whoever asks holds the log's head, so
 * that nobody can take a name between the question and the claim.
 */
final class LogStoreNames implements StoreNames {

  private final JdbcTemplate jdbc;

  LogStoreNames(JdbcTemplate jdbc) {
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
    jdbc.update("INSERT INTO store_names (name, store_id) VALUES (?, ?)", name, store.value());
  }

  @Override
  public void release(StoreId store) {
    jdbc.update("DELETE FROM store_names WHERE store_id = ?", store.value());
  }
}
