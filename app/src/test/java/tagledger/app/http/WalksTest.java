package tagledger.app.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.http.HttpMethod.DELETE;
import static org.springframework.http.HttpMethod.GET;
import static org.springframework.http.HttpMethod.POST;
import static org.springframework.http.HttpMethod.PUT;
import static org.springframework.http.HttpStatus.CREATED;
import static org.springframework.http.HttpStatus.METHOD_NOT_ALLOWED;
import static org.springframework.http.HttpStatus.OK;
import static tagledger.app.http.Json.json;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** The links, walked from a tag to what bears it and back. */
class WalksTest extends HttpTest {

  private static final String[] WALKS = {
    "/tag/%s/item", "/tag/%s/post", "/item/%s/tag", "/post/%s/tag"
  };

  private int store;
  private int item;
  private int post;
  private int tag;

  @BeforeEach
  void an_item_a_post_and_a_tag() {
    store = newStore();
    item = newItem(store, "Chair", "10.5");
    post = newPost(store, "News");
    tag = newTag(store, "wood");
  }

  @Test
  void each_walk_shows_what_is_linked_plainly() {
    link(item, tag);
    when(POST, linkOfPost(post, tag)).then(CREATED);

    when(GET, "/tag/" + tag + "/item")
        .then(OK, "[{'id': %d, 'name': 'Chair', 'price': 10.5}]", item);
    when(GET, "/tag/" + tag + "/post").then(OK, "[{'id': %d, 'title': 'News'}]", post);
    when(GET, "/item/" + item + "/tag").then(OK, "[{'id': %d, 'name': 'wood'}]", tag);
    when(GET, "/post/" + post + "/tag").then(OK, "[{'id': %d, 'name': 'wood'}]", tag);
  }

  @Test
  void nothing_is_walked_where_nothing_is_linked() {
    when(GET, "/tag/" + tag + "/item").then(OK, "[]");
    when(GET, "/tag/" + tag + "/post").then(OK, "[]");
    when(GET, "/item/" + item + "/tag").then(OK, "[]");
    when(GET, "/post/" + post + "/tag").then(OK, "[]");
  }

  @Test
  void the_walks_follow_what_changes() {
    link(item, tag);
    when(POST, linkOfPost(post, tag)).then(CREATED);

    when(PUT, "/post/" + post, "{'title': 'Olds'}").then(OK);
    when(PUT, "/item/" + item, "{'price': 3}").then(OK);

    when(GET, "/tag/" + tag + "/post").then(OK, "[{'id': %d, 'title': 'Olds'}]", post);
    when(GET, "/tag/" + tag + "/item").then(OK, "[{'id': %d, 'name': 'Chair', 'price': 3}]", item);
    when(DELETE, "/item/" + item).then(OK);
    when(DELETE, linkOfPost(post, tag)).then(OK);
    when(GET, "/tag/" + tag + "/item").then(OK, "[]");
    when(GET, "/tag/" + tag + "/post").then(OK, "[]");
    when(GET, "/post/" + post + "/tag").then(OK, "[]");
    when(GET, "/item/" + item + "/tag").isNotFound();
  }

  @Test
  void the_walk_of_what_is_unknown_is_not_found() {
    for (String walk : WALKS) {
      for (String id : new String[] {"2147483647", "0", "-1", "x"}) {
        when(GET, walk.formatted(id)).isNotFound();
        when(GET, walk.formatted(id) + "?limit=1").isNotFound();
      }
    }
  }

  @Test
  void a_walk_has_no_other_method() {
    for (String walk : WALKS) {
      when(POST, walk.formatted(tag), "{}").isRefused(METHOD_NOT_ALLOWED);
      when(DELETE, walk.formatted(tag)).isRefused(METHOD_NOT_ALLOWED);
    }
  }

  @Test
  void following_the_links_walks_each_exactly_once_by_id() {
    List<Integer> items = new ArrayList<>(List.of(item));
    List<Integer> posts = new ArrayList<>(List.of(post));
    List<Integer> tags = new ArrayList<>(List.of(tag));
    for (int n = 1; n < 5; n++) {
      items.add(newItem(store));
      posts.add(newPost(store));
      tags.add(newTag(store));
    }
    when(
            POST,
            "/store/" + store + "/link",
            json("{'item_ids': %s, 'post_ids': %s, 'tag_ids': %s}", items, posts, tags))
        .then(OK, "{'linked': 50, 'unchanged': 0}");

    assertWalked("/tag/" + tags.get(2) + "/item", items);
    assertWalked("/tag/" + tags.get(2) + "/post", posts);
    assertWalked("/item/" + items.get(2) + "/tag", tags);
    assertWalked("/post/" + posts.get(2) + "/tag", tags);
  }

  @Test
  void a_limit_that_does_not_fit_is_refused() {
    link(item, tag);
    String bad = "{'limit': ['Must be less than or equal to 10000.']}";
    when(GET, "/tag/" + tag + "/item?limit=10001").isUnfit("query", bad);
    when(GET, "/tag/" + tag + "/post?limit=10001").isUnfit("query", bad);
    when(GET, "/item/" + item + "/tag?limit=10001").isUnfit("query", bad);
    when(GET, "/post/" + post + "/tag?limit=10001").isUnfit("query", bad);
    when(GET, "/tag/" + tag + "/item?after=2147483648").then(OK, "[]");
  }

  private void assertWalked(String walk, List<Integer> expected) {
    assertThat(ids(when(GET, walk).then(OK).hasNo("Link"))).isEqualTo(expected);
    Answer first = when(GET, walk + "?limit=2").then(OK);
    first.has("Link", next(walk, expected.get(1)));
    Answer second = when(GET, walk + "?limit=2&after=" + expected.get(1)).then(OK);
    second.has("Link", next(walk, expected.get(3)));
    Answer third = when(GET, walk + "?limit=2&after=" + expected.get(3)).then(OK).hasNo("Link");
    assertThat(ids(first)).isEqualTo(expected.subList(0, 2));
    assertThat(ids(second)).isEqualTo(expected.subList(2, 4));
    assertThat(ids(third)).isEqualTo(expected.subList(4, 5));
    when(GET, walk + "?limit=5").then(OK).hasNo("Link");
  }

  private static String next(String walk, int after) {
    return "<%s?limit=2&after=%d>; rel=\"next\"".formatted(walk, after);
  }

  private static List<Integer> ids(Answer answer) {
    return answer.body().values().stream()
        .map(each -> each.path("id"))
        .map(JsonNode::intValue)
        .toList();
  }
}
