package tagledger.command.log;

import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import tagledger.api.FirstAnswer;
import tagledger.api.FirstAnswers;
import tagledger.api.IdempotencyKey;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** The answers beside their keys: written after the batch's transaction, and apart from it. */
final class LogFirstAnswers implements FirstAnswers {

  private static final TypeReference<Map<String, String>> HEADERS = new TypeReference<>() {};

  private final JdbcTemplate jdbc;
  private final JsonMapper json = new JsonMapper();

  LogFirstAnswers(JdbcTemplate jdbc) {
    this.jdbc = jdbc;
  }

  @Override
  public @Nullable FirstAnswer find(IdempotencyKey key) {
    return jdbc
        .query(
            """
            SELECT status, headers, body FROM idempotency_keys
            WHERE actor = ? AND key = ? AND headers IS NOT NULL""",
            (row, n) ->
                new FirstAnswer(
                    row.getInt(1), json.readValue(row.getString(2), HEADERS), row.getString(3)),
            key.actor(),
            key.value())
        .stream()
        .findFirst()
        .orElse(null);
  }

  /** Two nodes may have made an answer each: the one that comes first is the first. */
  @Override
  public FirstAnswer keep(IdempotencyKey key, FirstAnswer answer) {
    int kept =
        jdbc.update(
            """
            UPDATE idempotency_keys SET status = ?, headers = ?::json, body = ?
            WHERE actor = ? AND key = ? AND headers IS NULL""",
            answer.status(),
            json.writeValueAsString(answer.headers()),
            answer.body(),
            key.actor(),
            key.value());
    FirstAnswer other = kept == 0 ? find(key) : null;
    return other == null ? answer : other;
  }
}
