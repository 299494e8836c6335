package tagledger.app.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.http.HttpMethod.DELETE;
import static org.springframework.http.HttpMethod.GET;
import static org.springframework.http.HttpMethod.POST;
import static org.springframework.http.HttpMethod.PUT;
import static org.springframework.http.HttpStatus.CONTENT_TOO_LARGE;
import static org.springframework.http.HttpStatus.CREATED;
import static org.springframework.http.HttpStatus.OK;
import static tagledger.app.http.Json.json;

import java.io.ByteArrayInputStream;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What an {@code Idempotency-Key} may look like, and where it is one. */
class IdempotencyKeyHeaderTest extends HttpTest {

  private static final String INVALID = "Not a valid string.";

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '`',
      value = {
        "%s, \"%s\"",
        "\"%s\", %s",
        "a \"quoted\" %s, \"a \\\"quoted\\\" %s\"",
        "back\\slash %s, \"back\\\\slash %s\"",
        "~!@#$%%^&*()%s, \"~!@#$%%^&*()%s\""
      })
  void a_key_is_the_same_in_quotes_and_bare(String first, String second) {
    String unique = UUID.randomUUID().toString();
    String body = item(newStore(), "Chair", "1");

    Answer added = send(first.formatted(unique), body).then(CREATED);

    assertThat(send(second.formatted(unique), body).has("Idempotency-Replayed", "true").id())
        .isEqualTo(added.id());
  }

  @Test
  void keys_differ_by_case() {
    String body = item(newStore(), "Chair", "1");
    String unique = UUID.randomUUID().toString();

    assertThat(send(unique + "k", body).id()).isNotEqualTo(send(unique + "K", body).id());
  }

  @Test
  void a_key_has_up_to_255_characters() {
    String longest = UUID.randomUUID() + "k".repeat(255 - 36);
    String body = item(newStore(), "Chair", "1");

    send(longest, body).then(CREATED);
    send('"' + longest + '"', body).then(CREATED).has("Idempotency-Replayed", "true");
    send(longest + "k", body).isUnfit("headers", told("Longer than maximum length 255."));
    send('"' + longest + "k\"", body).isUnfit("headers", told("Longer than maximum length 255."));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"\"", "\"open", "\"a\"b\"", "\"a\\b\"", "\"a\\\"", "\"a\", \"b\"", "\"a\";b=c"})
  void what_begins_with_a_quote_and_is_no_string_is_refused(String key) {
    send(key, item(newStore(), "Chair", "1")).isUnfit("headers", told(INVALID));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "\"\""})
  void an_empty_key_is_refused(String key) {
    send(key, item(newStore(), "Chair", "1"))
        .isUnfit("headers", told("Shorter than minimum length 1."));
  }

  @Test
  void a_key_beyond_printable_ascii_is_refused() {
    assertThat(onTheWire("Idempotency-Key: schl\u00fcssel\r\n")).contains(INVALID);
    assertThat(onTheWire("Idempotency-Key: a\tb\r\n")).contains(INVALID);
  }

  @Test
  void several_keys_are_none() {
    assertThat(onTheWire("Idempotency-Key: a\r\nIdempotency-Key: a\r\n"))
        .contains("Given more than once.");
  }

  @Test
  void a_refused_key_changes_nothing() {
    String name = newName();
    send("\"", json("{'name': '%s'}", name)).isUnfit("headers", told(INVALID));

    newStore(name);
  }

  @Test
  void on_other_methods_a_key_means_nothing() {
    int store = newStore();
    String item = "/item/" + newItem(store);
    String key = UUID.randomUUID().toString();

    for (String price : new String[] {"1", "2"}) {
      given("Idempotency-Key", key)
          .when(PUT, item, json("{'price': %s}", price))
          .then(OK)
          .shows("'price':" + price)
          .hasNo("Idempotency-Replayed");
    }
    given("Idempotency-Key", key).when(GET, item).then(OK);
    given("Idempotency-Key", "\"").when(DELETE, item).then(OK);
    given("Idempotency-Key", key).when(DELETE, item).isNotFound();
  }

  /** A link needs no body, and so does not read one unless there is a key. */
  @Test
  void a_body_that_nobody_asked_for_belongs_to_the_request_as_well() {
    int store = newStore();
    String path = linkOf(newItem(store), newTag(store));
    String key = UUID.randomUUID().toString();

    given("Idempotency-Key", key).when(POST, path, "{}").then(CREATED);
    given("Idempotency-Key", key)
        .when(POST, path)
        .isUnfit("headers", told("Already used for another request."));
    given("Idempotency-Key", key)
        .send(
            POST,
            path,
            BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(new byte[9_000_000])))
        .isRefused(CONTENT_TOO_LARGE);
  }

  private Answer send(String key, String body) {
    String path = body.contains("store_id") ? "/item" : "/store";
    return given("Idempotency-Key", key).when(POST, path, body);
  }

  private String onTheWire(String header) {
    String body = json("{'name': '%s'}", newName());
    Wire.Reply reply =
        Wire.send(
            port(),
            "POST /store HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n"
                + header
                + "Content-Length: "
                + body.length()
                + "\r\n\r\n"
                + body);
    assertThat(reply.status()).isEqualTo(422);
    return reply.body();
  }

  private static String told(String fault) {
    return "{'Idempotency-Key': ['%s']}".formatted(fault);
  }
}
