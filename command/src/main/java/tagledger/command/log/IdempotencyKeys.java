package tagledger.command.log;

import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.RowCallbackHandler;
import tagledger.api.FirstOutcome;
import tagledger.api.IdempotencyKey;
import tagledger.api.IdempotentRequest;
import tagledger.api.Rejection;

/**
 * The keys under which requests were decided, in the batch's own transaction: they are there if and
 * only if the events are. Nobody can use a key between the question and the record: the log's head
 * is held, or is found as it was. For the lane's thread alone.
 */
public final class IdempotencyKeys {

  /** A key that counts no more, and has not been swept away yet, gives way. */
  private static final String RECORD =
      """
      INSERT INTO idempotency_keys (actor, key, digest, status, position, outcome)
      SELECT actor, key, decode(digest, 'hex'), status, position, outcome
      FROM unnest(?::text[], ?::text[], ?::text[], ?::smallint[], ?::bigint[], ?::text[])
        AS use (actor, key, digest, status, position, outcome)
      ON CONFLICT (actor, key) DO UPDATE
      SET digest = excluded.digest, status = excluded.status, position = excluded.position,
          outcome = excluded.outcome, headers = NULL, body = NULL,
          recorded_at = excluded.recorded_at""";

  /** What a key was used for, and what that came to. */
  public record Use(IdempotentRequest request, FirstOutcome first) {}

  private final LogWriter writer;
  private final JdbcTemplate jdbc;

  IdempotencyKeys(LogWriter writer, JdbcTemplate jdbc) {
    this.writer = writer;
    this.jdbc = jdbc;
  }

  /** The uses of those keys that count: for a day, by the database's clock. */
  public Map<IdempotencyKey, Use> find(Collection<IdempotencyKey> keys) {
    Map<IdempotencyKey, Use> found = new HashMap<>();
    jdbc.query(
        """
        SELECT actor, key, encode(digest, 'hex'), status, position, outcome
        FROM idempotency_keys JOIN unnest(?, ?) AS asked (actor, key) USING (actor, key)
        WHERE recorded_at > now() - interval '24 hours'""",
        statement -> {
          bind(statement, 1, "text", keys, IdempotencyKey::actor);
          bind(statement, 2, "text", keys, IdempotencyKey::value);
        },
        (RowCallbackHandler)
            row -> {
              IdempotencyKey key = new IdempotencyKey(row.getString(1), row.getString(2));
              found.put(
                  key,
                  new Use(
                      new IdempotentRequest(key, row.getString(3), row.getInt(4)),
                      new FirstOutcome(OutcomeText.read(row.getString(6)), row.getLong(5))));
            });
    return found;
  }

  public void record(List<Use> uses) {
    writer.hold();
    jdbc.execute(
        RECORD,
        (PreparedStatement statement) -> {
          bind(statement, 1, "text", uses, use -> use.request().key().actor());
          bind(statement, 2, "text", uses, use -> use.request().key().value());
          bind(statement, 3, "text", uses, use -> use.request().digest());
          bind(statement, 4, "smallint", uses, IdempotencyKeys::status);
          bind(statement, 5, "bigint", uses, use -> use.first().position());
          bind(statement, 6, "text", uses, use -> OutcomeText.write(use.first().outcome()));
          return statement.executeUpdate();
        });
  }

  private static <T> void bind(
      PreparedStatement statement,
      int parameter,
      String type,
      Collection<T> rows,
      Function<T, @Nullable Object> column)
      throws SQLException {
    Object[] values = rows.stream().map(column).toArray();
    statement.setArray(parameter, statement.getConnection().createArrayOf(type, values));
  }

  /** What a refusal is answered with is known when it has been answered. */
  private static @Nullable Short status(Use use) {
    return use.first().outcome() instanceof Rejection ? null : (short) use.request().status();
  }
}
