package tagledger.app.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.http.HttpMethod.DELETE;
import static org.springframework.http.HttpMethod.GET;
import static org.springframework.http.HttpMethod.HEAD;
import static org.springframework.http.HttpMethod.POST;
import static org.springframework.http.HttpMethod.PUT;
import static org.springframework.http.HttpStatus.CREATED;
import static org.springframework.http.HttpStatus.METHOD_NOT_ALLOWED;
import static org.springframework.http.HttpStatus.OK;
import static tagledger.app.http.Json.json;

import java.net.http.HttpRequest.BodyPublishers;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class ExportTest extends HttpTest {

  private static final Pattern OWN_KEY = Pattern.compile("(tagledger:[0-9a-f]{16})/[a-z]+/[0-9]+");

  private int store;

  @BeforeEach
  void a_store() {
    store = newStore();
  }

  @Test
  void a_store_is_exported_with_its_items_posts_and_tags() {
    int chair = newItem(store, "Chair", "17.990");
    int post = newPost(store, "News");
    int table = newItem(store, "Table", "180");
    int wood = newTag(store, "wood");
    newTag(store, "bare");
    int furniture = newTag(store, "furniture");
    link(chair, furniture);
    link(chair, wood);
    when(POST, linkOfPost(post, furniture)).then(CREATED);

    Answer export = export().has("Content-Type", "application/x-ndjson");
    List<JsonNode> lines = lines(export);
    String log = log(lines.getFirst());

    export.has("Content-Disposition", json("attachment; filename='store-%d.ndjson'", store));
    assertLines(
        lines,
        json("{'item': {'name': 'Chair', 'price': 17.99}, 'key': '%s/item/%d',", log, chair)
            + json("'tags': ['wood', 'furniture']}"),
        json("{'item': {'name': 'Table', 'price': 180}, 'key': '%s/item/%d',", log, table)
            + json("'tags': []}"),
        json("{'post': {'title': 'News'}, 'key': '%s/post/%d',", log, post)
            + json("'tags': ['furniture']}"),
        json("{'tags': ['bare']}"));
  }

  @Test
  void the_keys_of_what_was_not_imported_stay_as_they_are() {
    int item = newItem(store);
    String before = lines(export()).getFirst().path("key").stringValue();
    when(PUT, "/item/" + item, "{'name': 'Stool'}").then(OK);

    JsonNode line = lines(export()).getFirst();
    assertThat(line.at("/item/name").stringValue()).isEqualTo("Stool");
    assertThat(line.path("key").stringValue()).isEqualTo(before);

    int other = newStore();
    newPost(other);
    assertThat(log(lines(when(GET, "/store/" + other + "/export")).getFirst()))
        .as("of one log")
        .isEqualTo(log(line));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "null",
        "one\r\ntwo\rthree\n\n",
        "it's \"quoted\" \\ / {\"item\": 1}",
        "\ud83e\ude91 e\u0301 \ufeff \u2028\u2029\u0085 \u0001"
      })
  void each_post_is_one_line_whatever_its_content(String content) {
    assertExported(content);
  }

  @Test
  void a_megabyte_of_content_is_one_line() {
    assertExported("x\n".repeat(1 << 19));
  }

  @Test
  void an_empty_store_is_an_empty_file() {
    export().isEmpty().has("Content-Type", "application/x-ndjson");
  }

  @Test
  void an_unknown_or_a_deleted_store_is_not_found() {
    when(GET, "/store/2147483647/export").isNotFound().hasNo("Content-Disposition");
    when(GET, "/store/0/export").isNotFound();
    when(GET, "/store/x/export").isNotFound();
    when(DELETE, "/store/" + store).then(OK);
    when(GET, "/store/" + store + "/export").isNotFound();
  }

  @Test
  void an_export_is_asked_for_without_its_lines() {
    newItem(store);

    when(HEAD, "/store/" + store + "/export")
        .then(OK)
        .isEmpty()
        .has("Content-Type", "application/x-ndjson");
  }

  @Test
  void an_export_is_only_read() {
    when(PUT, "/store/" + store + "/export", "{}").then(METHOD_NOT_ALLOWED);
  }

  private void assertExported(String content) {
    newPost(store, "Before");
    given("Content-Type", "application/json")
        .send(
            POST,
            "/store/" + store + "/post",
            BodyPublishers.ofString(
                JsonMapper.shared()
                    .writeValueAsString(Map.of("title", "News", "content", content))))
        .then(CREATED);

    List<JsonNode> lines = lines(export());
    assertThat(lines).hasSize(2);
    assertThat(lines.get(0).path("post").has("content")).isFalse();
    assertThat(lines.get(1).at("/post/content").stringValue()).isEqualTo(content);
  }

  private Answer export() {
    return when(GET, "/store/" + store + "/export").then(OK);
  }

  /** Each is ended by one line feed, and is one JSON document. */
  private static List<JsonNode> lines(Answer export) {
    List<JsonNode> lines = new ArrayList<>();
    String text = export.text();
    for (int from = 0; from < text.length(); ) {
      int end = text.indexOf('\n', from);
      assertThat(end).isPositive();
      assertThat(text.charAt(from)).isEqualTo('{');
      lines.add(Json.read(text.substring(from, end)));
      from = end + 1;
    }
    return lines;
  }

  /** What the keys of all things of this log begin with. */
  private static String log(JsonNode line) {
    Matcher key = OWN_KEY.matcher(line.path("key").stringValue());
    assertThat(key.matches()).as("%s", line).isTrue();
    return key.group(1);
  }

  private static void assertLines(List<JsonNode> lines, String... expected) {
    assertThat(lines).hasSize(expected.length);
    for (int i = 0; i < expected.length; i++) {
      Json.assertSame(lines.get(i).toString(), expected[i]);
    }
  }
}
