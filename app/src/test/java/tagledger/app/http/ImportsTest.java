package tagledger.app.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.http.HttpMethod.DELETE;
import static org.springframework.http.HttpMethod.GET;
import static org.springframework.http.HttpMethod.PUT;
import static org.springframework.http.HttpStatus.OK;
import static org.springframework.http.HttpStatus.UNPROCESSABLE_CONTENT;
import static tagledger.app.http.Files.CSV;
import static tagledger.app.http.Files.NDJSON;
import static tagledger.app.http.Files.XML;
import static tagledger.app.http.Json.json;

import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** What files come to. */
class ImportsTest extends HttpTest {

  private static final String LINES =
      """
      {'item': {'name': 'Chair', 'price': 17.99}, 'key': 'chair', 'tags': ['wood', 'garden']}
      {'item': {'name': 'Table', 'price': 50}, 'key': 'table', 'tags': ['wood']}
      {'post': {'title': 'News', 'content': 'All of it'}, 'key': 'news', 'tags': ['garden']}
      {'tags': ['unborne']}
      """;

  @Test
  void lines_become_items_posts_tags_and_links_in_their_order() {
    int store = newStore();
    JsonNode report = bringIn(NDJSON, store, LINES).then(OK).body();
    counts(report, "items", 2, "posts", 1, "tags", 3, "links", 4, "rows", 4, "bad", 0);
    assertThat(report.path("state").stringValue()).isEqualTo("done");
    assertThat(report.path("format").stringValue()).isEqualTo("ndjson");
    JsonNode shown = when(GET, "/store/" + store).then(OK).body();
    assertThat(shown.path("items").findValuesAsString("name")).containsExactly("Chair", "Table");
    assertThat(shown.path("tags").findValuesAsString("name"))
        .containsExactly("wood", "garden", "unborne");
    int chair = shown.path("items").get(0).path("id").intValue();
    assertThat(names(when(GET, "/item/" + chair + "/tag"))).containsExactly("wood", "garden");
    JsonNode post = when(GET, "/store/" + store + "/post").then(OK).body().get(0);
    assertThat(post.path("content").stringValue()).isEqualTo("All of it");
  }

  @Test
  void the_same_file_twice_makes_nothing_twice() {
    int store = newStore();
    bringIn(NDJSON, store, LINES).then(OK);
    String before = when(GET, "/store/" + store).then(OK).text();
    JsonNode report = bringIn(NDJSON, store, LINES).then(OK).body();
    counts(report, "items", 0, "posts", 0, "tags", 0, "links", 0, "changed", 0, "unchanged", 3);
    assertThat(report.has("position")).isFalse();
    assertThat(when(GET, "/store/" + store).then(OK).text()).isEqualTo(before);
  }

  @Test
  void a_changed_row_changes_the_thing_that_bears_its_key() {
    int store = newStore();
    bringIn(NDJSON, store, LINES).then(OK);
    JsonNode was = when(GET, "/store/" + store).then(OK).body();
    JsonNode report =
        bringIn(
                NDJSON,
                store,
                "{'item': {'name': 'Armchair', 'price': 20}, 'key': 'chair', 'tags': ['wood',"
                    + " 'new']}")
            .then(OK)
            .body();
    counts(report, "items", 0, "tags", 1, "links", 1, "unlinked", 1, "changed", 1);
    int chair = was.path("items").get(0).path("id").intValue();
    JsonNode now = when(GET, "/item/" + chair).then(OK).body();
    assertThat(now.path("name").stringValue()).isEqualTo("Armchair");
    assertThat(now.path("tags").findValuesAsString("name")).containsExactly("wood", "new");
  }

  @Test
  void a_row_without_tags_leaves_the_links_of_its_thing_alone() {
    int store = newStore();
    bringIn(NDJSON, store, LINES).then(OK);
    JsonNode report =
        bringIn(NDJSON, store, "{'item': {'name': 'Chair', 'price': 18}, 'key': 'chair'}")
            .then(OK)
            .body();
    counts(report, "changed", 1, "links", 0, "unlinked", 0);
  }

  @Test
  void two_items_may_have_one_name_and_are_known_again_by_their_place() {
    int store = newStore();
    String file = "name,price\nChair,1\nChair,2\nTable,3\nChair,4\n";
    counts(bringIn(CSV, store, file).then(OK).body(), "items", 4);
    counts(bringIn(CSV, store, file).then(OK).body(), "items", 0, "unchanged", 4);
    JsonNode report = bringIn(CSV, store, file.replace("Chair,2", "Chair,2.5")).then(OK).body();
    counts(report, "items", 0, "changed", 1, "unchanged", 3);
    assertThat(when(GET, "/store/" + store).then(OK).text()).contains("\"price\":2.5");
  }

  @Test
  void a_thing_that_was_deleted_comes_back_under_its_own_id() {
    int store = newStore();
    bringIn(NDJSON, store, LINES).then(OK);
    int chair =
        when(GET, "/store/" + store).then(OK).body().path("items").get(0).path("id").intValue();
    when(DELETE, "/item/" + chair).then(OK);
    counts(bringIn(NDJSON, store, LINES).then(OK).body(), "items", 1, "links", 2, "unchanged", 2);
    when(GET, "/item/" + chair).then(OK).shows("'name':'Chair'");
  }

  @Test
  void a_product_of_shopify_is_one_item_with_the_price_of_its_first_variant() {
    int store = newStore();
    String file =
        """
        Handle,Title,Tags,Variant Price
        pot,Clay Pot,"Pot, Plants",9.99
        pot,,,15.99
        sofa,Sofa,,500
        """;
    JsonNode report = bringIn(CSV, store, file).then(OK).body();
    counts(report, "items", 2, "tags", 2, "links", 2, "bad", 0);
    assertThat(report.path("format").stringValue()).isEqualTo("shopify-csv");
    assertThat(when(GET, "/store/" + store).then(OK).text())
        .contains(json("'name':'Clay Pot','price':9.99"), json("'name':'Sofa','price':500"));
  }

