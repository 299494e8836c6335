package tagledger.app.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.http.HttpMethod.DELETE;
import static org.springframework.http.HttpMethod.GET;
import static org.springframework.http.HttpMethod.PUT;
import static org.springframework.http.HttpStatus.OK;
import static tagledger.app.http.Json.json;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ItemPutTest extends HttpTest {

  private final String name = newName();
  private int store;
  private int item;
  private String path = "";

  @BeforeEach
  void an_item() {
    store = newStore(name);
    item = newItem(store, "Chair", "10.5");
    path = "/item/" + item;
  }

  @Test
  void only_the_fields_that_are_given_are_changed() {
    when(PUT, path, "{'name': 'Stool'}").then(OK, whole(item, "Stool", "10.5"));
    when(PUT, path, "{'price': 9}").then(OK, whole(item, "Stool", "9"));
    when(PUT, path, "{'price': '8.25', 'name': 'Seat'}").then(OK, whole(item, "Seat", "8.25"));
    when(GET, path).then(OK, whole(item, "Seat", "8.25")).shows("'price':8.25,");
  }

  @Test
  void a_changed_item_keeps_its_tags() {
    int tag = newTag(store, "wood");
    link(item, tag);

    when(PUT, path, "{'price': 9}")
        .then(
            OK,
            """
            {'id': %d, 'name': 'Chair', 'price': 9, 'store': {'id': %d, 'name': '%s'},
             'tags': [{'id': %d, 'name': 'wood'}]}""",
            item,
            store,
            name,
            tag);
    when(GET, "/tag/" + tag)
        .then(
            OK,
            """
            {'id': %d, 'name': 'wood', 'items': [{'id': %d, 'name': 'Chair', 'price': 9}],
             'store': {'id': %d, 'name': '%s'}}""",
            tag,
            item,
            store,
            name);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "{'name': 'Chair'}",
        "{'price': 10.5}",
        "{'price': 10.50}",
        "{'price': '10.500'}",
        "{'price': 105e-1, 'name': 'Chair'}",
        "{'store_id': 2147483647}"
      })
  void a_put_of_what_is_already_so_records_no_event(String body) {
    Answer before = when(PUT, path, "{'price': 10.5}").then(OK);

    Answer after = when(PUT, path, body).then(OK, whole(item, "Chair", "10.5"));

    assertThat(after.position()).isEqualTo(before.position());
    assertThat(after.etag()).isEqualTo(before.etag());
    after.shows("'price':10.5,");
  }

  @Test
  void a_change_records_one_event() {
    Answer before = when(PUT, path, "{}").then(OK);

    Answer after = when(PUT, path, "{'name': 'Stool', 'price': 2}").then(OK);

    assertThat(after.position()).isEqualTo(before.position() + 1);
    assertThat(after.etag()).isNotEqualTo(before.etag());
  }

  @ParameterizedTest
  @ValueSource(strings = {"%d", "'%d'", "2147483647", "-1", "0", "99999999999999999999"})
  void a_store_id_on_an_item_that_exists_changes_nothing(String other) {
    String given = json(other, newStore());

    when(PUT, path, json("{'name': 'Stool', 'store_id': %s}", given))
        .then(OK, whole(item, "Stool", "10.5"));
  }

  @Test
  void an_unknown_id_gets_an_item_where_all_three_are_given() {
    int id = item + 1;

    Answer made = when(PUT, "/item/" + id, item(store, "Table", "5")).then(OK);

    made.then(OK, whole(id, "Table", "5")).hasNo("Location");
    when(GET, "/item/" + id).then(OK, whole(id, "Table", "5")).has("ETag", made.etag());
    assertThat(newItem(store)).isEqualTo(item + 2);
  }

  @Test
  void the_last_id_of_all_can_be_taken() {
    when(PUT, "/item/2147483647", item(store, "Table", "5"))
        .then(OK, whole(2147483647, "Table", "5"));
    assertThat(newItem(store)).isEqualTo(item + 1);
    when(DELETE, "/item/2147483647").then(OK);
  }

  @ParameterizedTest
  @ValueSource(strings = {"{}", "{'name': 'x'}", "{'price': 1}", "{'name': 'x', 'price': 1}"})
  void an_unknown_id_without_a_store_is_not_found(String body) {
    when(PUT, "/item/1999999999", body).isNotFound();
  }

  @Test
  void an_unknown_id_with_a_store_needs_the_other_two() {
    when(PUT, "/item/1999999999", json("{'store_id': %d}", store))
        .isUnfit(
            """
            {'name': ['Missing data for required field.'],
             'price': ['Missing data for required field.']}""");
    when(PUT, "/item/1999999999", json("{'store_id': %d, 'name': 'x'}", store))
        .isUnfit("{'price': ['Missing data for required field.']}");
    when(PUT, "/item/1999999999", json("{'store_id': '%d', 'price': 1}", store))
        .isUnfit("{'name': ['Missing data for required field.']}");
    when(GET, "/item/1999999999").isNotFound();
  }

  @Test
  void an_unknown_id_in_a_store_that_does_not_exist_is_not_found() {
    when(PUT, "/item/1999999999", item(2147483647, "x", "1")).isNotFound();
    when(DELETE, "/store/" + store).then(OK);
    when(PUT, "/item/1999999999", item(store, "x", "1")).isNotFound();
  }

  @Test
  void a_deleted_item_comes_back_in_its_own_store_and_in_no_other() {
    link(item, newTag(store));
    when(DELETE, path).then(OK);

    when(PUT, path, item(newStore(), "Chair", "1")).isNotFound();
    when(PUT, path, "{'name': 'Chair', 'price': 1}").isNotFound();
    when(PUT, path, json("{'store_id': %d}", store))
        .isUnfit(
            """
            {'name': ['Missing data for required field.'],
             'price': ['Missing data for required field.']}""");
    when(PUT, path, item(store, "Back", "1")).then(OK, whole(item, "Back", "1"));
    when(GET, path).then(OK, whole(item, "Back", "1"));
  }

  private String whole(int id, String itemName, String price) {
    return json(
        "{'id': %d, 'name': '%s', 'price': %s, 'store': {'id': %d, 'name': '%s'}, 'tags': []}",
        id, itemName, price, store, name);
  }
}
