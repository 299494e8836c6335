package tagledger.app.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.http.HttpMethod.DELETE;
import static org.springframework.http.HttpMethod.GET;
import static org.springframework.http.HttpMethod.POST;
import static org.springframework.http.HttpStatus.BAD_REQUEST;
import static org.springframework.http.HttpStatus.CREATED;
import static org.springframework.http.HttpStatus.OK;
import static tagledger.app.http.Json.json;

import java.util.List;
import java.util.Locale;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.JdbcTemplate;

class StoresTest extends HttpTest {

  private static final String TAKEN = "A store with that name already exists.";

  @Autowired private JdbcTemplate log;

  @Test
  void a_store_is_created_empty() {
    String name = newName();

    Answer created = when(POST, "/store", json("{'name': '%s'}", name)).then(CREATED);

    created.then(CREATED, "{'id': %d, 'name': '%s', 'items': [], 'tags': []}", created.id(), name);
    created.has("Location", "/store/" + created.id());
    assertThat(created.position()).isPositive();
    when(GET, "/store/" + created.id()).then(OK, created.text()).has("ETag", created.etag());
  }

  @Test
  void a_store_is_shown_with_its_items_and_tags_by_id() {
    String name = newName();
    int store = newStore(name);
    int chair = newItem(store, "Chair", "10.5");
    int table = newItem(store, "Table", "180");
    int wood = newTag(store, "wood");
    int art = newTag(store, "art");
    link(table, art);

    when(GET, "/store/" + store)
        .then(
            OK,
            """
            {'id': %d, 'name': '%s',
             'items': [{'id': %d, 'name': 'Chair', 'price': 10.5},
                       {'id': %d, 'name': 'Table', 'price': 180}],
             'tags': [{'id': %d, 'name': 'wood'}, {'id': %d, 'name': 'art'}]}""",
            store,
            name,
            chair,
            table,
            wood,
            art)
        .shows("'price':10.5}")
        .shows("'price':180}");
  }

  @Test
  void the_list_shows_every_store_whole_and_by_id() {
    List<Integer> made = List.of(newStore(), newStore(), newStore());
    newItem(made.getFirst());
    newTag(made.getLast());

    Answer list = when(GET, "/store").then(OK);

    assertThat(
            StreamSupport.stream(list.body().spliterator(), false)
                .map(it -> it.path("id").intValue()))
        .isSorted()
        .doesNotHaveDuplicates()
        .containsAll(made);
    list.body()
        .forEach(store -> when(GET, "/store/" + store.path("id")).then(OK, store.toString()));
  }

  @Test
  void the_first_store_of_all_is_number_1() {
    newStore();

    assertThat(
            log.queryForObject(
                """
                SELECT payload FROM tagledger.readable_events
                WHERE type = 'catalogue.StoreCreated' ORDER BY position LIMIT 1""",
                String.class))
        .contains("\"store\":1,");
  }

  @Test
  void ids_are_counted_by_kind_and_a_refusal_uses_none_up() {
    String name = newName();
    int store = newStore(name);
    int item = newItem(store);
    int tag = newTag(store, "wood");

    when(POST, "/store", json("{'name': '%s'}", name)).isRefused(BAD_REQUEST, TAKEN);
    when(POST, "/store/" + store + "/tag", "{'name': 'wood'}").then(BAD_REQUEST);

    assertThat(newTag(store)).isEqualTo(tag + 1);
    assertThat(newItem(store)).isEqualTo(item + 1);
    assertThat(newStore()).isEqualTo(store + 1);
  }

  @Test
  void a_name_that_another_store_has_is_refused_however_often() {
    String name = newName();
    newStore(name);

    when(POST, "/store", json("{'name': '%s'}", name)).isRefused(BAD_REQUEST, TAKEN);
    when(POST, "/store", json("{'name': '%s'}", name)).isRefused(BAD_REQUEST, TAKEN);
    newStore(name + " ");
    newStore(name.toUpperCase(Locale.ROOT));
  }

  @Test
  void deleting_a_store_takes_all_that_is_in_it() {
    int store = newStore();
    int item = newItem(store);
    int tag = newTag(store);
    link(item, tag);

    when(DELETE, "/store/" + store).then(OK, "{'message': 'Store deleted'}");

    List.of("/store/" + store, "/store/" + store + "/tag", "/item/" + item, "/tag/" + tag)
        .forEach(path -> when(GET, path).isNotFound());
    when(DELETE, "/store/" + store).isNotFound();
    when(DELETE, "/item/" + item).isNotFound();
    when(DELETE, "/tag/" + tag).isNotFound();
    when(POST, linkOf(item, tag)).isNotFound();
    when(DELETE, linkOf(item, tag)).isNotFound();
    when(POST, "/store/" + store + "/tag", "{'name': 'x'}").isNotFound();
    when(POST, "/item", item(store, "x", "1")).isNotFound();
    assertThat(listed("/store")).doesNotContain(store);
    assertThat(listed("/item")).doesNotContain(item);
  }

  @Test
  void a_deleted_store_s_name_is_free_again() {
    String name = newName();
    int first = newStore(name);
    when(DELETE, "/store/" + first).then(OK);

    assertThat(newStore(name)).isEqualTo(first + 1);

    when(POST, "/store", json("{'name': '%s'}", name)).isRefused(BAD_REQUEST, TAKEN);
    when(GET, "/store/" + first).isNotFound();
  }

  @Test
  void an_unknown_store_is_not_found() {
    when(GET, "/store/2147483647").isNotFound();
    when(DELETE, "/store/2147483647").isNotFound();
    when(GET, "/store/2147483647/tag").isNotFound();
    when(POST, "/store/2147483647/tag", "{'name': 'x'}").isNotFound();
  }

  private List<Integer> listed(String path) {
    return when(GET, path).body().valueStream().map(each -> each.path("id").asInt()).toList();
  }
}
