package tagledger.app.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.http.HttpMethod.DELETE;
import static org.springframework.http.HttpMethod.GET;
import static org.springframework.http.HttpMethod.POST;
import static org.springframework.http.HttpMethod.PUT;
import static org.springframework.http.HttpStatus.CREATED;
import static org.springframework.http.HttpStatus.OK;
import static tagledger.app.http.Json.json;

import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

class HistoriesTest extends HttpTest {

  private int store;
  private int item;
  private int tag;

  @BeforeEach
  void an_item_with_a_tag() {
    store = newStore();
    item = newItem(store, "Chair", "10.5");
    tag = newTag(store, "red");
  }

  @Test
  void every_change_that_touched_an_item_is_told_also_when_it_is_deleted() {
    long linked = link(item, tag).position();
    long changed =
        given("Reason", "spring campaign")
            .when(PUT, "/item/" + item, "{'price': 12}")
            .then(OK)
            .position();
    when(POST, "/item", item(store, "Another", "1")).then(CREATED);
    long deleted = when(DELETE, "/item/" + item).then(OK).position();

    JsonNode history = when(GET, "/item/" + item + "/history").then(OK).body();

    assertThat(texts(history, "summary"))
        .containsExactly(
            "Item \"Chair\" added at 10.5",
            "Tag \"red\" linked to item \"Chair\"",
            "Item \"Chair\": price 10.5 → 12",
            "Item \"Chair\" deleted with 1 link");
    assertThat(history)
        .extracting(entry -> entry.path("position").longValue())
        .containsExactly(linked - 2, linked, changed, deleted);
    JsonNode entry = history.path(2);
    assertThat(entry.propertyNames())
        .containsExactly(
            "id",
            "position",
            "time",
            "actor",
            "request_id",
            "reason",
            "store_id",
            "summary",
            "details");
    assertThat(entry.path("time").stringValue())
        .matches("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{6}Z");
    assertThat(entry.path("actor").stringValue()).isEqualTo("anonymous");
    assertThat(entry.path("reason").stringValue()).isEqualTo("spring campaign");
    assertThat(entry.path("store_id").intValue()).isEqualTo(store);
    Json.assertSame(
        entry.path("details").toString(),
        json(
            "[{'kind': 'item', 'before': {'id': %1$d, 'name': 'Chair', 'price': 10.5},"
                + " 'after': {'id': %1$d, 'name': 'Chair', 'price': 12}}]",
            item));
    Json.assertSame(
        history.path(3).path("details").toString(),
        json(
            "[{'kind': 'item', 'before': {'id': %1$d, 'name': 'Chair', 'price': 12}, 'after': null},"
                + " {'kind': 'link', 'before': {'item_id': %1$d, 'tag_id': %2$d}, 'after': null}]",
            item, tag));
  }

  @Test
  void the_history_of_a_tag_has_the_links_of_all_that_bore_it() {
    int post = newPost(store, "News");
    link(item, tag);
    when(POST, linkOfPost(post, tag)).then(CREATED);
    when(DELETE, "/post/" + post).then(OK);
    when(DELETE, linkOf(item, tag)).then(OK);
    when(DELETE, "/tag/" + tag);

    assertThat(texts(when(GET, "/tag/" + tag + "/history").then(OK).body(), "summary"))
        .containsExactly(
            "Tag \"red\" added",
            "Tag \"red\" linked to item \"Chair\"",
            "Tag \"red\" linked to post \"News\"",
            "Tag \"red\" unlinked from post \"News\"",
            "Tag \"red\" unlinked from item \"Chair\"",
            "Tag \"red\" deleted");
    assertThat(texts(when(GET, "/post/" + post + "/history").then(OK).body(), "summary"))
        .containsExactly(
            "Post \"News\" added",
            "Tag \"red\" linked to post \"News\"",
            "Post \"News\" deleted with 1 link");
  }

