package tagledger.app.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.http.HttpMethod.DELETE;
import static org.springframework.http.HttpMethod.GET;
import static org.springframework.http.HttpMethod.POST;
import static org.springframework.http.HttpMethod.PUT;
import static org.springframework.http.HttpStatus.CREATED;
import static org.springframework.http.HttpStatus.OK;
import static tagledger.app.http.Json.json;

import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.JdbcTemplate;

class RequestHeadersTest extends HttpTest {

  private static final String TRACE = "4bf92f3577b34da6a3ce929d0e0e4736";
  private static final String TRACEPARENT = "00-" + TRACE + "-00f067aa0ba902b7-01";
  private static final String TOO_LONG = "{'Reason': ['Longer than maximum length 1000.']}";

  @Autowired private JdbcTemplate log;

  @Test
  void a_trace_s_id_becomes_the_request_s_and_its_event_s() {
    Answer created =
        given("traceparent", TRACEPARENT)
            .when(POST, "/store", json("{'name': '%s'}", newName()))
            .then(CREATED)
            .has("Request-Id", TRACE);

    assertThat(metadata(created)).contains(TRACE);
  }

  @Test
  void a_refusal_and_a_list_bear_it_as_well() {
    given("traceparent", TRACEPARENT).when(GET, "/store").has("Request-Id", TRACE);
    given("traceparent", TRACEPARENT).when(GET, "/store/0").has("Request-Id", TRACE);
    given("traceparent", TRACEPARENT).when(GET, "/nowhere").has("Request-Id", TRACE);
    given("traceparent", TRACEPARENT).when(PUT, "/store").has("Request-Id", TRACE);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "garbage",
        "00-" + TRACE,
        "ff-" + TRACE + "-00f067aa0ba902b7-01",
        "00-00000000000000000000000000000000-00f067aa0ba902b7-01",
        "00-" + TRACE + "-0000000000000000-01"
      })
  void what_is_no_traceparent_is_left_alone(String traceparent) {
    String id = given("traceparent", traceparent).when(GET, "/store?limit=1").header("Request-Id");

    assertThat(id).matches("[0-9a-f]{32}").isNotEqualTo(TRACE);
  }

  @Test
  void a_traceparent_in_capitals_is_none() {
    String id =
        given("traceparent", TRACEPARENT.toUpperCase(Locale.ROOT))
            .when(GET, "/store?limit=1")
            .header("Request-Id");

    assertThat(id).matches("[0-9a-f]{32}").isNotEqualTo(TRACE);
  }

  @Test
  void requests_without_a_trace_get_ids_of_their_own() {
    assertThat(when(GET, "/store?limit=1").header("Request-Id"))
        .isNotEqualTo(when(GET, "/store?limit=1").header("Request-Id"));
  }

  @Test
  void a_reason_of_up_to_1000_characters_is_kept() {
    String reason = "r".repeat(1000);

    assertThat(metadata(given("Reason", reason).when(DELETE, "/store/" + newStore()).then(OK)))
        .contains(reason);
  }

  @Test
  void a_longer_reason_is_refused_by_every_write_and_nothing_is_done() {
    String reason = "r".repeat(1001);
    int store = newStore();
    int item = newItem(store);
    int tag = newTag(store);
    String named = json("{'name': '%s'}", newName());

    given("Reason", reason).when(POST, "/store", named).isUnfit("headers", TOO_LONG);
    given("Reason", reason)
        .when(POST, "/store/" + store + "/tag", named)
        .isUnfit("headers", TOO_LONG);
    given("Reason", reason).when(POST, "/item", item(store, "x", "1")).isUnfit("headers", TOO_LONG);
    given("Reason", reason).when(PUT, "/item/" + item, named).isUnfit("headers", TOO_LONG);
    given("Reason", reason).when(POST, linkOf(item, tag)).isUnfit("headers", TOO_LONG);
    link(item, tag);
    given("Reason", reason).when(DELETE, linkOf(item, tag)).isUnfit("headers", TOO_LONG);
    given("Reason", reason).when(DELETE, "/tag/" + tag).isUnfit("headers", TOO_LONG);
    given("Reason", reason).when(DELETE, "/item/" + item).isUnfit("headers", TOO_LONG);
    given("Reason", reason).when(DELETE, "/store/" + store).isUnfit("headers", TOO_LONG);

    when(GET, "/store/" + store).then(OK).shows("'name':'Chair'");
  }

  @Test
  void a_reason_may_be_any_text_in_utf_8_and_a_thousand_emoji_are_a_thousand_characters() {
    String reason = "Größe geprüft 🪑";

    assertThat(written(reason)).contains(reason);
    assertThat(written("🪑".repeat(1000))).contains("🪑".repeat(1000));
  }

  @Test
  void a_reason_in_latin_1_is_understood_too() {
    String name = newName();
    String body = json("{'name': '%s'}", name);
    Wire.Reply reply =
        Wire.send(
            port(),
            "POST /store HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nReason: gepr\u00fcft\r\n"
                + "Content-Length: "
                + body.length()
                + "\r\n\r\n"
                + body);

    assertThat(reply.status()).isEqualTo(201);
    assertThat(metadata(Long.parseLong(reply.header("Event-Position")))).contains("geprüft");
  }

  @Test
  void a_reason_in_ascii_alone_is_understood_as_rfc_8187_says() {
    assertThat(written("UTF-8''Fr%C3%BChling%20%f0%9f%aa%91+1")).contains("\"Frühling 🪑+1\"");
    assertThat(written("utf-8'de'%25")).contains("\"%\"");
  }

  @Test
  void what_only_resembles_it_is_kept_as_it_is() {
    for (String reason : List.of("UTF-8''a b", "UTF-8''%4", "UTF-8''a%00", "UTF-8''%C3")) {
      assertThat(written(reason)).contains(reason);
    }
  }

  /** Writes with this reason in UTF-8, and reads what was kept of it. */
  private String written(String reason) {
    Wire.Reply reply =
        Wire.send(
            port(),
            Wire.utf8(
                "DELETE /store/%d HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nReason: %s\r\n\r\n"
                    .formatted(newStore(), reason)));
    assertThat(reply.status()).isEqualTo(200);
    return metadata(Long.parseLong(reply.header("Event-Position")));
  }

  private String metadata(Answer answer) {
    return metadata(answer.position());
  }

  private String metadata(long position) {
    return String.valueOf(
        log.queryForObject(
            "SELECT metadata FROM tagledger.readable_events WHERE position = ?",
            String.class,
            position));
  }
}
