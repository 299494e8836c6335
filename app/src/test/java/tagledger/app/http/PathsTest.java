package tagledger.app.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.http.HttpMethod.DELETE;
import static org.springframework.http.HttpMethod.GET;
import static org.springframework.http.HttpMethod.HEAD;
import static org.springframework.http.HttpMethod.OPTIONS;
import static org.springframework.http.HttpMethod.POST;
import static org.springframework.http.HttpMethod.PUT;
import static org.springframework.http.HttpStatus.METHOD_NOT_ALLOWED;
import static org.springframework.http.HttpStatus.NOT_FOUND;
import static org.springframework.http.HttpStatus.OK;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.http.HttpMethod;

class PathsTest extends HttpTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "0",
        "-1",
        "abc",
        "2147483648",
        "99999999999999999999",
        "1.5",
        "+1",
        "1e0",
        "0x1",
        "%201",
        "1%20",
        "%D9%A3",
        "1.json",
        "1,2",
        "null",
        "1:1",
        "%2B1",
        "00"
      })
  void what_is_no_positive_integer_is_the_id_of_nothing(String id) {
    String body = "{'name': 'x'}";
    for (String path : List.of("/store/" + id, "/item/" + id, "/tag/" + id)) {
      when(GET, path).isNotFound();
      when(DELETE, path).isNotFound();
    }
    when(PUT, "/item/" + id, body).isNotFound();
    when(GET, "/store/" + id + "/tag").isNotFound();
    when(POST, "/store/" + id + "/tag", body).isNotFound();
    for (String path : List.of("/item/" + id + "/tag/1", "/item/1/tag/" + id)) {
      when(POST, path).isNotFound();
      when(DELETE, path).isNotFound();
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/",
        "/nowhere",
        "/store/",
        "/item/",
        "/tag",
        "/stores",
        "/store;x=y",
        "/store/1;x=y",
        "/store;/1",
        "/;/store",
        "/store/1/..;/2",
        "/openapi.json;.css",
        "/actuator;/health",
        "//store",
        "/store//1",
        "/./store",
        "/x/../store",
        "/%2e/store",
        "/x/%2e%2e/store",
        "/%73tore/../item",
        "/Store",
        "/STORE",
        "/store/1/",
        "/store/1/tag/",
        "/store/1/item",
        "/item/1/tag/1/",
        "/item/1/tag/1/x",
        "//store",
        "/store//1",
        "/store.json",
        "/error",
        "/favicon.ico",
        "/index.html",
        "/openapi.yaml",
        "/openapi.json/",
        "/actuator/nowhere",
        "/webjars/swagger-ui/index.html"
      })
  void another_path_leads_nowhere(String path) {
    when(GET, path).isNotFound();
    when(POST, path, "{'name': 'x'}").isNotFound();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          /store                | GET,POST   | PUT,DELETE,PATCH
          /store/1              | GET,DELETE | PUT,POST,PATCH
          /item                 | GET,POST   | PUT,DELETE,PATCH
          /item/1               | GET,PUT,DELETE | POST,PATCH
          /store/1/tag          | GET,POST   | PUT,DELETE,PATCH
          /tag/1                | GET,DELETE | PUT,POST,PATCH
          /item/1/tag/1         | POST,DELETE | GET,PUT,PATCH,HEAD
          /openapi.json         | GET        | PUT,POST,DELETE
          /swagger-ui           | GET        | PUT,POST,DELETE
          """)
  void a_method_that_a_path_does_not_have_is_refused_with_those_it_has(
      String path, String has, String refused) {
    for (String method : refused.split(",")) {
      Answer answer = when(HttpMethod.valueOf(method), path).then(METHOD_NOT_ALLOWED);

      if (method.equals("HEAD")) {
        answer.isEmpty();
      } else {
        answer.isRefused(METHOD_NOT_ALLOWED);
      }
      assertThat(allowed(answer)).containsAll(Set.of(has.split(",")));
      assertThat(allowed(answer)).doesNotContainAnyElementsOf(Set.of(refused.split(",")));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"BREW", "get", "PROPFIND"})
  void a_method_that_nobody_knows_is_refused(String method) {
    when(HttpMethod.valueOf(method), "/store").isRefused(METHOD_NOT_ALLOWED);
    when(HttpMethod.valueOf(method), "/nowhere").isNotFound();
  }

  @ParameterizedTest
  @ValueSource(strings = {"/store", "/item", "/item?limit=1", "/openapi.json", "/swagger-ui"})
  void head_is_get_without_its_body(String path) {
    newItem(newStore());
    newItem(newStore());

    headIsGet(path, OK.value());
  }

  @Test
  void head_of_one_thing_is_get_without_its_body() {
    int store = newStore();
    headIsGet("/store/" + store, OK.value());
    headIsGet("/item/" + newItem(store), OK.value());
    headIsGet("/tag/" + newTag(store), OK.value());
    headIsGet("/store/" + store + "/tag", OK.value());
    headIsGet("/item/0", NOT_FOUND.value());
    headIsGet("/nowhere", NOT_FOUND.value());
  }

  @Test
  void options_names_the_methods_of_a_path() {
    assertThat(allowed(when(OPTIONS, "/store").then(OK).isEmpty()))
        .contains("GET", "POST")
        .doesNotContain("PUT", "DELETE");
    assertThat(allowed(when(OPTIONS, "/item/1").then(OK).isEmpty()))
        .contains("GET", "PUT", "DELETE")
        .doesNotContain("POST");
    when(OPTIONS, "/nowhere").isNotFound();
  }

  private void headIsGet(String path, int status) {
    Answer get = when(GET, path);
    Answer head = when(HEAD, path).isEmpty();

    assertThat(get.response().statusCode()).isEqualTo(status);
    assertThat(head.response().statusCode()).isEqualTo(status);
    for (String header : List.of("Content-Type", "ETag", "Link", "Cache-Control")) {
      assertThat(head.response().headers().allValues(header))
          .as("%s of %s", header, path)
          .isEqualTo(get.response().headers().allValues(header));
    }
  }

  private static List<String> allowed(Answer answer) {
    return List.of(answer.header("Allow").split(", ?"));
  }
}
