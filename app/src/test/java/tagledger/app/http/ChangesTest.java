package tagledger.app.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.http.HttpMethod.DELETE;
import static org.springframework.http.HttpMethod.GET;
import static org.springframework.http.HttpMethod.HEAD;
import static org.springframework.http.HttpMethod.POST;
import static org.springframework.http.HttpMethod.PUT;
import static org.springframework.http.HttpStatus.CREATED;
import static org.springframework.http.HttpStatus.METHOD_NOT_ALLOWED;
import static org.springframework.http.HttpStatus.OK;
import static tagledger.app.http.Json.json;

import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

class ChangesTest extends HttpTest {

  private static final String TRACE = "0af7651916cd43dd8448eb211c80319c";

  private int store;
  private int item;
  private long created;
  private long changed;

  @BeforeEach
  void an_item_whose_price_was_changed() {
    store = newStore();
    Answer added = when(POST, "/item", item(store, "Chair", "17.99")).then(CREATED);
    item = added.id();
    created = added.position() - 1;
    changed =
        given("Reason", "-10 \"%\", from spring on")
            .and("traceparent", "00-" + TRACE + "-b7ad6b7169203331-01")
            .when(PUT, "/item/" + item, "{'price': 9.990}")
            .then(OK)
            .position();
  }

  @Test
  void whoever_was_answered_a_write_finds_it_at_once() {
    for (int i = 0; i < 20; i++) {
      long position =
          when(PUT, "/item/" + item, json("{'price': %d}", 100 + i)).then(OK).position();
      JsonNode last = when(GET, "/changes?order=desc&limit=1").then(OK).body();
      assertThat(last.path(0).path("position").longValue()).isEqualTo(position);
    }
  }

  @Test
  void a_change_is_told_with_all_that_is_known_of_it_and_found_by_its_id() {
    Answer answer = when(GET, "/changes?from=" + changed).then(OK);
    answer.has("Content-Type", "application/json").has("Vary", "Accept").hasNo("Link");

    JsonNode change = answer.body().path(0);
    Json.assertSame(
        change.toString(),
        json(
            "{'id': %s, 'position': %d, 'time': %s, 'actor': 'anonymous', 'request_id': '%s',"
                + " 'reason': '-10 \\'%%\\', from spring on', 'store_id': %d,"
                + " 'summary': 'Item \\'Chair\\': price 17.99 → 9.99', 'details': [{'kind': 'item',"
                + " 'before': {'id': %d, 'name': 'Chair', 'price': 17.99},"
                + " 'after': {'id': %d, 'name': 'Chair', 'price': 9.99}}]}",
            change.path("id"), changed, change.path("time"), TRACE, store, item, item));
    assertThat(change.path("time").stringValue()).matches(".+\\.\\d{6}Z");
    assertThat(Instant.parse(change.path("time").stringValue()))
        .isEqualTo(Past.recordedAt(this, changed));
    String id = change.path("id").stringValue();
    when(GET, "/changes/" + id).then(OK, change.toString());
    when(GET, "/changes/" + id + "x").isNotFound();
  }

  @Test
  void changes_are_found_by_all_that_is_told_of_them() {
    int tag = newTag(store);
    link(item, tag);
    int post = newPost(store);
    when(DELETE, "/post/" + post).then(OK);
    String in = "/changes?store=" + store;

    assertThat(positions(in)).hasSize(7);
    assertThat(positions("/changes?store_id=" + store)).isEqualTo(positions(in));
    assertThat(positions(in + "&kind=item")).containsExactly(created + 1, changed);
    assertThat(positions(in + "&kind=store")).containsExactly(created);
    assertThat(positions(in + "&kind=tag")).containsExactly(changed + 1);
    assertThat(positions(in + "&kind=link")).containsExactly(changed + 2);
    assertThat(positions(in + "&kind=post")).containsExactly(changed + 3, changed + 4);
    assertThat(positions(in + "&type=ItemChanged")).containsExactly(changed);
    assertThat(positions(in + "&type=catalogue.PostDeleted")).containsExactly(changed + 4);
    assertThat(positions(in + "&request_id=" + TRACE)).containsExactly(changed);
    assertThat(positions(in + "&request_id=")).isEmpty();
    assertThat(positions(in + "&actor=anonymous")).hasSize(7);
    assertThat(positions(in + "&actor=anonymou")).isEmpty();
    assertThat(positions(in + "&from=" + changed + "&to=" + (changed + 1)))
        .containsExactly(changed, changed + 1);
    assertThat(positions(in + "&kind=item&type=ItemChanged&to=" + created)).isEmpty();
    assertThat(positions(in + "&from=9223372036854775807")).isEmpty();
    assertThat(positions("/changes?store=2147483647")).isEmpty();
  }

