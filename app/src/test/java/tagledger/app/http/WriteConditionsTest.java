package tagledger.app.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.http.HttpMethod.DELETE;
import static org.springframework.http.HttpMethod.GET;
import static org.springframework.http.HttpMethod.POST;
import static org.springframework.http.HttpMethod.PUT;
import static org.springframework.http.HttpStatus.ACCEPTED;
import static org.springframework.http.HttpStatus.CREATED;
import static org.springframework.http.HttpStatus.OK;
import static org.springframework.http.HttpStatus.PRECONDITION_FAILED;
import static tagledger.app.http.Json.json;

import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WriteConditionsTest extends HttpTest {

  private int store;
  private String item = "";
  private String tag = "";

  @BeforeEach
  void an_item_and_a_tag() {
    store = newStore();
    item = "/item/" + newItem(store);
    tag = "/tag/" + newTag(store);
  }

  @Test
  void a_write_is_done_where_its_entity_tag_is_the_thing_s() {
    String etag = when(GET, item).etag();

    Answer changed = given("If-Match", etag).when(PUT, item, "{'price': 2}").then(OK);

    given("If-Match", "\"x\", " + changed.etag() + " , \"y\"")
        .when(PUT, item, "{'price': 3}")
        .then(OK);
    given("If-Match", "*").when(PUT, item, "{'price': 4}").then(OK);
  }

  @Test
  void a_write_is_refused_where_the_thing_has_changed_since() {
    String etag = when(GET, item).etag();
    when(PUT, item, "{'price': 2}").then(OK);
    String before = when(GET, item).text();

    given("If-Match", etag).when(PUT, item, "{'price': 3}").isRefused(PRECONDITION_FAILED);
    given("If-Match", etag).when(PUT, item, "{}").isRefused(PRECONDITION_FAILED);
    given("If-Match", etag).when(DELETE, item).isRefused(PRECONDITION_FAILED);

    when(GET, item).then(OK, before);
  }

  @ParameterizedTest
  @ValueSource(strings = {"W/%s", "\"0\"", "0", "", ",", "\"", "garbage", "\"*\"", "'*'"})
  void what_is_no_strong_entity_tag_of_the_thing_matches_nothing(String given) {
    String etag = given.replace("%s", when(GET, item).etag());

    given("If-Match", etag).when(PUT, item, "{'price': 2}").isRefused(PRECONDITION_FAILED);
  }

  @Test
  void every_write_to_one_thing_keeps_its_condition() {
    String shop = "/store/" + store;
    String stale = "\"0\"";

    given("If-Match", stale).when(DELETE, shop).isRefused(PRECONDITION_FAILED);
    given("If-Match", stale).when(DELETE, tag).isRefused(PRECONDITION_FAILED);
    given("If-Match", stale).when(POST, item + tag).isRefused(PRECONDITION_FAILED);
    given("If-Match", when(GET, item).etag()).when(POST, item + tag).then(CREATED);
    given("If-Match", stale).when(DELETE, item + tag).isRefused(PRECONDITION_FAILED);
    given("If-Match", when(GET, tag).etag()).when(DELETE, item + tag).then(OK);
    given("If-Match", when(GET, tag).etag()).when(DELETE, tag).then(ACCEPTED);
    given("If-Match", when(GET, item).etag()).when(DELETE, item).then(OK);
    given("If-Match", when(GET, shop).etag()).when(DELETE, shop).then(OK);
  }

  @Test
  void adding_to_a_store_keeps_a_condition_on_the_store() {
    String etag = when(GET, "/store/" + store).etag();
    String tags = "/store/" + store + "/tag";

    given("If-Match", etag).when(POST, tags, "{'name': 'first'}").then(CREATED);

    given("If-Match", etag).when(POST, tags, "{'name': 'second'}").isRefused(PRECONDITION_FAILED);
    given("If-Match", etag)
        .when(POST, "/item", item(store, "Table", "1"))
        .isRefused(PRECONDITION_FAILED);
    given("If-Match", "*")
        .when(POST, "/store", json("{'name': '%s'}", newName()))
        .isRefused(PRECONDITION_FAILED);
  }

  @Test
  void if_none_match_any_lets_a_put_create_and_not_change() {
    given("If-None-Match", "*")
        .when(PUT, item, item(store, "Table", "1"))
        .isRefused(PRECONDITION_FAILED);
    when(DELETE, item).then(OK);
    given("If-None-Match", "*").when(PUT, item, item(store, "Table", "1")).then(OK);
  }

  @Test
  void if_match_any_lets_a_put_change_and_not_create() {
    when(DELETE, item).then(OK);

    given("If-Match", "*")
        .when(PUT, item, item(store, "Table", "1"))
        .isRefused(PRECONDITION_FAILED);
    when(GET, item).isNotFound();
  }

  @Test
  void if_none_match_refuses_the_version_that_it_names() {
    String etag = when(GET, item).etag();

    given("If-None-Match", etag).when(PUT, item, "{'price': 2}").isRefused(PRECONDITION_FAILED);
    given("If-None-Match", "W/" + etag)
        .when(PUT, item, "{'price': 2}")
        .isRefused(PRECONDITION_FAILED);
    given("If-None-Match", "\"0\"").when(PUT, item, "{'price': 2}").then(OK);
  }

  @Test
  void what_does_not_exist_is_not_found_whatever_the_condition() {
    given("If-Match", "\"1\"").when(PUT, "/item/2147483646", "{'price': 1}").isNotFound();
    given("If-Match", "\"1\"").when(DELETE, "/item/2147483646").isNotFound();
    given("If-Match", "*").when(DELETE, "/tag/2147483646").isNotFound();
    given("If-None-Match", "*").when(DELETE, "/store/2147483646").isNotFound();
  }

  @RepeatedTest(10)
  void of_two_writes_with_the_same_condition_one_wins() {
    String etag = when(GET, item).etag();

    List<Answer> answers =
        Together.all(
            2, n -> given("If-Match", etag).when(PUT, item, json("{'name': 'Won by %d'}", n)));

    assertThat(answers)
        .extracting(Answer::status)
        .containsExactlyInAnyOrder(OK, PRECONDITION_FAILED);
    answers.stream()
        .filter(answer -> answer.status() == OK)
        .forEach(won -> when(GET, item).then(OK, won.text()).has("ETag", won.etag()));
  }
}
