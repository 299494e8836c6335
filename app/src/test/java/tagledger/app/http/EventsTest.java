package tagledger.app.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.http.HttpMethod.GET;
import static org.springframework.http.HttpMethod.HEAD;
import static org.springframework.http.HttpMethod.PUT;
import static org.springframework.http.HttpStatus.OK;
import static tagledger.app.http.Json.json;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.LongStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.flyway.autoconfigure.FlywayConnectionDetails;
import tools.jackson.databind.JsonNode;

class EventsTest extends HttpTest {

  private static final Pattern NEXT = Pattern.compile("<([^>]+)>; rel=\"next\"");

  @Autowired private FlywayConnectionDetails owner;

  private int store;
  private int item;
  private long position;

  @BeforeEach
  void an_item_whose_price_was_changed_for_a_reason() {
    store = newStore();
    item = newItem(store);
    position =
        given("Reason", "spring campaign")
            .and("traceparent", "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01")
            .when(PUT, "/item/" + item, "{'price': 9.990}")
            .then(OK)
            .position();
  }

  @Test
  void an_event_is_shown_as_a_cloud_event() throws SQLException {
    JsonNode event = only(after(position - 1));

    assertThat(event.propertyNames())
        .containsExactlyInAnyOrder(
            "specversion",
            "id",
            "source",
            "type",
            "time",
            "datacontenttype",
            "sequence",
            "revision",
            "actor",
            "request",
            "command",
            "commandid",
            "change",
            "reason",
            "digest",
            "data");
    assertThat(event.path("specversion").stringValue()).isEqualTo("1.0");
    assertThat(event.path("id").stringValue()).isEqualTo(Long.toString(position));
    assertThat(event.path("source").stringValue()).isEqualTo("/store/" + store);
    assertThat(event.path("type").stringValue()).isEqualTo("catalogue.ItemChanged");
    assertThat(event.path("time").stringValue()).matches("\\d{4}-\\d\\d-\\d\\dT[0-9:.]+Z");
    assertThat(event.path("datacontenttype").stringValue()).isEqualTo("application/json");
    assertThat(event.path("sequence").stringValue()).isEqualTo("2");
    assertThat(event.path("revision").stringValue()).isEqualTo("1");
    assertThat(event.path("actor").stringValue()).isEqualTo("anonymous");
    assertThat(event.path("request").stringValue()).isEqualTo("0af7651916cd43dd8448eb211c80319c");
    assertThat(event.path("command").stringValue()).isEqualTo("ChangeItem");
    assertThat(event.path("commandid").stringValue()).isNotBlank();
    assertThat(event.path("change").stringValue()).isNotBlank();
    assertThat(event.path("reason").stringValue()).isEqualTo("spring campaign");
    assertThat(event.path("digest").stringValue())
        .isEqualTo(ask("SELECT encode(digest, 'hex') FROM tagledger.events"));
  }

  @Test
  void what_happened_is_shown_to_the_byte_as_it_was_stored() throws SQLException {
    String stored = ask("SELECT payload FROM tagledger.readable_events");

    assertThat(stored).contains("9.99");
    assertThat(after(position - 1).text()).endsWith("\"data\":" + stored + "}]");
  }

