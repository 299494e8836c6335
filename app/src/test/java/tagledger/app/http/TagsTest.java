package tagledger.app.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.http.HttpMethod.DELETE;
import static org.springframework.http.HttpMethod.GET;
import static org.springframework.http.HttpMethod.POST;
import static org.springframework.http.HttpStatus.ACCEPTED;
import static org.springframework.http.HttpStatus.BAD_REQUEST;
import static org.springframework.http.HttpStatus.CREATED;
import static org.springframework.http.HttpStatus.OK;
import static tagledger.app.http.Json.json;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class TagsTest extends HttpTest {

  private static final String TAKEN = "A tag with that name already exists in that store.";
  private static final String BORNE =
      "Could not delete tag. Make sure tag is not associated with any items, then try again.";

  private final String name = newName();
  private int store;
  private String tags = "";

  @BeforeEach
  void a_store() {
    store = newStore(name);
    tags = "/store/" + store + "/tag";
  }

  @Test
  void a_tag_is_added_to_its_store() {
    Answer added = when(POST, tags, "{'name': 'wood'}").then(CREATED);

    added.then(CREATED, whole(added.id(), "wood")).has("Location", "/tag/" + added.id());
    when(GET, "/tag/" + added.id()).then(OK, added.text()).has("ETag", added.etag());
  }

  @Test
  void a_name_is_unique_in_its_store_alone() {
    newTag(store, "wood");

    when(POST, tags, "{'name': 'wood'}").isRefused(BAD_REQUEST, TAKEN);
    when(POST, tags, "{'name': 'wood'}").isRefused(BAD_REQUEST, TAKEN);
    newTag(store, "Wood");
    newTag(newStore(), "wood");
  }

  @Test
  void the_list_shows_a_store_s_tags_whole_and_by_id() {
    when(GET, tags).then(OK, "[]");
    newTag(newStore());
    int wood = newTag(store, "wood");
    int art = newTag(store, "art");
    int item = newItem(store, "Chair", "1");
    link(item, wood);

    when(GET, tags)
        .then(
            OK,
            """
            [{'id': %d, 'name': 'wood', 'items': [{'id': %d, 'name': 'Chair', 'price': 1}],
              'store': {'id': %d, 'name': '%s'}}, %s]""",
            wood,
            item,
            store,
            name,
            whole(art, "art"));
  }

  @Test
  void a_tag_that_nothing_bears_is_deleted_and_its_name_is_free() {
    int tag = newTag(store, "wood");

    when(DELETE, "/tag/" + tag).then(ACCEPTED, "{'message': 'Tag deleted.'}");

    when(GET, "/tag/" + tag).isNotFound();
    when(DELETE, "/tag/" + tag).isNotFound();
    when(GET, tags).then(OK, "[]");
    assertThat(newTag(store, "wood")).isEqualTo(tag + 1);
  }

  @Test
  void a_tag_that_an_item_bears_is_not_deleted() {
    int tag = newTag(store, "wood");
    int item = newItem(store);
    link(item, tag);
    String before = when(GET, "/tag/" + tag).text();

    when(DELETE, "/tag/" + tag).isRefused(BAD_REQUEST, BORNE);

    when(GET, "/tag/" + tag).then(OK, before);
    when(DELETE, linkOf(item, tag)).then(OK);
    when(DELETE, "/tag/" + tag).then(ACCEPTED);
  }

  @Test
  void an_unknown_tag_is_not_found() {
    when(GET, "/tag/2147483647").isNotFound();
    when(DELETE, "/tag/2147483647").isNotFound();
  }

  private String whole(int id, String tagName) {
    return json(
        "{'id': %d, 'name': '%s', 'items': [], 'store': {'id': %d, 'name': '%s'}}",
        id, tagName, store, name);
  }
}