  @Test
  void a_time_is_that_at_which_it_was_recorded() {
    Instant at = Past.recordedAt(this, changed);
    String in = "/changes?store=" + store;

    assertThat(positions(in + "&from=" + at)).contains(changed);
    assertThat(positions(in + "&from=" + at.plusNanos(1000))).doesNotContain(changed);
    assertThat(positions(in + "&from=" + at.plusNanos(1))).doesNotContain(changed);
    assertThat(positions(in + "&to=" + at)).contains(changed);
    assertThat(positions(in + "&to=" + at.minusNanos(1000))).doesNotContain(changed);
    String zoned = at.atOffset(ZoneOffset.ofHours(2)).toString();
    assertThat(positions(in + "&from=" + zoned + "&to=" + encoded(zoned))).contains(changed);
  }

  @Test
  void a_time_that_is_still_to_come_bounds_nothing() {
    String in = "/changes?store=" + store;
    assertThat(positions(in + "&to=2999-01-01T00:00:00Z")).hasSize(3);
    assertThat(positions(in + "&from=2999-01-01T00:00:00Z")).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"asc", "desc"})
  void the_links_keep_all_that_was_asked_for(String order) {
    IntStream.range(0, 6)
        .forEach(price -> when(PUT, "/item/" + item, json("{'price': %d}", price)));
    String path = "/changes?kind=item&store=" + store + "&order=" + order + "&actor=anonymous";
    List<JsonNode> whole = List.copyOf(when(GET, path).then(OK).body().values());

    assertThat(whole).hasSize(8);
    for (int limit : new int[] {1, 3, 8, 10_000}) {
      assertThat(Pages.walk(this, path + "&limit=" + limit)).isEqualTo(whole);
    }
    assertThat(
            when(GET, path + "&limit=7&after=" + (order.equals("asc") ? 0 : Long.MAX_VALUE))
                .then(OK)
                .header("Link"))
        .isEqualTo(
            "<%s&limit=7&after=%d>; rel=\"next\""
                .formatted(path, whole.get(6).path("position").longValue()));
  }

  @Test
  void lines_are_changes_too() {
    String path = "/changes?store=" + store;
    Answer lines = given("Accept", "application/x-ndjson").when(GET, path).then(OK);

    lines.has("Content-Type", "application/x-ndjson");
    assertThat(lines.text()).endsWith("\n");
    assertThat(lines.text().lines().map(Json::read))
        .containsExactlyElementsOf(when(GET, path).then(OK).body().values());
  }

  @Test
  void a_table_has_the_details_in_its_last_column() throws Exception {
    String path = "/changes?store=" + store;
    Answer table = given("Accept", "text/csv").when(GET, path).then(OK);

    table.has("Content-Type", "text/csv;charset=UTF-8");
    List<JsonNode> changes = List.copyOf(when(GET, path).then(OK).body().values());
    List<NamedCsvRecord> rows;
    try (CsvReader<NamedCsvRecord> csv = CsvReader.builder().ofNamedCsvRecord(table.text())) {
      rows = csv.stream().toList();
    }
    assertThat(rows).hasSameSizeAs(changes);
    for (int i = 0; i < rows.size(); i++) {
      NamedCsvRecord row = rows.get(i);
      JsonNode change = changes.get(i);
      assertThat(row.getHeader()).isEqualTo(List.copyOf(change.propertyNames()));
      for (String key : List.of("id", "time", "actor", "request_id", "summary")) {
        assertThat(row.getField(key)).isEqualTo(change.path(key).stringValue());
      }
      assertThat(row.getField("position")).isEqualTo(change.path("position").toString());
      assertThat(row.getField("store_id")).isEqualTo(change.path("store_id").toString());
      assertThat(row.getField("details")).isEqualTo(change.path("details").toString());
    }
    assertThat(rows.get(0).getField("reason")).isEmpty();
    assertThat(rows.get(2).getField("reason"))
        .as("no formula")
        .isEqualTo("'-10 \"%\", from spring on");
    assertThat(table.text().lines()).hasSize(4);
    assertThat(table.text()).startsWith("id,position,").endsWith("]\"\r\n");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "*/*                                       | application/json",
        "text/html,*/*;q=0.8                       | application/json",
        "application/json, text/csv                | application/json",
        "text/csv, application/json                | text/csv;charset=UTF-8",
        "text/csv;q=0.4, application/x-ndjson;q=.5 | application/x-ndjson",
        "text/*                                    | text/csv;charset=UTF-8",
        "text/csv;q=0, */*                         | application/json",
        "image/png                                 | application/json",
        "nonsense                                  | application/json"
      })
  void what_is_accepted_most_is_answered(String accept, String type) {
    given("Accept", accept).when(GET, "/changes?limit=1").then(OK).has("Content-Type", type);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          colour=red        | {'colour': ['Unknown field.']}
          store=x           | {'store': ['Not a valid id.']}
          store=0           | {'store': ['Not a valid id.']}
          store=2147483648  | {'store': ['Not a valid id.']}
          store=1&store=2   | {'store': ['Given more than once.']}
          store=1&store_id=1 | {'store': ['Given more than once.']}
          actor=%00&request_id=a%00 | {'actor': ['Not a valid string.'], 'request_id': ['Not a valid string.']}
          kind=shop         | {'kind': ['Must be one of: store, item, post, tag, link.']}
          type=ItemAdd      | {'type': ['Not the type of an event.']}
          from=yesterday    | {'from': ['Not a valid time or position.']}
          from=-1           | {'from': ['Not a valid time or position.']}
          to=2026-01-01     | {'to': ['Not a valid time or position.']}
          order=newest      | {'order': ['Must be one of: asc, desc.']}
          limit=10001       | {'limit': ['Must be less than or equal to 10000.']}
          after=x&kind=     | {'after': ['Not a valid integer.'], 'kind': ['Must be one of: store, item, post, tag, link.']}
          """)
  void what_cannot_be_heard_is_refused(String query, String faults) {
    when(GET, "/changes?" + query).isUnfit("query", faults);
    given("Accept", "text/csv").when(GET, "/changes?" + query).isUnfit("query", faults);
  }

  @Test
  void changes_are_only_read() {
    when(HEAD, "/changes?limit=1").then(OK).isEmpty();
    when(DELETE, "/changes").then(METHOD_NOT_ALLOWED);
    when(PUT, "/changes/1", "{}").then(METHOD_NOT_ALLOWED);
  }

  @Test
  void what_is_undone_is_a_change_that_names_the_other() {
    Answer deleted = when(DELETE, "/store/" + store).then(OK);
    String id = deleted.header("Change-Id");
    when(POST, "/changes/" + id + "/undo").then(OK);

    List<String> summaries =
        HistoriesTest.texts(when(GET, "/changes?store=" + store).body(), "summary");
    assertThat(summaries.get(3)).matches("Store \".+\" deleted with 1 item");
    assertThat(summaries.get(4)).matches("Undid " + id + ": Store \".+\" created with 1 item");
    assertThat(summaries).hasSize(5);
  }

  @Test
  void an_import_is_one_change() {
    String rows = "name,price,tags\nBed,80,\"red;soft\"\nSofa,300,red\n";
    given("Content-Type", "text/csv").when(POST, "/store/" + store + "/import", rows).then(OK);

    JsonNode last = when(GET, "/changes?order=desc&limit=1&store=" + store).then(OK).body().path(0);
    assertThat(last.path("summary").stringValue())
        .startsWith("Import: 2 items, ")
        .endsWith(" added");
    assertThat(last.path("details").size()).isGreaterThan(2);
  }

  @Test
  void a_bulk_of_fifty_thousand_links_is_one_change_with_as_many_details() {
    StringBuilder lines = new StringBuilder("name,price\n");
    IntStream.range(0, 500).forEach(i -> lines.append("Item ").append(i).append(",1\n"));
    given("Content-Type", "text/csv")
        .when(POST, "/store/" + store + "/import", lines.toString())
        .then(OK);
    StringBuilder tags = new StringBuilder();
    IntStream.range(0, 100).forEach(i -> tags.append(i == 0 ? "" : ",").append(newTag(store)));
    String items =
        String.join(
            ",",
            when(GET, "/store/" + store)
                .then(OK)
                .body()
                .path("items")
                .valueStream()
                .map(it -> it.path("id").toString())
                .filter(id -> !id.equals(Integer.toString(item)))
                .toList());
    when(
            POST,
            "/store/" + store + "/link",
            json("{'item_ids': [%s], 'tag_ids': [%s]}", items, tags))
        .then(OK, "{'linked': 50000, 'unchanged': 0}");

    JsonNode last = when(GET, "/changes?order=desc&limit=1&store=" + store).then(OK).body().path(0);

    assertThat(last.path("summary").stringValue()).isEqualTo("50,000 links added");
    assertThat(last.path("details").size()).isEqualTo(50_000);
    assertThat(last.path("details").valueStream().distinct()).hasSize(50_000);
  }

  private List<Long> positions(String path) {
    return when(GET, path)
        .then(OK)
        .body()
        .valueStream()
        .map(change -> change.path("position").longValue())
        .toList();
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }
}
