package tagledger.app.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.http.HttpMethod.GET;
import static org.springframework.http.HttpMethod.POST;
import static org.springframework.http.HttpMethod.PUT;
import static org.springframework.http.HttpStatus.CREATED;
import static org.springframework.http.HttpStatus.OK;
import static tagledger.app.http.Json.json;

import java.net.http.HttpRequest.BodyPublishers;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.http.HttpMethod;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Titles and contents: what is taken, and that it comes out as it went in. */
class PostTextsTest extends HttpTest {

  private static final int MEGABYTE = 1 << 20;
  private static final String EMOJI = "\ud83e\ude91";
  private static final String TOO_LONG = "Longer than maximum length 1048576 bytes.";

  private String posts = "";
  private String post = "";

  @BeforeEach
  void a_post() {
    int store = newStore();
    posts = "/store/" + store + "/post";
    post = "/post/" + newPost(store);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        " leading and trailing  \t ",
        "one\r\ntwo\r\n",
        "one\rtwo\n\n",
        "it's a 'chair', \"isn't\" it? \\ / \\u0041",
        "\ud83e\ude91\ud83d\udc69\u200d\ud83d\udc67 e\u0301 \u00e9 \ufeff \u202e \uffff",
        "\u0001\u001f\u007f\u0085\u2028",
        "<script>alert(1)</script> & %00 %s $1 ?",
        "null"
      })
  void content_comes_out_as_it_went_in(String content) {
    assertKept(content);
  }

  @Test
  void content_of_a_megabyte_of_utf8_is_kept_and_a_byte_more_is_refused() {
    for (String content :
        new String[] {
          "x".repeat(MEGABYTE), EMOJI.repeat(MEGABYTE / 4), "\r\n\"\\".repeat(MEGABYTE / 4)
        }) {
      assertKept(content);

      Map<String, String> more = Map.of("title", "News", "content", content + "x");
      send(POST, posts, more).isUnfit(json("{'content': ['%s']}", TOO_LONG));
      send(PUT, post, more).isUnfit(json("{'content': ['%s']}", TOO_LONG));
      assertThat(when(GET, post).body().path("content").stringValue()).isEqualTo(content);
    }
  }

  @Test
  void a_megabyte_may_be_sent_in_escapes() {
    String body = "{\"title\": \"News\", \"content\": \"" + "\\u0041".repeat(MEGABYTE) + "\"}";

    JsonNode added = when(POST, posts, body).then(CREATED).body();

    assertThat(added.path("content").stringValue()).isEqualTo("A".repeat(MEGABYTE));
  }

  @Test
  void a_title_of_255_code_points_is_taken_and_of_256_refused() {
    for (String letter : new String[] {"x", "é", EMOJI}) {
      String title = letter.repeat(255);
      Answer added = when(POST, posts, json("{'title': '%s'}", title)).then(CREATED);
      assertThat(added.body().path("title").stringValue()).isEqualTo(title);
      when(PUT, post, json("{'title': '%s'}", title)).then(OK).shows("'title':'" + title + "'");

      everyBodyIsRefused(
          json("{'title': '%s'}", title + letter),
          "{'title': ['Longer than maximum length 255.']}");
    }
  }

  @Test
  void every_bad_field_is_named_at_once() {
    String tooLong = "x".repeat(256);
    everyBodyIsRefused(
        "{'title': null, 'content': null, 'colour': 'red'}",
        """
        {'title': ['Field may not be null.'], 'content': ['Field may not be null.'],
         'colour': ['Unknown field.']}""");
    everyBodyIsRefused(
        "{'title': 7, 'content': ['x']}",
        "{'title': ['Not a valid string.'], 'content': ['Not a valid string.']}");
    everyBodyIsRefused(
        json("{'title': '%s', 'content': '%s'}", tooLong, "x".repeat(MEGABYTE + 1)),
        json("{'title': ['Longer than maximum length 255.'], 'content': ['%s']}", TOO_LONG));
    everyBodyIsRefused("{'title': ''}", "{'title': ['Shorter than minimum length 1.']}");
    everyBodyIsRefused("[]", "{'_schema': ['Invalid input type.']}");
    when(POST, posts, "{'content': 'x'}")
        .isUnfit("{'title': ['Missing data for required field.']}");
    when(POST, posts, "{'title':").isNoJson();
    when(PUT, post, "{'title':").isNoJson();
  }

  @ParameterizedTest
  @ValueSource(strings = {"1", "true", "{}", "[]", "'a\\u0000b'", "'\\ud800'", "'\\udc00\\ud800'"})
  void what_is_no_text_is_no_title_and_no_content(String text) {
    everyBodyIsRefused(
        json("{'title': %s, 'content': %s}", text, text),
        "{'title': ['Not a valid string.'], 'content': ['Not a valid string.']}");
  }

  private void everyBodyIsRefused(String body, String errors) {
    when(POST, posts, body).isUnfit(errors);
    when(PUT, post, body).isUnfit(errors);
  }

  private void assertKept(String content) {
    Answer added = send(POST, posts, Map.of("title", "News", "content", content)).then(CREATED);
    assertContent(added.body(), content);
    assertContent(when(GET, "/post/" + added.id()).body(), content);
    assertContent(send(PUT, post, Map.of("content", content)).then(OK).body(), content);
    assertContent(when(GET, post).body(), content);
    assertContent(when(GET, posts + "?after=" + (added.id() - 1)).body().get(0), content);
  }

  private static void assertContent(JsonNode shown, String content) {
    assertThat(shown.path("content").stringValue()).isEqualTo(content);
  }

  /** As it is, single quotes too. */
  private Answer send(HttpMethod method, String path, Map<String, String> body) {
    return given("Content-Type", "application/json")
        .send(method, path, BodyPublishers.ofString(JsonMapper.shared().writeValueAsString(body)));
  }
}
