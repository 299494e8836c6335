package tagledger.app.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.http.HttpMethod.DELETE;
import static org.springframework.http.HttpMethod.GET;
import static org.springframework.http.HttpMethod.PATCH;
import static org.springframework.http.HttpMethod.POST;
import static org.springframework.http.HttpMethod.PUT;
import static org.springframework.http.HttpStatus.CREATED;
import static org.springframework.http.HttpStatus.METHOD_NOT_ALLOWED;
import static org.springframework.http.HttpStatus.OK;
import static org.springframework.http.HttpStatus.PRECONDITION_FAILED;
import static org.springframework.http.HttpStatus.UNSUPPORTED_MEDIA_TYPE;
import static tagledger.app.http.Json.json;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class PostsTest extends HttpTest {

  private static final String UNKNOWN = "/post/2147483647";

  private final String name = newName();
  private int store;
  private String posts = "";

  @BeforeEach
  void a_store() {
    store = newStore(name);
    posts = "/store/" + store + "/post";
  }

  @Test
  void a_post_is_added_to_its_store() {
    Answer added = when(POST, posts, "{'title': 'News', 'content': 'We are open.'}");

    added
        .then(CREATED, whole(added.id(), "News", "'We are open.'"))
        .has("Location", "/post/" + added.id());
    when(GET, "/post/" + added.id()).then(OK, added.text()).has("ETag", added.etag());
  }

  @Test
  void a_post_without_content_has_none() {
    Answer added = when(POST, posts, "{'title': 'News'}");

    added.then(CREATED, whole(added.id(), "News", "null"));
    when(GET, "/post/" + added.id()).then(OK, added.text());
  }

  @Test
  void the_same_title_is_taken_again() {
    int first = newPost(store, "News");

    assertThat(newPost(store, "News")).isEqualTo(first + 1);
  }

  @Test
  void a_post_of_an_unknown_or_a_deleted_store_is_not_found() {
    when(DELETE, "/store/" + store).then(OK);

    for (String path : new String[] {posts, "/store/2147483647/post", "/store/x/post"}) {
      when(POST, path, "{'title': 'News'}").isNotFound();
      when(GET, path).isNotFound();
    }
  }

  @Test
  void the_lists_show_posts_whole_and_by_id() {
    when(GET, posts).then(OK, "[]");
    int first = newPost(store, "Zebras");
    int foreign = newPost(newStore());
    int second = newPost(store, "Apes");

    Answer list = when(GET, posts);

    list.then(OK, "[%s, %s]", whole(first, "Zebras", "null"), whole(second, "Apes", "null"));
    Answer all = when(GET, "/post?limit=10&after=" + (first - 1)).then(OK);
    assertThat(all.body().values())
        .extracting(post -> post.path("id").intValue())
        .containsExactly(first, foreign, second);
    assertThat(all.body().get(0)).isEqualTo(list.body().get(0));
    assertThat(all.body().get(2)).isEqualTo(list.body().get(1));
  }

  @Test
  void the_lists_are_paged() {
    int first = newPost(store);
    newPost(store);

    when(GET, posts + "?limit=1")
        .then(OK, "[%s]", whole(first, "News", "null"))
        .has("Link", "<%s?limit=1&after=%d>; rel=\"next\"".formatted(posts, first));
    when(GET, posts + "?limit=2").then(OK).hasNo("Link");
    for (String list : new String[] {posts, "/post"}) {
      when(GET, list + "?limit=1&after=2147483647").then(OK, "[]").hasNo("Link");
      when(GET, list + "?limit=0&after=x")
          .isUnfit(
              "query",
              """
              {'limit': ['Must be greater than or equal to 1.'],
               'after': ['Not a valid integer.']}""");
    }
  }

  @Test
  void a_change_changes_the_given_fields_alone() {
    int post = post("{'title': 'News', 'content': 'Old.'}");

    when(PUT, "/post/" + post, "{'content': 'New.'}").then(OK, whole(post, "News", "'New.'"));
    when(PUT, "/post/" + post, "{'title': 'Olds'}").then(OK, whole(post, "Olds", "'New.'"));
    when(PUT, "/post/" + post, "{'title': 'A', 'content': ''}").then(OK, whole(post, "A", "''"));

    when(GET, "/post/" + post).then(OK, whole(post, "A", "''"));
    when(GET, posts).then(OK, "[%s]", whole(post, "A", "''"));
  }

  @Test
  void a_change_to_what_is_so_already_records_no_event() {
    int post = post("{'title': 'News', 'content': 'Old.'}");
    Answer before = when(PUT, "/post/" + post, "{'content': 'New.'}").then(OK);

    for (String same :
        new String[] {"{}", "{'title': 'News'}", "{'title': 'News', 'content': 'New.'}"}) {
      Answer again = when(PUT, "/post/" + post, same).then(OK, before.text());
      assertThat(again.position()).isEqualTo(before.position());
      assertThat(again.etag()).isEqualTo(before.etag());
    }
  }

  @Test
  void a_deleted_post_is_gone_and_a_change_does_not_bring_it_back() {
    int post = newPost(store);
    link(post);

    when(DELETE, "/post/" + post).then(OK, "{'message': 'Post deleted.'}");

    when(GET, "/post/" + post).isNotFound();
    when(DELETE, "/post/" + post).isNotFound();
    when(PUT, "/post/" + post, "{'title': 'News', 'content': 'Again.'}").isNotFound();
    when(GET, "/post/" + post).isNotFound();
    when(GET, posts).then(OK, "[]");
    assertThat(newPost(store)).isEqualTo(post + 1);
  }

  @Test
  void what_is_unknown_is_not_found() {
    for (String path : new String[] {UNKNOWN, "/post/0", "/post/-1", "/post/x", "/post/1.0"}) {
      when(GET, path).isNotFound();
      when(PUT, path, "{'title': 'News'}").isNotFound();
      when(DELETE, path).isNotFound();
    }
  }

  @Test
  void what_is_in_a_store_goes_with_it() {
    int post = newPost(store);
    int item = newItem(store);
    int tag = link(post);
    link(item, tag);

    when(DELETE, "/store/" + store).then(OK, "{'message': 'Store deleted'}");

    for (String path : new String[] {"/post/" + post, "/item/" + item, "/tag/" + tag}) {
      when(GET, path).isNotFound();
    }
    when(GET, "/tag/" + tag + "/post").isNotFound();
    when(GET, "/tag/" + tag + "/item").isNotFound();
    when(GET, "/post/" + post + "/tag").isNotFound();
    when(GET, "/post?limit=10&after=" + (post - 1)).then(OK, "[]");
  }

  @Test
  void a_condition_that_does_not_hold_refuses_the_write() {
    int post = newPost(store);
    String path = "/post/" + post;
    String etag = when(GET, path).etag();
    String storeTag = when(GET, "/store/" + store).etag();
    given("If-Match", etag).when(PUT, path, "{'title': 'Olds'}").then(OK);

    given("If-Match", etag).when(PUT, path, "{'title': 'A'}").isRefused(PRECONDITION_FAILED);
    given("If-None-Match", "*").when(PUT, path, "{'title': 'A'}").isRefused(PRECONDITION_FAILED);
    given("If-Match", etag).when(DELETE, path).isRefused(PRECONDITION_FAILED);
    given("If-Match", "\"999\"").when(POST, posts, "{'title': 'A'}").isRefused(PRECONDITION_FAILED);
    given("If-Match", storeTag).when(POST, posts, "{'title': 'A'}").then(CREATED);

    when(GET, path).then(OK, whole(post, "Olds", "null"));
    given("If-Match", when(GET, path).etag()).when(DELETE, path).then(OK);
  }

  @Test
  void other_methods_and_other_media_types_are_refused() {
    int post = newPost(store);
    when(POST, "/post", "{'title': 'News'}").isRefused(METHOD_NOT_ALLOWED);
    when(DELETE, posts).isRefused(METHOD_NOT_ALLOWED);
    when(PATCH, "/post/" + post, "{}").isRefused(METHOD_NOT_ALLOWED);
    given("Content-Type", "text/plain").when(POST, posts, "News").isRefused(UNSUPPORTED_MEDIA_TYPE);
    given("Content-Type", "text/plain")
        .when(PUT, "/post/" + post, "News")
        .isRefused(UNSUPPORTED_MEDIA_TYPE);
  }

  private int post(String body) {
    return when(POST, posts, body).then(CREATED).id();
  }

  /** A tag that the post now bears. */
  private int link(int post) {
    int tag = newTag(store);
    when(POST, linkOfPost(post, tag)).then(CREATED);
    return tag;
  }

  private String whole(int id, String title, String content) {
    return json(
        "{'id': %d, 'title': '%s', 'content': %s, 'store': {'id': %d, 'name': '%s'}, 'tags': []}",
        id, title, json(content), store, name);
  }
}
