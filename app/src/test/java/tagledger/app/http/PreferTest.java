package tagledger.app.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.springframework.http.HttpMethod.DELETE;
import static org.springframework.http.HttpMethod.GET;
import static org.springframework.http.HttpMethod.POST;
import static org.springframework.http.HttpMethod.PUT;
import static org.springframework.http.HttpStatus.ACCEPTED;
import static org.springframework.http.HttpStatus.BAD_REQUEST;
import static org.springframework.http.HttpStatus.CREATED;
import static org.springframework.http.HttpStatus.OK;
import static tagledger.app.http.Json.json;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;

class PreferTest extends HttpTest {

  private static final String MINIMAL = "return=minimal";
  private static final String ASYNC = "respond-async";

  @Test
  void a_minimal_answer_has_the_same_status_and_no_body() {
    String store = made(minimal(POST, "/store", named(newName()), CREATED));
    int id = Integer.parseInt(store.substring("/store/".length()));
    String item = made(minimal(POST, "/item", item(id, "Chair", "1"), CREATED));
    String tag = made(minimal(POST, store + "/tag", named("wood"), CREATED));
    minimal(PUT, item, "{'price': 2}", OK);
    when(GET, item).shows("'price':2,");
    minimal(POST, item + tag, "", CREATED);
    when(GET, tag).shows("'price':2}");
    minimal(DELETE, item + tag, "", OK);
    when(GET, tag).shows("'items':[]");
    minimal(DELETE, tag, "", ACCEPTED);
    when(GET, tag).isNotFound();
    minimal(DELETE, item, "", OK);
    when(GET, item).isNotFound();
    minimal(DELETE, store, "", OK);
    when(GET, store).isNotFound();
  }

  @Test
  void an_asynchronous_answer_is_202_and_the_rest_follows() {
    String store = made(async(POST, "/store", named(newName())));
    int id = Integer.parseInt(store.substring("/store/".length()));
    String item = made(async(POST, "/item", item(id, "Chair", "1")));
    String tag = made(async(POST, store + "/tag", named("wood")));
    async(PUT, item, "{'price': 2}");
    async(POST, item + tag, "");
    await().untilAsserted(() -> when(GET, tag).then(OK).shows("'price':2}"));
    async(DELETE, item + tag, "");
    async(DELETE, tag, "");
    async(DELETE, item, "");
    async(DELETE, store, "");
    await().untilAsserted(() -> when(GET, store).isNotFound());
    when(GET, item).isNotFound();
    when(GET, tag).isNotFound();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Return=Minimal",
        "return=\"minimal\"",
        "wait=10, return=minimal",
        "return=minimal; x=y"
      })
  void a_preference_is_known_in_any_spelling(String prefer) {
    given("Prefer", prefer)
        .when(POST, "/store", named(newName()))
        .then(CREATED)
        .isEmpty()
        .has("Preference-Applied", MINIMAL);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"return=representation", "handling=strict", "", ",;=", ";", ";,; ", "minimal"})
  void an_unknown_preference_is_left_alone(String prefer) {
    given("Prefer", prefer)
        .when(POST, "/store", named(newName()))
        .then(CREATED)
        .shows("'tags':[]")
        .hasNo("Preference-Applied");
  }

  @Test
  void a_refusal_keeps_its_body_whatever_is_preferred() {
    String name = newName();
    newStore(name);
    given("Prefer", MINIMAL)
        .when(POST, "/store", named(name))
        .isRefused(BAD_REQUEST, "A store with that name already exists.")
        .hasNo("Preference-Applied");
    given("Prefer", ASYNC).when(DELETE, "/tag/2147483647").isNotFound();
  }

  private Answer minimal(HttpMethod method, String path, String body, HttpStatus status) {
    return preferring(MINIMAL, method, path, body).then(status);
  }

  private Answer async(HttpMethod method, String path, String body) {
    return preferring(ASYNC, method, path, body).then(ACCEPTED);
  }

  private Answer preferring(String preference, HttpMethod method, String path, String body) {
    Request request = given("Prefer", preference);
    Answer answer = body.isEmpty() ? request.when(method, path) : request.when(method, path, body);
    assertThat(answer.position()).isPositive();
    return answer.isEmpty().has("Preference-Applied", preference);
  }

  private static String made(Answer answer) {
    return answer.header("Location");
  }

  private static String named(String name) {
    return json("{'name': '%s'}", name);
  }
}
