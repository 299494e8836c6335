package tagledger.app.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.http.HttpMethod.DELETE;
import static org.springframework.http.HttpMethod.GET;
import static org.springframework.http.HttpMethod.POST;
import static org.springframework.http.HttpMethod.PUT;
import static org.springframework.http.HttpStatus.ACCEPTED;
import static org.springframework.http.HttpStatus.BAD_REQUEST;
import static org.springframework.http.HttpStatus.CREATED;
import static org.springframework.http.HttpStatus.OK;
import static tagledger.app.http.Json.json;

import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.http.HttpStatus;
import tools.jackson.databind.JsonNode;

/** A store with an item, a post and a tag, which is borne by both. */
class UndoTest extends Undoing {

  private int store;
  private int item;
  private int post;
  private int tag;

  @BeforeEach
  void fill() {
    store = newStore();
    item = newItem(store);
    post = newPost(store);
    tag = newTag(store);
    link(item, tag);
    when(POST, linkOfPost(post, tag)).then(CREATED);
  }

  @Test
  void an_item_that_was_added() {
    assertGoesBackAndForth(store, () -> when(POST, "/item", item(store, "Sofa", "5")));
  }

  @Test
  void an_item_that_was_changed() {
    assertGoesBackAndForth(
        store, () -> when(PUT, "/item/" + item, "{'name': 'Stool', 'price': 0.5}"));
  }

  @Test
  void an_item_that_was_deleted_with_its_links() {
    assertGoesBackAndForth(store, () -> when(DELETE, "/item/" + item));
  }

  @Test
  void an_item_that_was_brought_back() {
    when(DELETE, "/item/" + item).then(OK);
    assertGoesBackAndForth(
        store, () -> when(PUT, "/item/" + item, item(store, "Chair again", "1")));
  }

  @Test
  void a_post_that_was_added() {
    assertGoesBackAndForth(
        store,
        () -> when(POST, "/store/" + store + "/post", "{'title': 'More', 'content': 'Words'}"));
  }

  @Test
  void a_post_that_was_changed() {
    assertGoesBackAndForth(store, () -> when(PUT, "/post/" + post, "{'content': 'Words'}"));
  }

  @Test
  void a_post_that_was_deleted_with_its_links() {
    assertGoesBackAndForth(store, () -> when(DELETE, "/post/" + post));
  }

  @Test
  void a_tag_that_was_added_and_one_that_was_deleted() {
    assertGoesBackAndForth(store, () -> when(POST, "/store/" + store + "/tag", "{'name': 'sale'}"));
    int sale = newTag(store, "sale");
    assertGoesBackAndForth(store, () -> when(DELETE, "/tag/" + sale));
  }

  @Test
  void links_one_by_one() {
    int other = newTag(store);
    assertGoesBackAndForth(store, () -> when(POST, linkOf(item, other)));
    assertGoesBackAndForth(store, () -> when(POST, linkOfPost(post, other)));
    assertGoesBackAndForth(store, () -> when(DELETE, linkOf(item, tag)));
    assertGoesBackAndForth(store, () -> when(DELETE, linkOfPost(post, tag)));
  }

  @Test
  void a_deleted_store_with_everything_in_it() {
    assertGoesBackAndForth(store, () -> when(DELETE, "/store/" + store));
    when(PUT, "/item/" + item, "{'price': 2}").then(OK);
    newItem(store);
  }

  @Test
  void a_store_that_was_created() {
    String name = newName();
    Answer created = when(POST, "/store", json("{'name': '%s'}", name)).then(CREATED);
    String undone = undo(change(created));
    when(GET, "/store/" + created.id()).isNotFound();
    undo(undone);
    assertThat(when(GET, "/store/" + created.id()).then(OK).text()).isEqualTo(created.text());
    when(POST, "/store", json("{'name': '%s'}", name)).then(BAD_REQUEST);
  }

  @Test
  void an_unchanged_import_and_one_that_added_changed_and_linked() {
    String first = "name,price,tags,key\nDesk,1,\"a, b\",d\nLamp,2,c,l\n";
    String second = "name,price,tags,key\nDesk,3,\"b, c\",d\nRug,4,d,r\n";
    assertGoesBackAndForth(store, () -> bringIn(first));
    bringIn(first);
    bringIn(first).hasNo("Change-Id");
    assertGoesBackAndForth(store, () -> bringIn(second));
  }

