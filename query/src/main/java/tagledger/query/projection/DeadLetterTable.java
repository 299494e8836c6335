package tagledger.query.projection;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.springframework.jdbc.core.JdbcTemplate;
import tagledger.query.projection.Projector.Recorded;

/** The parked stores of the generation that the connection sees. */
final class DeadLetterTable {

  static final String PARKED = "SELECT store_id, position FROM dead_letters";

  private static final String PARK =
      """
      INSERT INTO dead_letters AS known (id, store_id, position, cause) VALUES (?, ?, ?, ?)
      ON CONFLICT (store_id) DO UPDATE SET
        position = excluded.position, cause = excluded.cause, tried_at = now(),
        tries = known.tries + 1
      RETURNING id""";

  private DeadLetterTable() {}

  /** Since which position each parked store is. */
  static Map<Integer, Long> parked(JdbcTemplate jdbc) {
    return parked(jdbc, PARKED);
  }

  static Map<Integer, Long> parkedIn(String schema, JdbcTemplate jdbc) {
    return parked(jdbc, "SELECT store_id, position FROM " + schema + ".dead_letters");
  }

  private static Map<Integer, Long> parked(JdbcTemplate jdbc, String sql) {
    Map<Integer, Long> parked = new HashMap<>();
    jdbc.query(
        sql,
        row -> {
          parked.put(row.getInt(1), row.getLong(2));
        });
    return parked;
  }

  /** Of each store that is parked here and not in that schema, where and why. */
  static List<String> parkedOnlyHere(String schema, JdbcTemplate jdbc) {
    return jdbc.query(
        """
        SELECT format('Store %%s is parked at position %%s: %%s', store_id, position, cause)
        FROM dead_letters WHERE store_id NOT IN (SELECT store_id FROM %s.dead_letters)
        ORDER BY position"""
            .formatted(schema),
        (row, n) -> row.getString(1));
  }

  /** A store that is parked already has failed once more, there. */
  static DeadLetter park(JdbcTemplate jdbc, Recorded event, Unprojectable why) {
    int store = event.event().store().value();
    String id =
        jdbc.queryForObject(
            PARK,
            String.class,
            UUID.randomUUID().toString(),
            store,
            event.position(),
            why.reason());
    return new DeadLetter(String.valueOf(id), store, event.position(), why);
  }
}
