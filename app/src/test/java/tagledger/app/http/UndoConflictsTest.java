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
import static org.springframework.http.HttpStatus.UNPROCESSABLE_CONTENT;
import static tagledger.app.http.Json.json;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class UndoConflictsTest extends Undoing {

  @Test
  void what_has_changed_since_is_not_trampled() {
    int store = newStore();
    int item = newItem(store);
    String change = change(when(PUT, "/item/" + item, "{'price': 1}").then(OK));
    when(PUT, "/item/" + item, "{'name': 'Stool'}").then(OK);
    Map<String, String> before = shown(store);
    assertThat(obstacles(change)).containsExactly("item %d: Has changed since.".formatted(item));
    assertThat(shown(store)).isEqualTo(before);
    when(DELETE, "/item/" + item).then(OK);
    assertThat(obstacles(change)).containsExactly("item %d: Is no longer there.".formatted(item));
  }

  @Test
  void what_is_again_as_the_change_left_it_does_not_stand_in_the_way() {
    int item = newItem(newStore());
    String change = change(when(PUT, "/item/" + item, "{'price': 1.50}").then(OK));
    when(PUT, "/item/" + item, "{'price': 2}").then(OK);
    when(PUT, "/item/" + item, "{'price': 1.5}").then(OK);
    undo(change);
    when(GET, "/item/" + item).shows("'price':17.99");
  }

  @Test
  void what_is_undone_is_not_undone_again_until_that_is_undone() {
    int item = newItem(newStore());
    String change = change(when(DELETE, "/item/" + item).then(OK));
    String undone = undo(change);
    assertThat(obstacles(change))
        .containsExactly("item %d: Is already as it was before the change.".formatted(item));
    undo(undone);
    undo(change);
  }

  @Test
  void a_store_is_not_removed_with_what_others_have_added_to_it() {
    Answer created = when(POST, "/store", json("{'name': '%s'}", newName())).then(CREATED);
    int store = created.id();
    int item = newItem(store);
    int post = newPost(store);
    int tag = newTag(store);
    assertThat(obstacles(change(created)))
        .containsExactly(
            "item %d: Has been added to the store since.".formatted(item),
            "post %d: Has been added to the store since.".formatted(post),
            "tag %d: Has been added to the store since.".formatted(tag));
  }

  @Test
  void an_item_or_a_tag_is_not_removed_with_links_that_others_have_made() {
    int store = newStore();
    Answer item = when(POST, "/item", item(store, "Chair", "1")).then(CREATED);
    Answer tag = when(POST, "/store/" + store + "/tag", "{'name': 'wood'}").then(CREATED);
    int post = newPost(store);
    link(item.id(), tag.id());
    when(POST, linkOfPost(post, tag.id())).then(CREATED);
    String ofItem = "link %1$d: Item %1$d has been given tag %2$d since.";
    String ofPost = "link %1$d: Post %1$d has been given tag %2$d since.";
    assertThat(obstacles(change(item))).containsExactly(ofItem.formatted(item.id(), tag.id()));
    assertThat(obstacles(change(tag)))
        .containsExactly(ofItem.formatted(item.id(), tag.id()), ofPost.formatted(post, tag.id()));
  }

  @Test
  void a_link_comes_back_only_between_what_is_there() {
    int store = newStore();
    int item = newItem(store);
    int tag = newTag(store);
    link(item, tag);
    String unlinked = change(when(DELETE, linkOf(item, tag)).then(OK));
    String deletedTag = change(when(DELETE, "/tag/" + tag).then(ACCEPTED));
    String deletedItem = change(when(DELETE, "/item/" + item).then(OK));
    assertThat(obstacles(unlinked))
        .containsExactly(
            "item %d: Is no longer there, and a link to it would be.".formatted(item),
            "tag %d: Is no longer there, and a link to it would be.".formatted(tag));
    undo(deletedItem);
    undo(deletedTag);
    undo(unlinked);
    when(GET, "/item/" + item).shows("'tags':[{'id':%d".formatted(tag));
  }

  @Test
  void links_that_have_gone_or_come_since_stand_in_the_way() {
    int store = newStore();
    int item = newItem(store);
    int tag = newTag(store);
    String linked = change(link(item, tag));
    String unlinked = change(when(DELETE, linkOf(item, tag)).then(OK));
    assertThat(obstacles(linked))
        .containsExactly("link %1$d: Item %1$d no longer bears tag %2$d.".formatted(item, tag));
    link(item, tag);
    assertThat(obstacles(unlinked))
        .containsExactly("link %1$d: Item %1$d bears tag %2$d again.".formatted(item, tag));
  }

  @Test
  void names_that_others_have_now() {
    String name = newName();
    int store = newStore(name);
    int tag = newTag(store, "wood");
    String deletedTag = change(when(DELETE, "/tag/" + tag).then(ACCEPTED));
    int otherTag = newTag(store, "wood");
    assertThat(obstacles(deletedTag))
        .containsExactly("tag %d: Its name is that of tag %d now.".formatted(tag, otherTag));
    String deleted = change(when(DELETE, "/store/" + store).then(OK));
    int other = newStore(name);
    assertThat(obstacles(deleted))
        .containsExactly("store %d: Its name is that of store %d now.".formatted(store, other));
    assertThat(obstacles(deletedTag))
        .containsExactly("store %d: Is no longer there.".formatted(store));
  }

  @Test
  void of_many_obstacles_the_first_thousand_are_listed_and_all_are_counted() {
    Answer created = when(POST, "/store", json("{'name': '%s'}", newName())).then(CREATED);
    StringBuilder file = new StringBuilder("name,price,key\n");
    for (int i = 0; i < 1_200; i++) {
      file.append("Item,1,").append(i).append('\n');
    }
    Files.bringIn(new Request(port()), "text/csv", created.id(), "", file.toString()).then(OK);
    JsonNode refusal = when(POST, "/changes/" + change(created) + "/undo").then(CONFLICT).body();
    assertThat(refusal.path("obstacles")).hasSize(1_000);
    assertThat(refusal.path("message").stringValue())
        .isEqualTo("Nothing was changed: 1200 things stand in the way. The first 1000 are listed.");
  }

  @Test
  void a_problem_lists_them_too() {
    int item = newItem(newStore());
    String change = change(when(DELETE, "/item/" + item).then(OK));
    undo(change);
    given("Accept", "application/problem+json")
        .when(POST, "/changes/" + change + "/undo")
        .then(CONFLICT)
        .has("Content-Type", "application/problem+json")
        .shows("'title':'Conflict','status':409")
        .shows("'obstacles':[{'kind':'item','id':%d,'reason':".formatted(item));
  }

  @Test
  void of_many_that_undo_one_change_together_one_does() {
    int store = newStore();
    int item = newItem(store);
    link(item, newTag(store));
    Map<String, String> before = shown(store);
    String change = change(when(DELETE, "/item/" + item).then(OK));
    List<Answer> answers = Together.all(10, n -> when(POST, "/changes/" + change + "/undo"));
    assertThat(answers).filteredOn(answer -> answer.status() == OK).hasSize(1);
    assertThat(answers).filteredOn(answer -> answer.status() == CONFLICT).hasSize(9);
    assertThat(shown(store)).isEqualTo(before);
  }

  @Test
  void nothing_that_is_written_meanwhile_is_lost() {
    int store = newStore();
    for (int round = 0; round < 15; round++) {
      int item = newItem(store, "Chair", "1");
      String change = change(when(PUT, "/item/" + item, "{'price': 2}").then(OK));
      List<Answer> answers =
          Together.all(
              2,
              n ->
                  n == 0
                      ? when(POST, "/changes/" + change + "/undo")
                      : when(PUT, "/item/" + item, "{'name': 'Stool'}").then(OK));
      JsonNode after = when(GET, "/item/" + item).then(OK).body();
      assertThat(after.path("name").stringValue()).isEqualTo("Stool");
      boolean undone = answers.getFirst().status() == OK;
      assertThat(after.path("price").intValue()).isEqualTo(undone ? 1 : 2);
    }
  }

  @Test
  void a_store_keeps_what_is_added_while_its_creation_is_undone() {
    List<Answer> added = new ArrayList<>();
    for (int round = 0; round < 15; round++) {
      Answer created = when(POST, "/store", json("{'name': '%s'}", newName())).then(CREATED);
      List<Answer> answers =
          Together.all(
              2,
              n ->
                  n == 0
                      ? when(POST, "/changes/" + change(created) + "/undo")
                      : when(POST, "/item", item(created.id(), "Chair", "1")));
      boolean undone = answers.getFirst().status() == OK;
      assertThat(answers.getLast().status() == CREATED).isEqualTo(!undone);
      added.addAll(answers);
    }
    assertThat(added).isNotEmpty();
  }

  @Test
  void under_a_key_it_is_done_once_and_answered_again() {
    int item = newItem(newStore());
    String change = change(when(DELETE, "/item/" + item).then(OK));
    String path = "/changes/" + change + "/undo";
    String key = newName();
    Answer first = given("Idempotency-Key", key).when(POST, path).then(OK);
    Answer again = given("Idempotency-Key", key).when(POST, path).then(OK);
    again.has("Idempotency-Replayed", "true").has("Change-Id", change(first));
    assertThat(again.text()).isEqualTo(first.text());
    given("Idempotency-Key", key)
        .when(POST, "/changes/" + change(first) + "/undo")
        .then(UNPROCESSABLE_CONTENT);
    given("Idempotency-Key", newName()).when(POST, path).then(CONFLICT);
  }

  @Test
  void a_conflict_uses_up_no_key() {
    int item = newItem(newStore());
    String change = change(when(PUT, "/item/" + item, "{'price': 1}").then(OK));
    String since = change(when(PUT, "/item/" + item, "{'price': 2}").then(OK));
    String key = newName();
    given("Idempotency-Key", key).when(POST, "/changes/" + change + "/undo").then(CONFLICT);
    undo(since);
    given("Idempotency-Key", key)
        .when(POST, "/changes/" + change + "/undo")
        .then(OK)
        .hasNo("Idempotency-Replayed");
  }
}
