package tagledger.app.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.springframework.http.HttpMethod.DELETE;
import static org.springframework.http.HttpMethod.GET;
import static org.springframework.http.HttpMethod.HEAD;
import static org.springframework.http.HttpMethod.POST;
import static org.springframework.http.HttpMethod.PUT;
import static org.springframework.http.HttpStatus.ACCEPTED;
import static org.springframework.http.HttpStatus.CREATED;
import static org.springframework.http.HttpStatus.FORBIDDEN;
import static org.springframework.http.HttpStatus.NOT_MODIFIED;
import static org.springframework.http.HttpStatus.OK;
import static tagledger.app.http.Json.json;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;

/**
 * What is answered from memory, which tells by its length in advance, is what was answered from the
 * tables, with every header.
 */
class NearAnswersTest extends HttpTest {

  private static final String LENGTH = "content-length";

  @Autowired private AnswersInMemory memory;

  private int store;
  private int item;
  private int tag;

  @BeforeEach
  void fill() {
    store = newStore();
    item = newItem(store, "Chair / €", "17.50");
    tag = newTag(store);
    link(item, tag);
  }

  @ParameterizedTest
  @ValueSource(strings = {"/item/{item}", "/tag/{tag}", "/store/{store}"})
  void an_answer_is_the_same_from_the_tables_and_from_memory(String template) {
    String path = path(template);
    Answer first = when(GET, path).then(OK);
    assertThat(headers(first)).doesNotContainKey(LENGTH);
    Answer near = near(path);
    assertThat(near.text()).isEqualTo(first.text());
    assertThat(comparable(near)).isEqualTo(comparable(first));
  }

  @ParameterizedTest
  @ValueSource(ints = {60, 70, 1_000})
  void a_page_is_the_same_from_the_tables_and_from_memory(int limit) {
    // Of a short one that comes from the tables the length is told as well.
    String items = "name,price\n" + ("x".repeat(80) + ",5\n").repeat(69);
    Files.bringIn(given("Accept", "application/json"), Files.CSV, store, "", items).then(OK);
    String path = "/item?limit=%d&after=%d".formatted(limit, item - 1);
    Answer first = when(GET, path).then(OK);
    assertThat(headers(first)).doesNotContainKey(LENGTH);
    Answer near = near(path);
    assertThat(near.text()).isEqualTo(first.text()).contains("Chair / €");
    assertThat(comparable(near)).isEqualTo(comparable(first));
    assertThat(headers(near).containsKey("link")).isEqualTo(limit == 60);
    when(PUT, path("/item/{item}"), json("{'price': 3}")).then(OK);
    when(GET, path).then(OK).shows("\"price\":3,");
  }

  @Test
  void whoever_has_the_version_that_is_in_memory_is_told_so() {
    String etag = near(path("/item/{item}")).etag();
    given("If-None-Match", etag).when(GET, path("/item/{item}")).then(NOT_MODIFIED).isEmpty();
    given("If-None-Match", "\"999999\"").when(GET, path("/item/{item}")).then(OK);
  }

  @Test
  void whoever_writes_reads_what_he_wrote_and_nothing_older() {
    near(path("/item/{item}"));
    for (int price = 1; price <= 50; price++) {
      String changed =
          when(PUT, path("/item/{item}"), json("{'price': %d}", price)).then(OK).text();
      assertThat(changed).contains("\"price\":" + price + ",");
      assertThat(when(GET, path("/item/{item}")).then(OK).text()).isEqualTo(changed);
      when(GET, path("/tag/{tag}")).then(OK).shows("\"price\":" + price + "}");
      when(GET, path("/store/{store}")).then(OK).shows("\"price\":" + price + "}");
    }
  }

