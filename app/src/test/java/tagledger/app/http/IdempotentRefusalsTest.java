package tagledger.app.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.http.HttpMethod.DELETE;
import static org.springframework.http.HttpMethod.GET;
import static org.springframework.http.HttpMethod.POST;
import static org.springframework.http.HttpStatus.BAD_REQUEST;
import static org.springframework.http.HttpStatus.CREATED;
import static org.springframework.http.HttpStatus.OK;
import static org.springframework.http.HttpStatus.PRECONDITION_FAILED;
import static org.springframework.http.HttpStatus.UNPROCESSABLE_CONTENT;
import static org.springframework.http.HttpStatus.UNSUPPORTED_MEDIA_TYPE;
import static tagledger.app.http.Json.json;

import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.JdbcTemplate;

/** What the catalogue refused is refused again; what never came to it may be tried again. */
class IdempotentRefusalsTest extends HttpTest {

  private static final String TAKEN = "A store with that name already exists.";

  @Autowired private JdbcTemplate log;
  private String key = "";

  @BeforeEach
  void newKey() {
    key = UUID.randomUUID().toString();
  }

  @Test
  void a_name_that_was_taken_stays_refused_when_it_is_free() {
    String name = newName();
    int store = newStore(name);
    Answer first = send("/store", named(name)).isRefused(BAD_REQUEST, TAKEN);
    first.hasNo("Idempotency-Replayed");
    when(DELETE, "/store/" + store).then(OK);

    assertReplayed(first, send("/store", named(name)));
    newKey();
    send("/store", named(name)).then(CREATED);
  }

  @Test
  void what_was_not_there_stays_so_when_it_comes() {
    int store = newStore();
    String next = "/store/" + (store + 1) + "/tag";
    Answer first = send(next, named("wood")).isNotFound();
    newStore();

    assertReplayed(first, send(next, named("wood")));
    send(next, named("steel")).isUnfit("headers", reused());
    when(GET, next).then(OK, "[]");
  }

  @Test
  void what_is_not_there_to_be_taken_back_is_not_answered_as_another_request_was() {
    send("/store", named(newName())).then(CREATED);

    given("Idempotency-Key", key)
        .when(POST, "/changes/" + UUID.randomUUID() + "/undo")
        .isNotFound();
    given("Idempotency-Key", key).when(POST, "/store/2000000000/restore?as_of=1").isNotFound();
  }

  @Test
  void a_precondition_that_failed_has_failed() {
    int store = newStore();
    String path = "/store/" + store + "/tag";
    Answer first =
        given("Idempotency-Key", key)
            .and("If-Match", "\"999\"")
            .when(POST, path, named("wood"))
            .isRefused(PRECONDITION_FAILED);

    assertReplayed(first, send(path, named("wood")));
  }

  @Test
  void strangers_stay_named() {
    int store = newStore();
    int tag = newTag(store);
    int item = newItem(newStore());
    String body = json("{'item_ids': [%d], 'tag_ids': [%d]}", item, tag);
    Answer first = send("/store/" + store + "/link", body).then(UNPROCESSABLE_CONTENT);

    Answer again = send("/store/" + store + "/link", body);

    assertReplayed(first.shows("is not of this store."), again);
    forgetTheAnswer();
    assertReplayed(first, send("/store/" + store + "/link", body));
  }

  @Test
  void a_refusal_that_could_not_be_kept_is_made_anew() {
    String name = newName();
    int store = newStore(name);
    Answer first = send("/store", named(name)).isRefused(BAD_REQUEST, TAKEN);
    when(DELETE, "/store/" + store).then(OK);
    forgetTheAnswer();

    assertReplayed(first, send("/store", named(name)));
  }

  @Test
  void a_problem_is_given_again_as_a_problem() {
    String name = newName();
    newStore(name);
    Answer first =
        given("Idempotency-Key", key)
            .and("Accept", "application/problem+json")
            .when(POST, "/store", named(name))
            .then(BAD_REQUEST)
            .has("Content-Type", "application/problem+json");

    assertReplayed(first, send("/store", named(name)));
  }

  @Test
  void what_did_not_come_to_the_catalogue_uses_no_key() {
    String path = "/store/" + newStore() + "/tag";
    send(path, "{").isNoJson();
    send(path, "{}").isUnfit("{'name': ['Missing data for required field.']}");
    given("Idempotency-Key", key)
        .and("Content-Type", "text/plain")
        .when(POST, path, named("wood"))
        .then(UNSUPPORTED_MEDIA_TYPE);
    given("Idempotency-Key", key)
        .and("Reason", "r".repeat(1001))
        .when(POST, path, named("wood"))
        .then(UNPROCESSABLE_CONTENT);

    send(path, named("wood")).then(CREATED).hasNo("Idempotency-Replayed");
  }

  private Answer send(String path, String body) {
    return given("Idempotency-Key", key).when(POST, path, body);
  }

  private static void assertReplayed(Answer first, Answer again) {
    again
        .then(first.status())
        .has("Idempotency-Replayed", "true")
        .has("Content-Type", first.header("Content-Type"))
        .hasNo("Event-Position");
    assertThat(again.text()).isEqualTo(first.text());
  }

  private void forgetTheAnswer() {
    assertThat(
            log.update(
                "UPDATE tagledger.idempotency_keys SET headers = NULL, body = NULL WHERE key = ?",
                key))
        .isOne();
  }

  private static String named(String name) {
    return json("{'name': '%s'}", name);
  }

  private static String reused() {
    return "{'Idempotency-Key': ['Already used for another request.']}";
  }
}