  @Test
  void a_redacted_event_says_so_and_keeps_its_digest() throws SQLException {
    JsonNode before = only(after(position - 1));
    String payload = ask("SELECT encode(payload, 'hex') FROM tagledger.events");
    String metadata = ask("SELECT encode(metadata, 'hex') FROM tagledger.events");
    try {
      ask(
          "SELECT tagledger.redact_event(position, '{\"item\": 1.10}', convert_to("
              + "(convert_from(metadata, 'UTF8')::jsonb - 'reason')::text, 'UTF8'))"
              + " FROM tagledger.events");

      Answer answer = after(position - 1);

      JsonNode event = only(answer);
      assertThat(event.path("redacted").booleanValue()).isTrue();
      assertThat(event.has("reason")).isFalse();
      assertThat(event.path("change")).isEqualTo(before.path("change"));
      assertThat(event.path("digest")).isEqualTo(before.path("digest"));
      assertThat(answer.text()).endsWith("\"data\":{\"item\": 1.10}}]");
    } finally {
      // Others rebuild what this log says.
      ask(
          "SELECT tagledger.redact_event(position, decode('%s', 'hex'), decode('%s', 'hex'))"
                  .formatted(payload, metadata)
              + " FROM tagledger.events");
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 10_000})
  void following_the_links_walks_the_log_exactly_once(int limit) {
    List<Long> walked = new ArrayList<>();
    Optional<String> next = Optional.of("/events?after=" + (position - 3) + "&limit=" + limit);
    while (next.isPresent()) {
      Answer page = when(GET, next.get()).then(OK);
      assertThat(page.body().size()).isBetween(1, limit);
      page.body().forEach(event -> walked.add(Long.valueOf(event.path("id").stringValue())));
      next = page.response().headers().firstValue("Link").map(EventsTest::target);
    }

    assertThat(walked).isEqualTo(LongStream.rangeClosed(position - 2, position).boxed().toList());
  }

  @Test
  void without_a_limit_all_of_the_log_is_answered() {
    assertThat(when(GET, "/events").then(OK).hasNo("Link").body())
        .extracting(event -> Long.valueOf(event.path("id").stringValue()))
        .isEqualTo(LongStream.rangeClosed(1, position).boxed().toList());
  }

  @Test
  void the_media_type_of_batches_is_answered_where_it_is_accepted() {
    String path = "/events?after=" + (position - 1);

    Answer batch = given("Accept", "application/cloudevents-batch+json").when(GET, path).then(OK);

    batch.has("Content-Type", "application/cloudevents-batch+json");
    assertThat(when(GET, path).then(OK).has("Content-Type", "application/json").text())
        .isEqualTo(batch.text());
  }

  @ParameterizedTest
  @ValueSource(strings = {"after=9223372036854775807", "after=99999999999999999999&limit=1"})
  void nothing_follows_the_end(String query) {
    when(GET, "/events?" + query).then(OK, "[]").hasNo("Link");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "limit=x   | {'limit': ['Not a valid integer.']}",
        "limit=0   | {'limit': ['Must be greater than or equal to 1.']}",
        "limit=10001 | {'limit': ['Must be less than or equal to 10000.']}",
        "after=-1  | {'after': ['Must be greater than or equal to 0.']}"
      },
      quoteCharacter = '~')
  void a_page_that_is_none_is_refused(String query, String errors) {
    when(GET, "/events?" + query).isUnfit("query", errors);
    given("Accept", "text/event-stream").when(GET, "/events?" + query).isUnfit("query", errors);
  }

  @Test
  void parameters_that_are_unknown_are_ignored() {
    when(GET, "/events?colour=red&limit=2").then(OK);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "-1", "x", "1.0", " 7 7"})
  void a_last_event_id_that_is_no_position_is_refused(String id) {
    given("Accept", "text/event-stream")
        .and("Last-Event-ID", id)
        .when(GET, "/events")
        .isUnfit("headers", json("{'Last-Event-ID': ['Not a valid integer.']}"));
  }

  @Test
  void only_the_head_of_a_feed_is_answered_where_only_that_is_asked_for() {
    given("Accept", "text/event-stream").when(HEAD, "/events").then(OK).isEmpty();
  }

  private Answer after(long last) {
    return when(GET, "/events?after=" + last).then(OK);
  }

  private static JsonNode only(Answer answer) {
    assertThat(answer.body().size()).isEqualTo(1);
    return answer.body().path(0);
  }

  private static String target(String link) {
    Matcher matcher = NEXT.matcher(link);
    assertThat(matcher.matches()).isTrue();
    return matcher.group(1);
  }

  /** As the owner, of the change alone. */
  private String ask(String sql) throws SQLException {
    try (Connection connection =
            DriverManager.getConnection(
                owner.getJdbcUrl(), owner.getUsername(), owner.getPassword());
        Statement statement = connection.createStatement();
        ResultSet answer = statement.executeQuery(sql + " WHERE position = " + position)) {
      answer.next();
      return answer.getString(1);
    }
  }
}
