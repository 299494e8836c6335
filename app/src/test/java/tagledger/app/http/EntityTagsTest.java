package tagledger.app.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.http.HttpMethod.DELETE;
import static org.springframework.http.HttpMethod.GET;
import static org.springframework.http.HttpMethod.POST;
import static org.springframework.http.HttpMethod.PUT;
import static org.springframework.http.HttpStatus.NOT_MODIFIED;
import static org.springframework.http.HttpStatus.OK;

import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.http.HttpMethod;

/** An entity tag changes when, and only when, what is shown changes. */
class EntityTagsTest extends HttpTest {

  private String store = "";
  private String item = "";
  private String tag = "";
  private String otherItem = "";
  private String otherTag = "";
  private List<String> all = List.of();

  @BeforeEach
  void two_stores_one_with_a_linked_pair_and_a_free_one() {
    int mine = newStore();
    int foreign = newStore();
    int foreignItem = newItem(foreign);
    int foreignTag = newTag(foreign);
    link(foreignItem, foreignTag);
    store = "/store/" + mine;
    item = "/item/" + newItem(mine);
    tag = "/tag/" + newTag(mine);
    otherItem = "/item/" + newItem(mine);
    otherTag = "/tag/" + newTag(mine);
    when(POST, item + tag);
    all =
        List.of(
            store,
            item,
            tag,
            otherItem,
            otherTag,
            "/store/" + foreign,
            "/item/" + foreignItem,
            "/tag/" + foreignTag);
  }

  @Test
  void a_changed_item_changes_its_store_and_its_tags() {
    assertThat(changedBy(PUT, item, "{'price': 3}")).containsOnly(item, store, tag);
    assertThat(changedBy(PUT, item, "{'name': 'Stool'}")).containsOnly(item, store, tag);
    assertThat(changedBy(PUT, otherItem, "{'name': 'Stool'}")).containsOnly(otherItem, store);
  }

  @Test
  void a_link_changes_the_item_and_the_tag_and_not_their_store() {
    assertThat(changedBy(POST, otherItem + tag, "")).containsOnly(otherItem, tag);
    assertThat(changedBy(POST, item + otherTag, "")).containsOnly(item, otherTag);
    assertThat(changedBy(DELETE, otherItem + tag, "")).containsOnly(otherItem, tag);
  }

  @Test
  void a_deleted_item_changes_its_store_and_its_tags() {
    assertThat(changedBy(DELETE, item, "")).containsOnly(item, store, tag);
    assertThat(changedBy(DELETE, otherItem, "")).containsOnly(otherItem, store);
  }

  @Test
  void an_added_thing_and_a_deleted_tag_change_their_store_alone() {
    int id = Integer.parseInt(store.substring("/store/".length()));
    assertThat(changedBy(POST, store + "/tag", "{'name': 'new'}")).containsOnly(store);
    assertThat(changedBy(POST, "/item", item(id, "New", "1"))).containsOnly(store);
    assertThat(changedBy(DELETE, otherTag, "")).containsOnly(store, otherTag);
  }

  @Test
  void what_changes_nothing_changes_no_entity_tag() {
    assertThat(changedBy(POST, item + tag, "")).isEmpty();
    assertThat(changedBy(PUT, item, "{'name': 'Chair', 'price': 17.990}")).isEmpty();
    assertThat(changedBy(PUT, item, "{'name': ''}")).isEmpty();
    assertThat(changedBy(DELETE, tag, "")).isEmpty();
    assertThat(changedBy(DELETE, otherItem + tag, "")).isEmpty();
  }

  @Test
  void what_a_reader_has_already_is_not_sent_again() {
    for (String path : all) {
      String etag = when(GET, path).etag();

      given("If-None-Match", etag).when(GET, path).then(NOT_MODIFIED).isEmpty().has("ETag", etag);
      given("If-None-Match", "\"x\", W/" + etag).when(GET, path).then(NOT_MODIFIED);
      given("If-None-Match", "*").when(GET, path).then(NOT_MODIFIED);
      given("If-None-Match", etag).when(HttpMethod.HEAD, path).then(NOT_MODIFIED).isEmpty();
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"\"0\"", "\"x\"", "1", "", ",", "\"", "W/", "\"99999999999999999999\"", "\"*\""})
  void what_a_reader_does_not_have_is_sent(String etag) {
    given("If-None-Match", etag).when(GET, item).then(OK).shows("'name':'Chair'");
  }

  @Test
  void what_does_not_exist_is_not_found_whatever_the_reader_has() {
    given("If-None-Match", "*").when(GET, "/item/2147483647").isNotFound();
  }

  /** The things whose entity tags have changed: exactly those that are shown differently. */
  private Set<String> changedBy(HttpMethod method, String path, String body) {
    List<Answer> before = shown();
    if (body.isEmpty()) {
      when(method, path);
    } else {
      when(method, path, body);
    }
    List<Answer> after = shown();
    Set<String> changed =
        differing(before, after, answer -> answer.response().headers().firstValue("ETag"));
    assertThat(changed).isEqualTo(differing(before, after, Answer::text));
    return changed;
  }

  private List<Answer> shown() {
    return all.stream().map(path -> when(GET, path)).toList();
  }

  private Set<String> differing(
      List<Answer> before, List<Answer> after, Function<Answer, Object> what) {
    return IntStream.range(0, all.size())
        .filter(n -> !what.apply(before.get(n)).equals(what.apply(after.get(n))))
        .mapToObj(all::get)
        .collect(Collectors.toSet());
  }
}
