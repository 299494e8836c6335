package tagledger.app.http;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_16;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.springframework.http.HttpMethod.POST;
import static org.springframework.http.HttpMethod.PUT;
import static org.springframework.http.HttpStatus.CONTENT_TOO_LARGE;
import static org.springframework.http.HttpStatus.CREATED;
import static org.springframework.http.HttpStatus.UNSUPPORTED_MEDIA_TYPE;
import static tagledger.app.http.Json.json;

import java.io.ByteArrayInputStream;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BodiesTest extends HttpTest {

  private static final int TEN_MILLION = 10_000_000;
  private static final int DEEP = 100_000;

  @ParameterizedTest
  @ValueSource(
      strings = {"[]", "[{'name': 'x'}]", "'x'", "1", "1e5", "true", "false", "null", " null "})
  void what_is_json_and_no_object_is_told_so(String body) {
    everywhere(path -> path.isUnfit("{'_schema': ['Invalid input type.']}"), body);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "x",
        "{",
        "{'name'",
        "{'name': ",
        "{'name': 'x",
        "{'name': 'x'",
        "{'name': 'x'}}",
        "{'name': 'x'} x",
        "{'name': 'x'}{'name': 'x'}",
        "{'name': 'x'},",
        "{'name': 'x',}",
        "{name: 'x'}",
        "[",
        "[1,]",
        "nul",
        "NaN",
        "{'name': NaN}",
        "{'name': Infinity}",
        "{'name': 01}",
        "{'name': +1}",
        "{'name': .5}",
        "{'name': 0x1}",
        "{'name': '\t'}",
        "{'name': '\\x'}",
        "{'name': '\\u12'}",
        "{/* no */}",
        "// no",
        "'x' 'y'",
        "name=x"
      })
  void what_is_no_json_is_told_so(String body) {
    everywhere(Answer::isNoJson, body);
  }

  @Test
  void every_fault_is_named_at_once() {
    when(POST, "/item", "{'name': '', 'price': -1, 'store_id': 'x', 'colour': null, '': 1}")
        .isUnfit(
            """
            {'name': ['Shorter than minimum length 1.'],
             'price': ['Must be greater than or equal to 0.'],
             'store_id': ['Not a valid integer.'],
             'colour': ['Unknown field.'],
             '': ['Unknown field.']}""");
    when(POST, "/item", "{}")
        .isUnfit(
            """
            {'name': ['Missing data for required field.'],
             'price': ['Missing data for required field.'],
             'store_id': ['Missing data for required field.']}""");
  }

  @ParameterizedTest
  @ValueSource(strings = {"id", "items", "tags", "Name", "NAME", " name", "__proto__", "_schema"})
  void a_field_that_nobody_asked_for_is_named(String field) {
    String errors = json("{'%s': ['Unknown field.']}", field);
    when(POST, "/store", json("{'name': '%s', '%s': []}", newName(), field)).isUnfit(errors);
    when(PUT, "/item/2147483646", json("{'%s': {}}", field)).isUnfit(errors);
  }

  @Test
  void a_field_that_comes_twice_is_named_once() {
    when(POST, "/store", "{'name': 'x', 'name': 'y', 'name': 'z'}")
        .isUnfit("{'name': ['Duplicate field.']}");
  }

  @Test
  void a_body_as_deep_as_it_is_long_is_refused() {
    when(POST, "/store", "[".repeat(DEEP)).isNoJson();
    when(POST, "/store", "[".repeat(DEEP) + "]".repeat(DEEP)).isNoJson();
    when(POST, "/store", "{'name': " + "[".repeat(DEEP) + "]".repeat(DEEP) + "}").isNoJson();
    when(POST, "/store", "{'name': ".repeat(DEEP) + "1" + "}".repeat(DEEP)).isNoJson();
  }

  @Test
  void a_body_that_is_not_utf_8_is_no_json() {
    bytes(json("{'name': 'gepr\u00fcft'}").getBytes(ISO_8859_1)).isNoJson();
    bytes(json("{'name': '\u00ed\u00a0\u0080'}").getBytes(ISO_8859_1)).isNoJson();
    bytes(new byte[] {0}).isNoJson();
  }

  @Test
  void bytes_that_stand_for_no_character_are_no_text() {
    bytes(json("{'name': '\u00f5\u0080\u0080\u0080'}").getBytes(ISO_8859_1))
        .isUnfit("{'name': ['Not a valid string.']}");
    bytes(json("{'name': '\u00c0\u0080'}").getBytes(ISO_8859_1))
        .isUnfit("{'name': ['Not a valid string.']}");
  }

  @Test
  void a_byte_order_mark_is_passed_over() {
    bytes(json("\ufeff{'name': '%s'}", newName()).getBytes(UTF_8)).then(CREATED);
    bytes(json("{'name': '%s'}", newName()).getBytes(UTF_16)).then(CREATED);
  }

  @Test
  void a_body_over_8_mebibytes_is_too_large_whether_its_length_is_told_or_not() {
    byte[] large = json("{'name': '%s'}", "x".repeat(TEN_MILLION)).getBytes(UTF_8);

    bytes(large).isRefused(CONTENT_TOO_LARGE);
    given("Content-Type", "application/json")
        .send(POST, "/store", BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(large)))
        .isRefused(CONTENT_TOO_LARGE);
  }

  @Test
  void a_body_of_8_mebibytes_is_read() {
    String body = json("{'name': '%s'}", newName());

    when(POST, "/store", body + " ".repeat(8 * 1024 * 1024 - body.length())).then(CREATED);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "text/plain",
        "application/xml",
        "application/x-www-form-urlencoded",
        "multipart/form-data",
        "application/problem+json",
        "application/merge-patch+json",
        "garbage",
        "*/*",
        "json",
        "application/json2",
        "application/json, text/plain"
      })
  void another_media_type_is_refused(String type) {
    String body = json("{'name': '%s'}", newName());
    for (String path : List.of("/store", "/item", "/store/1/tag")) {
      given("Content-Type", type).when(POST, path, body).isRefused(UNSUPPORTED_MEDIA_TYPE);
    }
    given("Content-Type", type).when(PUT, "/item/1", body).isRefused(UNSUPPORTED_MEDIA_TYPE);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "application/json; charset=utf-8",
        "application/json;charset=UTF-8",
        "APPLICATION/JSON",
        "application/json; x=y",
        " application/json "
      })
  void json_is_known_in_any_spelling(String type) {
    given("Content-Type", type)
        .when(POST, "/store", json("{'name': '%s'}", newName()))
        .then(CREATED);
  }

  @Test
  void a_body_of_no_media_type_is_taken_for_json() {
    given("Accept", "*/*")
        .send(POST, "/store", BodyPublishers.ofString(json("{'name': '%s'}", newName())))
        .then(CREATED);
  }

  private Answer bytes(byte[] body) {
    return given("Content-Type", "application/json")
        .send(POST, "/store", BodyPublishers.ofByteArray(body));
  }

  private void everywhere(Consumer<Answer> expectation, String body) {
    int store = newStore();
    expectation.accept(when(POST, "/store", body));
    expectation.accept(when(POST, "/item", body));
    expectation.accept(when(POST, "/store/" + store + "/tag", body));
    expectation.accept(when(PUT, "/item/" + newItem(store), body));
  }
}
