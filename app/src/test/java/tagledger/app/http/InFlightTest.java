package tagledger.app.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.springframework.http.HttpMethod.POST;
import static org.springframework.http.HttpStatus.CONFLICT;
import static org.springframework.http.HttpStatus.CREATED;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.JdbcTemplate;

/** A request that is sent again before it is answered is told to wait. */
class InFlightTest extends HttpTest {

  @Autowired private DataSource database;
  @Autowired private JdbcTemplate log;

  @Test
  void while_the_first_is_not_answered_the_second_is_told_to_wait() throws SQLException {
    String key = UUID.randomUUID().toString();
    int store = newStore();
    String body = item(store, "Chair", "1");
    CompletableFuture<Answer> first;
    try (Connection head = database.getConnection();
        Statement statement = head.createStatement()) {
      head.setAutoCommit(false);
      statement.execute("SELECT FROM tagledger.log_head FOR UPDATE");
      first = CompletableFuture.supplyAsync(() -> send(key, body));
      await().until(this::someoneWaitsForTheHead);

      send(key, body)
          .isRefused(
              CONFLICT,
              "A request with this Idempotency-Key has not been answered yet. Wait and try again.")
          .has("Retry-After", "1");
      send(key, item(store, "Table", "1"))
          .isUnfit("headers", "{'Idempotency-Key': ['Already used for another request.']}");
      assertThat(first).isNotDone();
      head.rollback();
    }

    Answer added = first.join().then(CREATED).hasNo("Idempotency-Replayed");
    Answer again = send(key, body).then(CREATED).has("Idempotency-Replayed", "true");
    assertThat(again.text()).isEqualTo(added.text());
  }

  @Test
  void of_many_at_once_one_writes_and_the_others_wait_or_get_its_answer() {
    String key = UUID.randomUUID().toString();
    String body = item(newStore(), "Chair", "1");

    var answers = Together.all(20, n -> send(key, body));

    assertThat(answers).extracting(Answer::status).isSubsetOf(CREATED, CONFLICT);
    assertThat(answers.stream().filter(it -> it.status() == CREATED).map(Answer::text))
        .isNotEmpty()
        .containsOnly(send(key, body).then(CREATED).text());
  }

  private Answer send(String key, String body) {
    return given("Idempotency-Key", key).when(POST, "/item", body);
  }

  private boolean someoneWaitsForTheHead() {
    return Boolean.TRUE.equals(
        log.queryForObject(
            "SELECT EXISTS (SELECT FROM pg_locks WHERE NOT granted)", Boolean.class));
  }
}
