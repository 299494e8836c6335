package tagledger.app.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.http.HttpMethod.DELETE;
import static org.springframework.http.HttpMethod.GET;
import static org.springframework.http.HttpMethod.POST;
import static org.springframework.http.HttpStatus.ACCEPTED;
import static org.springframework.http.HttpStatus.CREATED;
import static org.springframework.http.HttpStatus.OK;
import static org.springframework.http.HttpStatus.PRECONDITION_FAILED;
import static tagledger.app.http.Json.json;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class BulkLinksTest extends HttpTest {

  private int store;
  private int item;
  private int otherItem;
  private int post;
  private int tag;
  private int otherTag;
  private String link = "";
  private String unlink = "";

  @BeforeEach
  void two_items_a_post_and_two_tags() {
    store = newStore();
    item = newItem(store);
    otherItem = newItem(store);
    post = newPost(store);
    tag = newTag(store);
    otherTag = newTag(store);
    link = "/store/" + store + "/link";
    unlink = "/store/" + store + "/unlink";
  }

  @Test
  void every_item_and_post_is_linked_with_every_tag() {
    when(POST, link, all()).then(OK, linked(6, 0)).hasNo("ETag");

    assertThat(ids("/tag/" + tag + "/item")).containsExactly(item, otherItem);
    assertThat(ids("/tag/" + otherTag + "/item")).containsExactly(item, otherItem);
    assertThat(ids("/tag/" + otherTag + "/post")).containsExactly(post);
    assertThat(ids("/item/" + otherItem + "/tag")).containsExactly(tag, otherTag);
    assertThat(ids("/post/" + post + "/tag")).containsExactly(tag, otherTag);
    when(GET, "/tag/" + tag).shows("'items':[{'id':" + item + ",");
    when(GET, "/post/" + post).shows("'tags':[{'id':" + tag + ",");
  }

  @Test
  void linking_again_changes_nothing_and_records_no_event() {
    long position = when(POST, link, all()).then(OK, linked(6, 0)).position();

    assertThat(when(POST, link, all()).then(OK, linked(0, 6)).position()).isEqualTo(position);
  }

  @Test
  void only_what_is_missing_is_counted_as_linked() {
    link(item, tag);
    when(POST, linkOfPost(post, otherTag)).then(CREATED);

    when(POST, link, all()).then(OK, linked(4, 2));
  }

  @Test
  void only_what_is_linked_is_counted_as_unlinked() {
    long before = when(POST, unlink, all()).then(OK, unlinked(0, 6)).position();
    assertThat(when(POST, unlink, all()).position()).isEqualTo(before);
    link(item, tag);
    when(POST, linkOfPost(post, otherTag)).then(CREATED);

    when(POST, unlink, all()).then(OK, unlinked(2, 4));
    when(POST, unlink, all()).then(OK, unlinked(0, 6));

    assertNothingIsLinked();
    when(DELETE, "/tag/" + tag).then(ACCEPTED);
  }

  @Test
  void other_links_stay() {
    when(POST, link, all()).then(OK);

    when(POST, unlink, body(List.of(item), List.of(), List.of(tag))).then(OK, unlinked(1, 0));

    assertThat(ids("/tag/" + tag + "/item")).containsExactly(otherItem);
    assertThat(ids("/tag/" + tag + "/post")).containsExactly(post);
    assertThat(ids("/tag/" + otherTag + "/item")).containsExactly(item, otherItem);
  }

  @Test
  void items_and_posts_may_be_left_out_or_empty_and_then_nothing_is_linked() {
    for (String body :
        new String[] {
          json("{'tag_ids': [%d]}", tag),
          body(List.of(), List.of(), List.of(tag)),
          body(List.of(item), List.of(post), List.of()),
          "{'tag_ids': []}"
        }) {
      when(POST, link, body).then(OK, linked(0, 0));
      when(POST, unlink, body).then(OK, unlinked(0, 0));
    }
    when(POST, link, json("{'post_ids': [%d], 'tag_ids': [%d]}", post, tag)).then(OK, linked(1, 0));
  }

  @Test
  void an_id_that_is_given_twice_counts_once_and_may_be_a_string() {
    String twice =
        json(
            "{'item_ids': [%1$d, '%1$d', %2$d, %1$d], 'tag_ids': [%3$d, %3$d]}",
            otherItem, item, tag);

    when(POST, link, twice).then(OK, linked(2, 0));
    when(POST, link, twice).then(OK, linked(0, 2));
    when(POST, unlink, twice).then(OK, unlinked(2, 0));
  }

  @Test
  void every_id_that_is_not_of_this_store_is_named_and_nothing_is_changed() {
    int other = newStore();
    int foreignItem = newItem(other);
    int foreignPost = newPost(other);
    int foreignTag = newTag(other);
    int deleted = newTag(store);
    when(DELETE, "/tag/" + deleted).then(ACCEPTED);
    long before = when(POST, link, "{'tag_ids': []}").position();
    String body =
        body(
            List.of(item, 2147483647, foreignItem),
            List.of(2147483646, foreignPost, post),
            List.of(tag, foreignTag, deleted, 2147483645));
    String errors =
        json(
            "{'item_ids': %s, 'post_ids': %s, 'tag_ids': %s}",
            strangers(foreignItem, 2147483647),
            strangers(foreignPost, 2147483646),
            strangers(foreignTag, deleted, 2147483645));

    when(POST, link, body).isUnfit(errors);
    when(POST, unlink, body).isUnfit(errors);

    assertThat(when(POST, link, "{'tag_ids': []}").position()).isEqualTo(before);
    assertNothingIsLinked();
  }

  @Test
  void a_deleted_item_or_post_is_not_of_this_store() {
    when(DELETE, "/item/" + item).then(OK);
    when(DELETE, "/post/" + post).then(OK);

    when(POST, link, all())
        .isUnfit(json("{'item_ids': %s, 'post_ids': %s}", strangers(item), strangers(post)));
  }

  @Test
  void an_unknown_or_a_deleted_store_is_not_found() {
    when(DELETE, "/store/" + store).then(OK);

    for (String path : new String[] {"/store/" + store, "/store/2147483647", "/store/x"}) {
      when(POST, path + "/link", all()).isNotFound();
      when(POST, path + "/unlink", all()).isNotFound();
    }
  }

  @Test
  void a_condition_names_the_store() {
    String etag = when(GET, "/store/" + store).etag();
    for (String path : new String[] {link, unlink}) {
      given("If-Match", "\"999999999\"").when(POST, path, all()).isRefused(PRECONDITION_FAILED);
      given("If-Match", etag).when(POST, path, all()).then(OK);
    }
  }

  @Test
  void a_thousand_items_and_fifty_tags_are_one_durable_write() {
    List<Integer> items =
        Together.all(20, n -> IntStream.range(0, 50).mapToObj(each -> newItem(store)).toList())
            .stream()
            .flatMap(List::stream)
            .sorted()
            .toList();
    List<Integer> tags = IntStream.range(0, 50).mapToObj(n -> newTag(store)).toList();
    long before = when(POST, link, "{'tag_ids': []}").position();
    String body = body(items, List.of(), tags);

    Answer linked = when(POST, link, body).then(OK, linked(50_000, 0));

    assertThat(linked.position() - before).isBetween(1L, 5L);
    assertThat(when(POST, link, body).then(OK, linked(0, 50_000)).position())
        .isEqualTo(linked.position());
    for (int each : tags) {
      assertThat(ids("/tag/" + each + "/item")).isEqualTo(items);
    }
    assertThat(ids("/item/" + items.get(999) + "/tag")).isEqualTo(tags);

    Answer unlinked = when(POST, unlink, body).then(OK, unlinked(50_000, 0));

    assertThat(unlinked.position() - linked.position()).isBetween(1L, 5L);
    assertThat(ids("/tag/" + tags.get(49) + "/item")).isEmpty();
    assertThat(ids("/item/" + items.get(0) + "/tag")).isEmpty();
  }

  private void assertNothingIsLinked() {
    for (String walk : new String[] {"/tag/" + tag, "/tag/" + otherTag}) {
      assertThat(ids(walk + "/item")).isEmpty();
      assertThat(ids(walk + "/post")).isEmpty();
    }
  }

  private String all() {
    return body(List.of(otherItem, item), List.of(post), List.of(otherTag, tag));
  }

  private static String body(List<Integer> items, List<Integer> posts, List<Integer> tags) {
    return json("{'item_ids': %s, 'post_ids': %s, 'tag_ids': %s}", items, posts, tags);
  }

  private static String linked(int linked, int unchanged) {
    return json("{'linked': %d, 'unchanged': %d}", linked, unchanged);
  }

  private static String unlinked(int unlinked, int unchanged) {
    return json("{'unlinked': %d, 'unchanged': %d}", unlinked, unchanged);
  }

  private static String strangers(int... ids) {
    return IntStream.of(ids).mapToObj(id -> "'" + id + " is not of this store.'").toList() + "";
  }

  private List<Integer> ids(String list) {
    return when(GET, list).then(OK).body().values().stream()
        .map(each -> each.path("id"))
        .map(JsonNode::intValue)
        .toList();
  }
}
