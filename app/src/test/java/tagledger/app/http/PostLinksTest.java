package tagledger.app.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.http.HttpMethod.DELETE;
import static org.springframework.http.HttpMethod.GET;
import static org.springframework.http.HttpMethod.POST;
import static org.springframework.http.HttpStatus.ACCEPTED;
import static org.springframework.http.HttpStatus.BAD_REQUEST;
import static org.springframework.http.HttpStatus.CREATED;
import static org.springframework.http.HttpStatus.OK;
import static org.springframework.http.HttpStatus.PRECONDITION_FAILED;
import static tagledger.app.http.Json.json;

import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.http.HttpMethod;

class PostLinksTest extends HttpTest {

  private static final String ACROSS =
      "Make sure item and tag belong to the same store before linking.";
  private static final String BORNE =
      "Could not delete tag. Make sure tag is not associated with any items, then try again.";

  private final String name = newName();
  private int store;
  private int post;
  private int tag;

  @BeforeEach
  void a_post_and_a_tag() {
    store = newStore(name);
    post = newPost(store, "News");
    tag = newTag(store, "wood");
  }

  @Test
  void linking_answers_the_tag_which_shows_its_items_alone() {
    Answer linked = when(POST, linkOfPost(post, tag));

    linked.then(CREATED, shownTag());
    when(GET, "/tag/" + tag).then(OK, linked.text()).has("ETag", linked.etag());
    when(GET, "/post/" + post).then(OK, shownPost("{'id': %d, 'name': 'wood'}".formatted(tag)));
  }

  @Test
  void linking_again_answers_the_same_and_records_no_event() {
    Answer first = linkPost(post, tag);

    Answer second = linkPost(post, tag);

    second.then(CREATED, first.text());
    assertThat(second.position()).isEqualTo(first.position());
    assertThat(second.etag()).isEqualTo(first.etag());
  }

  @Test
  void unlinking_answers_both_as_they_then_are() {
    linkPost(post, tag);

    when(DELETE, linkOfPost(post, tag))
        .then(
            OK,
            "{'message': 'Post removed from tag', 'post': %s, 'tag': %s}",
            shownPost(""),
            shownTag())
        .hasNo("ETag");
    when(GET, "/post/" + post).then(OK, shownPost(""));
  }

  @Test
  void what_is_not_linked_is_not_unlinked() {
    when(DELETE, linkOfPost(post, tag)).isNotFound();
    linkPost(post, tag);
    when(DELETE, linkOfPost(post, tag)).then(OK);
    when(DELETE, linkOfPost(post, tag)).isNotFound();
    when(DELETE, linkOfPost(post, newTag(newStore()))).isNotFound();
  }

  @Test
  void an_item_of_the_same_id_is_another_thing() {
    int other = newStore();
    int item = newItem(other);
    int high = newPost(other);
    String posts = "{'post': {'title': 'One of many'}}\n".repeat(Math.max(0, item - high - 1));
    Files.bringIn(given("Accept", "application/json"), Files.NDJSON, other, "", posts).then(OK);
    while (high < item) {
      high = newPost(other);
    }
    while (item < high) {
      item = newItem(other);
    }
    int mine = newTag(other);
    link(item, mine);

    when(DELETE, linkOfPost(high, mine)).isNotFound();
    when(GET, "/post/" + high + "/tag").then(OK, "[]");
    when(GET, "/tag/" + mine + "/post").then(OK, "[]");
    linkPost(high, mine);
    when(DELETE, "/post/" + high).then(OK);
    when(GET, "/item/" + item).then(OK).shows("'tags':[{'id':" + mine + ",");
  }

  @Test
  void a_post_and_a_tag_of_different_stores_are_not_linked() {
    int foreign = newTag(newStore());

    when(POST, linkOfPost(post, foreign)).isRefused(BAD_REQUEST, ACROSS);
    when(POST, linkOfPost(post, foreign)).isRefused(BAD_REQUEST, ACROSS);

    when(GET, "/post/" + post).then(OK, shownPost(""));
    when(GET, "/tag/" + foreign + "/post").then(OK, "[]");
  }

