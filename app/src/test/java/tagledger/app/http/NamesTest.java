package tagledger.app.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.http.HttpMethod.GET;
import static org.springframework.http.HttpMethod.POST;
import static org.springframework.http.HttpMethod.PUT;
import static org.springframework.http.HttpStatus.CREATED;
import static org.springframework.http.HttpStatus.OK;
import static tagledger.app.http.Json.json;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NamesTest extends HttpTest {

  private static final String EMOJI = "\ud83e\ude91";

  private int store;
  private int item;

  @BeforeEach
  void an_item() {
    store = newStore();
    item = newItem(store);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "1",
        "1.5",
        "true",
        "false",
        "[]",
        "{}",
        "['x']",
        "{'a': 'b'}",
        "'\\u0000'",
        "'a\\u0000b'",
        "'\\ud800'",
        "'\\udc00'",
        "'\\udc00\\ud800'",
        "'x\\ud83e'"
      })
  void what_is_no_text_is_no_name(String name) {
    everyNameIsRefused(name, "Not a valid string.");
  }

  @Test
  void null_is_no_name() {
    everyNameIsRefused("null", "Field may not be null.");
  }

  @Test
  void an_empty_name_is_too_short() {
    everyNameIsRefused("''", "Shorter than minimum length 1.");
  }

  @Test
  void a_name_of_81_code_points_is_too_long() {
    everyNameIsRefused(json("'%s'", "x".repeat(81)), "Longer than maximum length 80.");
    everyNameIsRefused(json("'%s'", EMOJI.repeat(81)), "Longer than maximum length 80.");
    everyNameIsRefused(json("'%s'", "\\ud83e\\ude91".repeat(81)), "Longer than maximum length 80.");
    everyNameIsRefused(json("'%s'", "x".repeat(1_000_000)), "Longer than maximum length 80.");
  }

  @Test
  void a_name_of_80_code_points_is_taken_whatever_they_are() {
    for (String name :
        new String[] {"x".repeat(80), EMOJI.repeat(80), "é".repeat(80), "\\\\".repeat(80)}) {
      when(POST, "/store/" + store + "/tag", json("{'name': '%s'}", name))
          .then(CREATED)
          .shows("'name':'" + name + "'");
      when(PUT, "/item/" + item, json("{'name': '%s'}", name))
          .then(OK)
          .shows("'name':'" + name + "'");
    }
    newStore(EMOJI.repeat(80));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        " ",
        " x ",
        "\\n",
        "\\t\\r",
        "\\\"",
        "</script>",
        "%00",
        "DROP TABLE stores; --",
        "\\u0001",
        "\\u202e",
        "\\uffff",
        "\\ud83e\\ude91",
        "e\\u0301",
        "\u00e9",
        "{}",
        "$1 ?",
        "null"
      })
  void any_other_text_comes_out_as_it_went_in(String name) {
    String given = "{\"name\": \"" + name + "\"}";

    Answer tag = when(POST, "/store/" + store + "/tag", given).then(CREATED);

    String expected = Json.read(given).path("name").stringValue();
    for (String path : new String[] {"/tag/" + tag.id(), "/store/" + store + "/tag?limit=1"}) {
      Answer shown = when(GET, path).then(OK);
      assertThat(
              (shown.body().isArray() ? shown.body().get(0) : shown.body())
                  .path("name")
                  .stringValue())
          .isEqualTo(expected);
    }
  }

  @Test
  void a_missing_name_is_named() {
    String missing = "{'name': ['Missing data for required field.']}";
    when(POST, "/store", "{}").isUnfit(missing);
    when(POST, "/store/" + store + "/tag", "{}").isUnfit(missing);
    when(POST, "/item", json("{'price': 1, 'store_id': %d}", store)).isUnfit(missing);
  }

  private void everyNameIsRefused(String name, String message) {
    String errors = json("{'name': ['%s']}", message);
    String body = json("{'name': %s}", name);
    when(POST, "/store", body).isUnfit(errors);
    when(POST, "/store/" + store + "/tag", body).isUnfit(errors);
    when(PUT, "/item/" + item, body).isUnfit(errors);
    when(POST, "/item", json("{'name': %s, 'price': 1, 'store_id': %d}", name, store))
        .isUnfit(errors);
  }
}
