package tagledger.app.http;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.http.HttpMethod.DELETE;
import static org.springframework.http.HttpMethod.GET;
import static org.springframework.http.HttpMethod.POST;
import static org.springframework.http.HttpMethod.PUT;
import static org.springframework.http.HttpStatus.CREATED;
import static org.springframework.http.HttpStatus.FORBIDDEN;
import static org.springframework.http.HttpStatus.NOT_FOUND;
import static org.springframework.http.HttpStatus.OK;
import static tagledger.app.http.Json.json;

import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.http.HttpMethod;
import tools.jackson.databind.JsonNode;

/** Somebody of one store reaches for another, in every way that there is. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class OtherStoresTest extends Guarded {

  private static final String NEVER = "2000000000";

  private record Store(int id, int item, int post, int tag) {}

  private Store mine;
  private Store other;
  private Store gone;
  private String change;
  private Somebody somebody;

  @BeforeAll
  void two_stores_and_one_that_is_gone() {
    mine = store();
    other = store();
    gone = store();
    asAdministrator().when(DELETE, "/store/" + gone.id).then(OK);
    change =
        asAdministrator()
            .when(PUT, "/item/" + other.item, "{'price': 7}")
            .then(OK)
            .header("Change-Id");
    asAdministrator().when(PUT, "/item/" + mine.item, "{'price': 7}").then(OK);
    somebody = somebody("administrator " + mine.id);
  }

  private Store store() {
    int id = newStore();
    Store made = new Store(id, newItem(id), newPost(id), newTag(id));
    asAdministrator().when(POST, "/item/" + made.item + "/tag/" + made.tag).then(CREATED);
    asAdministrator().when(POST, "/post/" + made.post + "/tag/" + made.tag).then(CREATED);
    return made;
  }

  @Test
  void every_path_to_it_leads_nowhere() {
    Map<String, String> roles = Documented.roles();
    long tried =
        roles.entrySet().stream()
            .filter(
                each ->
                    List.of("reader", "editor", "auditor", "administrator")
                        .contains(each.getValue()))
            .map(Map.Entry::getKey)
            .filter(operation -> operation.contains("{") && !operation.contains("import_id"))
            .peek(
                operation -> {
                  leadsNowhere(operation, other, change);
                  leadsNowhere(operation, gone, NEVER);
                })
            .count();
    assertThat(tried).isGreaterThan(30);
  }

  private void leadsNowhere(String operation, Store where, String changed) {
    Answer there = ask(operation, where.id, where.item, where.post, where.tag, changed);
    there.isNotFound();
    Answer nowhere = ask(operation, NEVER, NEVER, NEVER, NEVER, NEVER);
    assertThat(nowhere.status()).as(operation).isEqualTo(there.status());
    assertThat(nowhere.text()).as(operation).isEqualTo(there.text());
    assertThat(names(nowhere)).as(operation).isEqualTo(names(there));
  }

  /** The server ends a connection after so many answers, whatever they are. */
  private static TreeSet<String> names(Answer answer) {
    TreeSet<String> names = new TreeSet<>(answer.response().headers().map().keySet());
    names.remove("connection");
    return names;
  }

  private Answer ask(
      String operation, Object store, Object item, Object post, Object tag, String changed) {
    String[] parts = operation.split(" ");
    String path =
        parts[1]
            .replace("{store_id}", store.toString())
            .replace("{item_id}", item.toString())
            .replace("{post_id}", post.toString())
            .replace("{tag_id}", tag.toString())
            .replace("{change_id}", changed);
    HttpMethod method = HttpMethod.valueOf(parts[0]);
    Request request = as(somebody.access());
    if (path.endsWith("/import")) {
      return request.and("Content-Type", "text/csv").when(method, path, "name,price\nx,1\n");
    }
    return switch (path.replaceAll(".*/", "")) {
      case "restore" -> request.when(method, path + "?as_of=1");
      case "diff" -> request.when(method, path + "?from=1&to=1");
      case "link", "unlink" ->
          request.when(
              method,
              path,
              json("{'item_ids': [%s], 'tag_ids': [%s]}", item.toString(), tag.toString()));
      default ->
          method == GET || method == DELETE
              ? request.when(method, path)
              : request.when(method, path, body(path));
    };
  }

  private static String body(String path) {
    return path.contains("post") ? "{'title': 'x'}" : "{'name': 'x'}";
  }

  @Test
  void links_do_not_cross_over() {
    for (String kind : List.of("item", "post")) {
      int own = kind.equals("item") ? mine.item : mine.post;
      int others = kind.equals("item") ? other.item : other.post;
      for (HttpMethod method : List.of(POST, DELETE)) {
        as(somebody.access()).when(method, path(kind, own, other.tag)).isNotFound();
        as(somebody.access()).when(method, path(kind, others, mine.tag)).isNotFound();
      }
    }
  }

  private static String path(String kind, int bearer, int tag) {
    return "/%s/%d/tag/%d".formatted(kind, bearer, tag);
  }

  @ParameterizedTest
  @ValueSource(strings = {"link", "unlink"})
  void a_bulk_call_tells_nothing_of_what_is_another_store_s(String call) {
    String path = "/store/" + mine.id + "/" + call;
    String body =
        json(
            "{'item_ids': [%d, 2000000000], 'post_ids': [%d], 'tag_ids': [%d, 2000000000]}",
            other.item, other.post, other.tag);

    as(somebody.access())
        .when(POST, path, body)
        .isUnfit(
            json(
                "{'item_ids': ['%d is not of this store.', '2000000000 is not of this store.'],"
                    + " 'post_ids': ['%d is not of this store.'],"
                    + " 'tag_ids': ['%d is not of this store.', '2000000000 is not of this store.']}",
                other.item, other.post, other.tag));
  }

  @Test
  void a_body_that_names_it_is_answered_as_if_it_were_not() {
    for (String store : List.of(Integer.toString(other.id), NEVER)) {
      as(somebody.access())
          .when(POST, "/item", json("{'name': 'x', 'price': 1, 'store_id': %s}", store))
          .isNotFound();
      as(somebody.access())
          .when(PUT, "/item/1999999999", json("{'name': 'x', 'price': 1, 'store_id': %s}", store))
          .isNotFound();
    }
    as(somebody.access()).when(PUT, "/item/1999999999", "{'name': 'x'}").isNotFound();
    as(somebody.access())
        .when(
            PUT, "/item/" + other.item, json("{'name': 'x', 'price': 1, 'store_id': %d}", mine.id))
        .isNotFound();
  }

  @Test
  void an_item_is_still_made_under_an_id_in_the_own_store() {
    as(somebody.access())
        .when(PUT, "/item/1999999998", json("{'name': 'x', 'price': 1, 'store_id': %d}", mine.id))
        .then(OK)
        .shows(json("'store':{'id':%d", mine.id));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "&limit=1", "&limit=10000", "&as_of=%d", "&as_of=%d&limit=1"})
  void lists_show_what_is_granted(String more) {
    long head =
        asAdministrator().when(GET, "/events?limit=1").then(OK).body().size() > 0 ? head() : 0;
    String query = "?after=0" + more.formatted(head);

    assertThat(ids(as(somebody.access()).when(GET, "/store" + query))).containsExactly(mine.id);
    Answer items = as(somebody.access()).when(GET, "/item" + query);
    assertThat(ids(items)).contains(mine.item);
    items
        .body()
        .forEach(each -> assertThat(each.path("store").path("id").intValue()).isEqualTo(mine.id));
    assertThat(ids(as(somebody.access()).when(GET, "/post" + query))).containsExactly(mine.post);
  }

  private long head() {
    Long head = jdbc.queryForObject("SELECT max(position) FROM tagledger.events", Long.class);
    return head == null ? 0 : head;
  }

  private static List<Integer> ids(Answer answer) {
    return answer.then(OK).body().valueStream().map(each -> each.path("id").intValue()).toList();
  }

  @Test
  void pages_of_a_list_go_on_behind_what_is_not_shown() {
    Somebody both = somebody("reader " + mine.id, "reader " + other.id);

    Answer first = as(both.access()).when(GET, "/store?limit=1").then(OK);
    Answer second =
        as(both.access())
            .when(GET, "/store?limit=1&after=" + first.body().get(0).path("id").intValue());

    assertThat(ids(first)).containsExactly(mine.id);
    assertThat(first.header("Link")).contains("after=" + mine.id);
    assertThat(ids(second)).containsExactly(other.id);
    second.hasNo("Link");
  }

  @Test
  void changes_and_events_are_those_of_what_is_granted() {
    JsonNode changes = as(somebody.access()).when(GET, "/changes").then(OK).body();
    assertThat(changes.size()).isGreaterThan(3);
    changes.forEach(each -> assertThat(each.path("store_id").intValue()).isEqualTo(mine.id));
    assertThat(as(somebody.access()).when(GET, "/changes?store=" + other.id).then(OK).text())
        .isEqualTo(as(somebody.access()).when(GET, "/changes?store=" + NEVER).then(OK).text());

    JsonNode events = as(somebody.access()).when(GET, "/events").then(OK).body();
    assertThat(events.size()).isGreaterThan(5);
    events.forEach(
        each -> assertThat(each.path("source").asString()).isEqualTo("/store/" + mine.id));
    long own =
        requireNonNull(
            jdbc.queryForObject(
                "SELECT count(*) FROM tagledger.events WHERE aggregate = ?",
                Long.class,
                "store/" + mine.id));
    assertThat(events.size()).isEqualTo((int) own);
  }

  @Test
  void pages_of_the_log_are_of_positions_whatever_is_shown() {
    String path = "/events?limit=3";
    int shown = 0;
    for (long after = 0; after < head(); after += 3) {
      shown += as(somebody.access()).when(GET, path + "&after=" + after).then(OK).body().size();
    }
    assertThat(shown).isEqualTo(as(somebody.access()).when(GET, "/events").body().size());
  }

  @Test
  void a_feed_tells_of_what_is_granted_and_ends_with_its_token() {
    Somebody follower = somebody("auditor " + mine.id, "editor " + mine.id);
    long start = head();
    try (Feed feed =
        new Feed(
            port(),
            "/events?after=" + start,
            "text/event-stream",
            "Authorization: Bearer " + follower.access())) {
      newItem(other.id);
      newItem(mine.id);
      assertThat(requireNonNull(feed.next()).data()).contains("store/" + mine.id);

      as(follower.access()).when(POST, "/logout").then(OK);
      newItem(mine.id);
      assertThat(feed.next()).isNull();
    }
  }

  @Test
  void an_import_of_another_store_is_none() {
    Answer imported =
        asAdministrator()
            .and("Content-Type", "text/csv")
            .when(POST, "/store/" + other.id + "/import", "name,price\nStool,1\n")
            .then(OK);
    String path = "/import/" + imported.header("Import-Id");

    asAdministrator().when(GET, path).then(OK);
    as(somebody.access()).when(GET, path).isNotFound();
  }

  @Test
  void what_is_seen_and_may_not_be_written_is_forbidden_and_not_hidden() {
    Somebody reader = somebody("reader " + other.id, "editor " + mine.id);

    as(reader.access()).when(GET, "/item/" + other.item).then(OK);
    as(reader.access())
        .when(DELETE, "/item/" + other.item)
        .isRefused(FORBIDDEN, "This needs the role editor.");
    as(reader.access()).when(DELETE, "/item/" + gone.item).then(NOT_FOUND);
    as(reader.access())
        .when(POST, "/store", "{'name': 'Mine'}")
        .isRefused(FORBIDDEN, "This needs the role editor in all stores.");
  }

  @Test
  void one_s_own_changes_are_taken_back_and_others_by_an_administrator() {
    Somebody editor = somebody("editor " + mine.id);
    int item = newItem(mine.id);
    String his =
        as(editor.access()).when(PUT, "/item/" + item, "{'price': 3}").then(OK).header("Change-Id");
    as(editor.access()).when(POST, "/changes/" + his + "/undo").then(OK);
    String others =
        asAdministrator().when(PUT, "/item/" + item, "{'price': 4}").then(OK).header("Change-Id");

    as(editor.access()).when(POST, "/changes/" + others + "/undo").then(FORBIDDEN);
    as(somebody.access()).when(POST, "/changes/" + others + "/undo").then(OK);
    as(editor.access())
        .when(POST, "/store/" + mine.id + "/restore?as_of=" + head())
        .then(FORBIDDEN);
  }
}