  @Test
  void what_is_deleted_is_not_linked() {
    when(DELETE, "/tag/" + tag).then(ACCEPTED);
    when(POST, linkOfPost(post, tag)).isNotFound();
    when(DELETE, linkOfPost(post, tag)).isNotFound();

    int other = newTag(store);
    when(DELETE, "/post/" + post).then(OK);
    when(POST, linkOfPost(post, other)).isNotFound();
    when(DELETE, linkOfPost(post, other)).isNotFound();
  }

  @Test
  void what_is_unknown_is_not_linked() {
    when(POST, linkOfPost(post, 2147483647)).isNotFound();
    when(POST, linkOfPost(2147483646, tag)).isNotFound();
    when(POST, "/post/x/tag/" + tag).isNotFound();
    when(POST, "/post/" + post + "/tag/0").isNotFound();
    when(DELETE, linkOfPost(post, 2147483647)).isNotFound();
    when(DELETE, linkOfPost(2147483646, tag)).isNotFound();
  }

  @Test
  void a_tag_that_a_post_alone_bears_is_not_deleted() {
    linkPost(post, tag);

    when(DELETE, "/tag/" + tag).isRefused(BAD_REQUEST, BORNE);

    when(GET, "/tag/" + tag + "/post").then(OK, "[{'id': %d, 'title': 'News'}]", post);
    when(DELETE, linkOfPost(post, tag)).then(OK);
    when(DELETE, "/tag/" + tag).then(ACCEPTED, "{'message': 'Tag deleted.'}");
  }

  @Test
  void a_deleted_post_bears_no_tag_any_more() {
    linkPost(post, tag);

    when(DELETE, "/post/" + post).then(OK);

    when(GET, "/tag/" + tag + "/post").then(OK, "[]");
    when(DELETE, "/tag/" + tag).then(ACCEPTED);
  }

  @Test
  void a_link_changes_the_entity_tag_of_the_post_alone() {
    for (HttpMethod method : List.of(POST, DELETE)) {
      String ofPost = when(GET, "/post/" + post).etag();
      String ofTag = when(GET, "/tag/" + tag).etag();
      String ofStore = when(GET, "/store/" + store).etag();

      when(method, linkOfPost(post, tag)).then(method == POST ? CREATED : OK);

      assertThat(when(GET, "/post/" + post).etag()).isNotEqualTo(ofPost);
      when(GET, "/tag/" + tag).has("ETag", ofTag);
      when(GET, "/store/" + store).has("ETag", ofStore);
    }
  }

  @Test
  void either_entity_tag_may_condition_a_link() {
    String ofPost = when(GET, "/post/" + post).etag();
    String path = linkOfPost(post, tag);
    given("If-Match", "\"999999999\"").when(POST, path).isRefused(PRECONDITION_FAILED);
    given("If-Match", ofPost).when(POST, path).then(CREATED);
    given("If-Match", ofPost.replace("\"", "\"9"))
        .when(DELETE, path)
        .isRefused(PRECONDITION_FAILED);
    given("If-Match", when(GET, "/tag/" + tag).etag()).when(DELETE, path).then(OK);
  }

  private Answer linkPost(int it, int with) {
    return when(POST, linkOfPost(it, with)).then(CREATED);
  }

  private String shownTag() {
    return json(
        "{'id': %d, 'name': 'wood', 'items': [], 'store': {'id': %d, 'name': '%s'}}",
        tag, store, name);
  }

  private String shownPost(String tags) {
    return json(
        """
        {'id': %d, 'title': 'News', 'content': null, 'store': {'id': %d, 'name': '%s'},
         'tags': [%s]}""",
        post, store, name, json(tags));
  }
}
