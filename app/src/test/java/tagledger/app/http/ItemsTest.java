package tagledger.app.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.http.HttpMethod.DELETE;
import static org.springframework.http.HttpMethod.GET;
import static org.springframework.http.HttpMethod.POST;
import static org.springframework.http.HttpStatus.ACCEPTED;
import static org.springframework.http.HttpStatus.CREATED;
import static org.springframework.http.HttpStatus.OK;

import java.util.List;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;

class ItemsTest extends HttpTest {

  @Test
  void an_item_is_added_to_its_store() {
    String name = newName();
    int store = newStore(name);

    Answer added = when(POST, "/item", item(store, "Chair", "10.5")).then(CREATED);

    added
        .then(
            CREATED,
            """
            {'id': %d, 'name': 'Chair', 'price': 10.5,
             'store': {'id': %d, 'name': '%s'}, 'tags': []}""",
            added.id(),
            store,
            name)
        .shows("'price':10.5,")
        .has("Location", "/item/" + added.id());
    when(GET, "/item/" + added.id()).then(OK, added.text()).has("ETag", added.etag());
  }

  @Test
  void two_items_may_be_alike() {
    int store = newStore();

    int first = newItem(store, "Chair", "1");

    assertThat(newItem(store, "Chair", "1")).isEqualTo(first + 1);
  }

  @Test
  void an_item_is_shown_with_its_tags_by_id() {
    String name = newName();
    int store = newStore(name);
    int item = newItem(store, "Chair", "1");
    int wood = newTag(store, "wood");
    int art = newTag(store, "art");
    link(item, art);
    link(item, wood);

    when(GET, "/item/" + item)
        .then(
            OK,
            """
            {'id': %d, 'name': 'Chair', 'price': 1, 'store': {'id': %d, 'name': '%s'},
             'tags': [{'id': %d, 'name': 'wood'}, {'id': %d, 'name': 'art'}]}""",
            item,
            store,
            name,
            wood,
            art);
  }

  @Test
  void the_list_shows_the_items_of_all_stores_whole_and_by_id() {
    int store = newStore();
    List<Integer> made = List.of(newItem(store), newItem(newStore()), newItem(store));
    link(made.getFirst(), newTag(store));

    Answer list = when(GET, "/item").then(OK);

    assertThat(
            StreamSupport.stream(list.body().spliterator(), false)
                .map(it -> it.path("id").intValue()))
        .isSorted()
        .doesNotHaveDuplicates()
        .containsAll(made);
    list.body().forEach(item -> when(GET, "/item/" + item.path("id")).then(OK, item.toString()));
  }

  @Test
  void an_item_for_a_store_that_does_not_exist_is_refused() {
    int gone = newStore();
    when(DELETE, "/store/" + gone).then(OK);

    when(POST, "/item", item(gone, "Chair", "1")).isNotFound();
    when(POST, "/item", item(2147483647, "Chair", "1")).isNotFound();
  }

  @Test
  void deleting_an_item_takes_its_links_and_frees_its_tags() {
    String name = newName();
    int store = newStore(name);
    int item = newItem(store);
    int tag = newTag(store, "wood");
    link(item, tag);

    when(DELETE, "/item/" + item).then(OK, "{'message': 'Item deleted.'}");

    when(GET, "/item/" + item).isNotFound();
    when(GET, "/tag/" + tag)
        .then(
            OK,
            "{'id': %d, 'name': 'wood', 'items': [], 'store': {'id': %d, 'name': '%s'}}",
            tag,
            store,
            name);
    when(DELETE, linkOf(item, tag)).isNotFound();
    when(DELETE, "/tag/" + tag).then(ACCEPTED);
  }

  @Test
  void an_item_is_deleted_once() {
    int item = newItem(newStore());
    when(DELETE, "/item/" + item).then(OK);

    when(DELETE, "/item/" + item).isNotFound();
  }

  @Test
  void an_unknown_item_is_not_found() {
    when(GET, "/item/2147483647").isNotFound();
    when(DELETE, "/item/2147483647").isNotFound();
  }
}