  @Test
  void an_import_that_was_undone_is_imported_again_under_the_same_ids() {
    String file = "name,price,tags,key\nDesk,1,\"a, b\",d\nLamp,2,c,l\n";
    Answer imported = bringIn(file);
    imported.has("Change-Id", imported.header("Import-Id"));
    JsonNode items = when(GET, "/store/" + store).body().path("items");
    undo(change(imported));
    bringIn(file);
    assertThat(when(GET, "/store/" + store).body().path("items")).isEqualTo(items).hasSize(3);
  }

  @Test
  void an_import_by_many_commands() {
    String file =
        "name,price,tags,key\n"
            + IntStream.range(0, 2_500)
                .mapToObj(i -> "Item %d,1,\"all, t%d\",%d\n".formatted(i, i % 7, i))
                .collect(Collectors.joining());
    assertGoesBackAndForth(store, () -> bringIn(file));
  }

  @Test
  void a_bulk_link_of_50_000_pairs() {
    String items =
        "name,price,key\n"
            + IntStream.range(0, 5_000)
                .mapToObj(i -> "Item %d,1,%d\n".formatted(i, i))
                .collect(Collectors.joining());
    bringIn(items);
    String itemIds =
        when(GET, "/store/" + store)
            .body()
            .path("items")
            .valueStream()
            .map(it -> it.path("id").toString())
            .collect(Collectors.joining(","));
    String tagIds =
        IntStream.range(0, 10)
            .mapToObj(i -> Integer.toString(newTag(store)))
            .collect(Collectors.joining(","));
    assertGoesBackAndForth(
        store,
        () ->
            when(
                    POST,
                    "/store/" + store + "/link",
                    json("{'item_ids': [%s], 'tag_ids': [%s]}", itemIds, tagIds))
                .shows("'linked':50010"));
  }

  @Test
  void only_what_was_changed_has_a_change_id() {
    link(item, tag).hasNo("Change-Id");
    when(PUT, "/item/" + item, "{'name': 'Chair'}").then(OK).hasNo("Change-Id");
    given("Prefer", "respond-async")
        .when(PUT, "/item/" + item, "{'name': 'Stool'}")
        .then(ACCEPTED)
        .header("Change-Id");
  }

  @Test
  void the_events_name_the_change_that_they_undo_and_the_reason() {
    Answer deleted = when(DELETE, "/item/" + item).then(OK);
    Answer undone =
        given("Reason", "A mistake")
            .when(POST, "/changes/" + change(deleted) + "/undo", "{}")
            .then(OK);
    String events = when(GET, "/events?after=" + deleted.position() + "&limit=10").then(OK).text();
    assertThat(events)
        .contains(json("'undoes':'%s'", change(deleted)))
        .contains(json("'change':'%s'", change(undone)))
        .contains(json("'reason':'A mistake'"))
        .contains("catalogue.ItemAdded", "catalogue.TagsLinked");
  }

  @Test
  void without_a_body_or_without_waiting_as_every_write() {
    Answer deleted = when(DELETE, "/item/" + item).then(OK);
    Answer undone =
        given("Prefer", "return=minimal")
            .when(POST, "/changes/" + change(deleted) + "/undo")
            .then(OK)
            .isEmpty();
    undone.has("Location", "/changes/" + change(undone));
    Answer redone =
        given("Prefer", "respond-async")
            .when(POST, "/changes/" + change(undone) + "/undo")
            .then(ACCEPTED)
            .isEmpty();
    redone.has("Location", "/changes/" + change(redone));
  }

  @Test
  void an_unknown_change_is_not_found() {
    when(POST, "/changes/nothing/undo").isNotFound();
    given("Idempotency-Key", newName()).when(POST, "/changes/nothing/undo").isNotFound();
    given("Accept", "application/problem+json")
        .when(POST, "/changes/nothing/undo")
        .then(HttpStatus.NOT_FOUND);
  }

  private Answer bringIn(String file) {
    return Files.bringIn(new Request(port()), "text/csv", store, "", file).then(OK);
  }
}
