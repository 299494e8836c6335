package tagledger.app.http;

import static org.springframework.http.HttpMethod.DELETE;
import static org.springframework.http.HttpMethod.GET;
import static org.springframework.http.HttpMethod.POST;
import static org.springframework.http.HttpMethod.PUT;
import static org.springframework.http.HttpStatus.CREATED;
import static org.springframework.http.HttpStatus.OK;
import static tagledger.app.http.Json.json;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ProblemsTest extends HttpTest {

  private static final String PROBLEM = "application/problem+json";

  @Test
  void a_rule_s_refusal_is_a_problem_with_a_detail() {
    String name = newName();
    newStore(name);

    isProblem(
        asking().when(POST, "/store", json("{'name': '%s'}", name)),
        400,
        "Bad Request",
        "'detail': 'A store with that name already exists.'");
  }

  @Test
  void a_body_that_is_no_json_is_a_problem() {
    isProblem(
        asking().when(POST, "/store", "{"),
        400,
        "Bad Request",
        "'errors': {'json': ['Invalid JSON body.']}");
  }

  @Test
  void a_body_that_does_not_fit_is_a_problem() {
    isProblem(
        asking().when(POST, "/store", "{}"),
        422,
        "Unprocessable Entity",
        "'errors': {'json': {'name': ['Missing data for required field.']}}");
    isProblem(
        asking().when(GET, "/store?limit=0"),
        422,
        "Unprocessable Entity",
        "'errors': {'query': {'limit': ['Must be greater than or equal to 1.']}}");
  }

  @ParameterizedTest
  @ValueSource(strings = {"/store/2147483647", "/store/x", "/nowhere", "/store/"})
  void what_does_not_exist_is_a_problem(String path) {
    isProblem(asking().when(GET, path), 404, "Not Found");
  }

  @Test
  void a_method_that_a_path_does_not_have_is_a_problem() {
    isProblem(asking().when(DELETE, "/store"), 405, "Method Not Allowed");
  }

  @Test
  void a_condition_that_is_not_met_is_a_problem() {
    isProblem(
        asking().and("If-Match", "\"0\"").when(PUT, "/item/" + newItem(newStore()), "{}"),
        412,
        "Precondition Failed");
  }

  @Test
  void a_body_that_is_too_large_is_a_problem() {
    isProblem(asking().when(POST, "/store", " ".repeat(9_000_000)), 413, "Content Too Large");
  }

  @Test
  void another_media_type_is_a_problem() {
    isProblem(
        asking().and("Content-Type", "text/plain").when(POST, "/store", "x"),
        415,
        "Unsupported Media Type");
  }

  @Test
  void a_success_is_none() {
    String body = json("{'name': '%s'}", newName());
    asking().when(POST, "/store", body).then(CREATED).has("Content-Type", "application/json");
    asking().when(GET, "/store").then(OK).has("Content-Type", "application/json");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"application/json, application/problem+json", "Application/Problem+JSON; q=0.9"})
  void it_may_be_asked_for_among_others_and_in_any_spelling(String accept) {
    isProblem(given("Accept", accept).when(GET, "/store/0"), 404, "Not Found");
  }

  @ParameterizedTest
  @ValueSource(strings = {"*/*", "text/html", "application/json", "image/png", "garbage", ""})
  void whoever_does_not_ask_for_a_problem_gets_the_plain_refusal(String accept) {
    given("Accept", accept).when(GET, "/store/0").isNotFound();
    given("Accept", accept).when(GET, "/store").then(OK);
  }

  private Request asking() {
    return given("Accept", PROBLEM);
  }

  private static void isProblem(Answer answer, int status, String title, String... more) {
    answer.has("Content-Type", PROBLEM);
    Json.assertSame(
        answer.text(),
        json(
            "{'type': 'about:blank', 'title': '%s', 'status': %d%s}",
            title, status, more.length == 0 ? "" : ", " + json(more[0])));
  }
}
