package tagledger.app.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.http.HttpMethod.DELETE;
import static org.springframework.http.HttpMethod.GET;
import static org.springframework.http.HttpMethod.POST;
import static org.springframework.http.HttpMethod.PUT;
import static org.springframework.http.HttpStatus.ACCEPTED;
import static org.springframework.http.HttpStatus.CONFLICT;
import static org.springframework.http.HttpStatus.CREATED;
import static org.springframework.http.HttpStatus.OK;
import static tagledger.app.http.Json.json;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RestoreTest extends Undoing {

  @Test
  void a_whole_store_becomes_what_it_was_at_each_moment() {
    Answer created = when(POST, "/store", json("{'name': '%s'}", newName())).then(CREATED);
    int store = created.id();
    Map<Long, Map<String, String>> moments = new LinkedHashMap<>();
    moments.put(created.position(), shown(store));
    int item = newItem(store);
    int tag = newTag(store, "wood");
    int post = newPost(store);
    link(item, tag);
    moments.put(when(POST, linkOfPost(post, tag)).then(CREATED).position(), shown(store));
    when(PUT, "/item/" + item, "{'name': 'Stool'}").then(OK);
    when(PUT, "/post/" + post, "{'content': 'Words'}").then(OK);
    moments.put(when(DELETE, linkOf(item, tag)).then(OK).position(), shown(store));
    when(DELETE, "/post/" + post).then(OK);
    when(DELETE, "/tag/" + tag).then(ACCEPTED);
    int other = newTag(store, "wood");
    moments.put(link(item, other).position(), shown(store));
    Answer deleted = when(DELETE, "/store/" + store).then(OK);
    for (int round = 0; round < 2; round++) {
      moments.forEach(
          (position, then) -> {
            restore(store, position).then(OK);
            assertThat(shown(store)).as("at %d", position).isEqualTo(then);
          });
    }
    restore(store, deleted.position())
        .isUnfit("query", "{'as_of': ['The store did not exist then.']}");
    restore(store, created.position() - 1)
        .isUnfit("query", "{'as_of': ['The store did not exist then.']}");
  }

  @Test
  void it_is_one_change_which_can_be_undone() {
    int store = newStore();
    long empty = when(POST, "/store/" + store + "/tag", "{'name': 'wood'}").position() - 1;
    link(newItem(store), newTag(store));
    Map<String, String> before = shown(store);
    Answer restored = restore(store, empty).then(OK);
    restored.has("Location", "/changes/" + change(restored));
    restored.then(
        OK, "{'id': '%s', 'position': %d, 'undoes': null}", change(restored), restored.position());
    undo(change(restored));
    assertThat(shown(store)).isEqualTo(before);
  }

  @Test
  void what_is_so_already_records_nothing() {
    int store = newStore();
    newItem(store);
    long position = link(newItem(store), newTag(store)).position();
    Answer restored =
        restore(store, position).then(OK).hasNo("Change-Id").hasNo("Location").shows("'id':null");
    assertThat(restored.body().path("undoes").isNull()).isTrue();
    when(PUT, "/item/" + newItem(store), "{'price': 3}").then(OK).header("Change-Id");
  }

  @Test
  void a_moment_may_be_a_time() {
    int store = newStore();
    Map<String, String> before = shown(store);
    long last = when(POST, "/item", item(store, "Chair", "1")).then(CREATED).position();
    Instant then = recordedAt(when(GET, "/events?limit=1&after=" + (last - 2)).then(OK));
    when(POST, "/store/" + store + "/restore?as_of=" + then).then(OK);
    assertThat(shown(store)).isEqualTo(before);
  }

  @Test
  void a_moment_is_required() {
    int store = newStore();
    String path = "/store/" + store + "/restore";
    when(POST, path).isUnfit("query", "{'as_of': ['Missing data for required field.']}");
    when(POST, path + "?as_of=soon")
        .isUnfit("query", "{'as_of': ['Not a valid time or position.']}");
    when(POST, path + "?as_of=9999999999")
        .isUnfit("query", "{'as_of': ['Is in the future. Ask for what is recorded already.']}");
    when(POST, "/store/2147483647/restore?as_of=1").isNotFound();
    when(POST, "/store/x/restore?as_of=1").isNotFound();
  }

  @Test
  void the_name_of_a_deleted_store_may_be_anothers_now() {
    String name = newName();
    Answer created = when(POST, "/store", json("{'name': '%s'}", name)).then(CREATED);
    when(DELETE, "/store/" + created.id()).then(OK);
    int other = newStore(name);
    restore(created.id(), created.position())
        .then(CONFLICT)
        .shows("Its name is that of store %d now.".formatted(other));
  }

  @Test
  void under_a_key_it_is_done_once() {
    Answer created = when(POST, "/store", json("{'name': '%s'}", newName())).then(CREATED);
    int item = newItem(created.id());
    String path = "/store/" + created.id() + "/restore?as_of=" + created.position();
    String key = newName();
    Answer first = given("Idempotency-Key", key).when(POST, path).then(OK);
    when(GET, "/item/" + item).isNotFound();
    int later = newItem(created.id());
    Answer again = given("Idempotency-Key", key).when(POST, path).then(OK);
    assertThat(again.text()).isEqualTo(first.text());
    when(GET, "/item/" + later).then(OK);
  }

  private Answer restore(int store, long position) {
    return when(POST, "/store/" + store + "/restore?as_of=" + position);
  }

  private static Instant recordedAt(Answer events) {
    return Instant.parse(events.body().get(0).path("time").stringValue());
  }
}