  @Test
  void a_bulk_link_is_told_to_each_thing_as_far_as_it_concerns_it() {
    int other = newItem(store, "Table", "180");
    when(
            POST,
            "/store/" + store + "/link",
            json("{'item_ids': [%d, %d], 'tag_ids': [%d]}", item, other, tag))
        .then(OK);

    JsonNode ofItem = when(GET, "/item/" + item + "/history").then(OK).body();
    JsonNode ofTag = when(GET, "/tag/" + tag + "/history").then(OK).body();
    JsonNode ofStore = when(GET, "/store/" + store + "/history").then(OK).body();

    assertThat(texts(ofItem, "summary").getLast())
        .isEqualTo("Tag \"red\" linked to item \"Chair\"");
    assertThat(texts(ofTag, "summary").getLast()).isEqualTo("2 links added");
    assertThat(texts(ofStore, "summary").getLast()).isEqualTo("2 links added");
    assertThat(ofItem.path(1).path("details").size()).isEqualTo(1);
    assertThat(ofTag.path(1).path("details").size()).isEqualTo(2);
    assertThat(ofItem.path(1).path("id")).isEqualTo(ofStore.path(4).path("id"));
  }

  @Test
  void the_history_of_a_deleted_store_is_all_that_happened_in_it() {
    String name = when(GET, "/store/" + store).then(OK).body().path("name").stringValue();
    link(item, tag);
    when(DELETE, "/store/" + store).then(OK);

    assertThat(texts(when(GET, "/store/" + store + "/history").then(OK).body(), "summary"))
        .containsExactly(
            "Store \"" + name + "\" created",
            "Item \"Chair\" added at 10.5",
            "Tag \"red\" added",
            "Tag \"red\" linked to item \"Chair\"",
            "Store \"" + name + "\" deleted with 1 item, 1 tag and 1 link");
    assertThat(texts(when(GET, "/item/" + item + "/history").then(OK).body(), "summary"))
        .containsExactly(
            "Item \"Chair\" added at 10.5",
            "Tag \"red\" linked to item \"Chair\"",
            "Item \"Chair\" deleted with 1 link");
  }

  @ParameterizedTest
  @ValueSource(strings = {"asc", "desc"})
  void following_the_links_walks_a_history_exactly_once(String order) {
    for (int price = 1; price <= 6; price++) {
      when(PUT, "/item/" + item, json("{'price': %d}", price)).then(OK);
    }
    String path = "/item/" + item + "/history?order=" + order;
    List<JsonNode> whole = List.copyOf(when(GET, path).then(OK).hasNo("Link").body().values());

    assertThat(whole).hasSize(7);
    assertThat(whole.getFirst().path("summary").stringValue())
        .isEqualTo(
            order.equals("asc") ? "Item \"Chair\" added at 10.5" : "Item \"Chair\": price 5 → 6");
    for (int limit : new int[] {1, 3, 7}) {
      assertThat(Pages.walk(this, path + "&limit=" + limit)).isEqualTo(whole);
    }
  }

  @Test
  void what_never_was_has_no_history() {
    for (String kind : List.of("store", "item", "post", "tag")) {
      when(GET, "/" + kind + "/2147483647/history").isNotFound();
      when(GET, "/" + kind + "/0/history").isNotFound();
      when(GET, "/" + kind + "/x/history").isNotFound();
    }
  }

  @Test
  void what_goes_unheard_is_refused() {
    String path = "/item/" + item + "/history";
    when(GET, path + "?colour=red&limit=0")
        .isUnfit(
            "query",
            "{'colour': ['Unknown field.'],"
                + " 'limit': ['Must be greater than or equal to 1.']}");
    when(GET, path + "?order=up&after=x")
        .isUnfit(
            "query",
            "{'order': ['Must be one of: asc, desc.'], 'after': ['Not a valid integer.']}");
    when(GET, path + "?limit=1&limit=2").isUnfit("query", "{'limit': ['Given more than once.']}");
    when(GET, path + "?kind=item").isUnfit("query", "{'kind': ['Unknown field.']}");
  }

  static List<String> texts(JsonNode changes, String key) {
    return changes.valueStream().map(change -> change.path(key).stringValue()).toList();
  }
}