  @Test
  void what_is_made_linked_unlinked_and_deleted_is_so_in_memory() {
    near(path("/tag/{tag}"));
    int other = newItem(store, "Table", "5");
    String linked = when(POST, linkOf(other, tag)).then(CREATED).text();
    assertThat(linked).contains("\"name\":\"Table\"");
    assertThat(near(path("/tag/{tag}")).text()).isEqualTo(linked);
    when(DELETE, linkOf(other, tag)).then(OK);
    assertThat(when(GET, path("/tag/{tag}")).then(OK).text()).doesNotContain("Table");
    when(DELETE, "/item/" + other).then(OK);
    when(GET, "/item/" + other).isNotFound();
    when(DELETE, linkOf(item, tag)).then(OK);
    when(DELETE, path("/tag/{tag}")).then(ACCEPTED);
    when(GET, path("/tag/{tag}")).isNotFound();
    when(GET, path("/store/{store}")).then(OK).shows("\"tags\":[]");
    when(DELETE, path("/store/{store}")).then(OK);
    when(GET, path("/item/{item}")).isNotFound();
    when(GET, path("/store/{store}")).isNotFound();
  }

  @Test
  void what_is_answered_from_memory_is_measured_under_its_path() {
    near(path("/tag/{tag}"));
    when(GET, "/actuator/prometheus").then(OK).shows("uri=\"/tag/{tag}\"");
  }

  @Test
  void what_memory_has_no_room_for_is_answered_from_the_tables() {
    String items = "name,price,tags\n" + ("x".repeat(80) + ",5,many\n").repeat(400);
    Files.bringIn(given("Accept", "application/json"), Files.CSV, store, "", items).then(OK);
    tag = when(GET, "/item/" + (item + 1)).then(OK).body().at("/tags/0/id").asInt();
    List<String> paths =
        List.of("/tag/" + tag, path("/store/{store}"), "/item?limit=400&after=" + item);
    List<String> near = paths.stream().map(path -> near(path).text()).toList();

    List<Integer> taken = takeAll();
    try {
      List<Answer> answers = paths.stream().map(path -> when(GET, path).then(OK)).toList();
      assertThat(answers).extracting(Answer::text).isEqualTo(near);
      assertThat(answers)
          .allSatisfy(answer -> assertThat(headers(answer)).doesNotContainKey(LENGTH));
      Answer linked = when(POST, linkOf(item, tag)).then(ACCEPTED).isEmpty();
      assertThat(headers(linked)).containsKey("event-position").doesNotContainKey("etag");
    } finally {
      taken.forEach(memory::giveBack);
    }
    assertThat(near("/tag/" + tag).text()).contains("Chair / €");
    assertThat(when(POST, linkOf(item, tag)).then(CREATED).etag()).isNotNull();
  }

  private List<Integer> takeAll() {
    List<Integer> taken = new ArrayList<>();
    for (int bytes = 1 << 30; bytes > 16 * 1024; bytes /= 2) {
      while (memory.take(bytes)) {
        taken.add(bytes);
      }
    }
    return taken;
  }

  @Test
  void what_is_asked_in_any_other_way_is_answered_as_ever() {
    Answer near = near(path("/item/{item}"));
    when(GET, path("/item/{item}?as_of=1")).isNotFound();
    when(HEAD, path("/item/{item}")).then(OK).has("ETag", near.etag());
    when(GET, path("/item/0{item}")).then(OK);
    when(GET, path("/item/{item}/")).isNotFound();
    when(GET, "/item/99999999999").isNotFound();
    when(GET, "/item/x").isNotFound();
    given("X-Forwarded-For", "192.0.2.1").when(GET, path("/item/{item}")).then(FORBIDDEN);
  }

  private String path(String template) {
    return template
        .replace("{store}", "" + store)
        .replace("{item}", "" + item)
        .replace("{tag}", "" + tag);
  }

  /** Asks until the answer comes from memory: a store comes there when it is asked for often. */
  private Answer near(String path) {
    return await()
        .until(() -> when(GET, path).then(OK), answer -> headers(answer).containsKey(LENGTH));
  }

  private static Map<String, List<String>> headers(Answer answer) {
    return answer.response().headers().map();
  }

  private static Map<String, List<String>> comparable(Answer answer) {
    Map<String, List<String>> headers = new TreeMap<>(headers(answer));
    headers
        .keySet()
        .removeAll(List.of("content-length", "transfer-encoding", "date", "request-id"));
    return headers;
  }
}