  @Test
  void the_published_posts_of_wordpress_come_in_and_the_rest_is_counted() {
    int store = newStore();
    String item =
        "<item><title>%s</title><wp:post_name>%s</wp:post_name><wp:post_type>%s</wp:post_type>"
            + "<wp:status>%s</wp:status><content:encoded><![CDATA[<b>%s</b>\n ]]></content:encoded>"
            + "<category domain='post_tag'>news</category><category domain='category'>x</category>"
            + "</item>";
    String file =
        "<rss xmlns:wp='http://wordpress.org/export/1.2/'"
            + " xmlns:content='http://purl.org/rss/1.0/modules/content/'><channel>"
            + item.formatted("First", "first", "post", "publish", "one")
            + item.formatted("Draft", "draft", "post", "draft", "two")
            + item.formatted("About", "about", "page", "publish", "three")
            + "</channel></rss>";
    JsonNode report = bringIn(XML, store, file).then(OK).body();
    counts(report, "posts", 1, "tags", 1, "links", 1, "skipped", 2);
    assertThat(report.path("skipped_kinds").toString()).isEqualTo("{\"draft\":1,\"page\":1}");
    JsonNode post = when(GET, "/store/" + store + "/post").then(OK).body().get(0);
    assertThat(post.path("content").stringValue()).isEqualTo("<b>one</b>\n ");
  }

  @Test
  void a_bad_row_is_told_by_its_line_and_does_not_stop_the_rest() {
    int store = newStore();
    JsonNode report =
        bringIn(CSV, store, "name,price,tags\nChair,1,a\nTable,x,b\n,3,c\nSofa,4,d\n")
            .then(OK)
            .body();
    counts(report, "items", 2, "tags", 2, "bad", 2);
    assertThat(report.path("errors").toString())
        .isEqualTo(
            json(
                "[{'line':3,'reason':'price: Not a valid number.'},"
                    + "{'line':4,'reason':'name: Missing data for required field.'}]"));
  }

  @Test
  void all_or_nothing_is_nothing_where_a_row_is_bad() {
    int store = newStore();
    Answer refused = bringIn(CSV, store, "?atomic=true", "name,price\nChair,1\nTable,x\n");
    JsonNode report = refused.then(UNPROCESSABLE_CONTENT).body();
    assertThat(report.path("code").intValue()).isEqualTo(422);
    assertThat(report.path("state").stringValue()).isEqualTo("failed");
    counts(report, "items", 0, "bad", 1);
    assertThat(when(GET, "/store/" + store).then(OK).body().path("items")).isEmpty();
    counts(
        bringIn(CSV, store, "?atomic=true", "name,price\nChair,1\nTable,2\n").then(OK).body(),
        "items",
        2);
  }

  @Test
  void a_dry_run_reports_the_same_and_writes_nothing() {
    int store = newStore();
    JsonNode dry = bringIn(NDJSON, store, "?dry_run=true", LINES).then(OK).body();
    assertThat(dry.has("position")).isFalse();
    JsonNode empty = when(GET, "/store/" + store).then(OK).body();
    assertThat(empty.path("items")).isEmpty();
    assertThat(empty.path("tags")).isEmpty();
    JsonNode real = bringIn(NDJSON, store, LINES).then(OK).body();
    for (String count : new String[] {"items", "posts", "tags", "links", "changed", "rows"}) {
      assertThat(dry.path(count)).as(count).isEqualTo(real.path(count));
    }
  }

  @Test
  void what_was_changed_by_hand_is_as_the_file_says_again() {
    int store = newStore();
    bringIn(NDJSON, store, LINES).then(OK);
    int chair =
        when(GET, "/store/" + store).then(OK).body().path("items").get(0).path("id").intValue();
    when(PUT, "/item/" + chair, "{'price': 1}").then(OK);
    counts(bringIn(NDJSON, store, LINES).then(OK).body(), "changed", 1, "unchanged", 2);
    when(GET, "/item/" + chair).then(OK).shows("'price':17.99");
  }

  @Test
  void many_rows_come_in_by_many_commands_as_one_change() {
    int store = newStore();
    StringBuilder file = new StringBuilder("name,price,tags,key\n");
    for (int i = 0; i < 5_500; i++) {
      file.append("Item ").append(i).append(",1,\"all, t").append(i % 7).append("\",").append(i);
      file.append('\n');
    }
    JsonNode report = bringIn(CSV, store, file.toString()).then(OK).body();
    counts(report, "items", 5_500, "tags", 8, "links", 11_000);
    assertThat(when(GET, "/store/" + store).then(OK).body().path("items")).hasSize(5_500);
    counts(
        bringIn(CSV, store, "?atomic=true", file.toString()).then(OK).body(), "unchanged", 5_500);
  }

  private Answer bringIn(String type, int store, String file) {
    return bringIn(type, store, "", file);
  }

  private Answer bringIn(String type, int store, String query, String file) {
    return Files.bringIn(new Request(port()), type, store, query, file);
  }

  private static java.util.List<String> names(Answer answer) {
    return answer.then(OK).body().findValuesAsString("name");
  }

  private static void counts(JsonNode report, Object... expected) {
    for (int i = 0; i < expected.length; i += 2) {
      String count = (String) expected[i];
      assertThat(report.path(count).intValue())
          .as("%s in %s", count, report)
          .isEqualTo(expected[i + 1]);
    }
  }
}
