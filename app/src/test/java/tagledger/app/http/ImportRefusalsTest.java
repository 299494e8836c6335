package tagledger.app.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.springframework.http.HttpMethod.DELETE;
import static org.springframework.http.HttpMethod.GET;
import static org.springframework.http.HttpMethod.POST;
import static org.springframework.http.HttpStatus.ACCEPTED;
import static org.springframework.http.HttpStatus.CONFLICT;
import static org.springframework.http.HttpStatus.CREATED;
import static org.springframework.http.HttpStatus.OK;
import static org.springframework.http.HttpStatus.UNPROCESSABLE_CONTENT;
import static org.springframework.http.HttpStatus.UNSUPPORTED_MEDIA_TYPE;
import static tagledger.app.http.Files.CSV;
import static tagledger.app.http.Files.NDJSON;
import static tagledger.app.http.Files.XML;
import static tagledger.app.http.Json.json;

import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** What cannot be imported, and how an import is told of. */
class ImportRefusalsTest extends HttpTest {

  private static final String FILE = "name,price,key\nChair,1,chair\n";

  @Test
  void an_unknown_or_deleted_store_is_not_found() {
    bringIn(CSV, 2_000_000_000, "", FILE).isNotFound();
    int store = newStore();
    when(DELETE, "/store/" + store).then(OK);
    bringIn(CSV, store, "", FILE).isNotFound();
  }

  @ParameterizedTest
  @ValueSource(strings = {"application/json", "text/plain", "application/zip", "nonsense"})
  void another_media_type_is_unsupported(String type) {
    bringIn(type, newStore(), "", FILE).then(UNSUPPORTED_MEDIA_TYPE);
  }

  @Test
  void a_charset_that_nobody_knows_is_unsupported_and_told() {
    assertThat(
            bringIn("text/csv; charset=klingon", newStore(), "", FILE)
                .then(UNSUPPORTED_MEDIA_TYPE)
                .text())
        .contains("charset that is known");
  }

  @Test
  void a_packed_upload_is_unsupported_and_told_what_unpacks_it() {
    int store = newStore();
    assertThat(
            Files.bringIn(given("Content-Encoding", "gzip"), CSV, store, "", FILE)
                .then(UNSUPPORTED_MEDIA_TYPE)
                .text())
        .contains("unpacked");
    Files.bringIn(given("Content-Encoding", "identity"), CSV, store, "", FILE).then(OK);
  }

  @ParameterizedTest
  @CsvSource({"?atomic=yes, atomic", "?dry_run=1, dry_run"})
  void a_flag_that_is_none_is_named(String query, String flag) {
    bringIn(CSV, newStore(), query, FILE)
        .isUnfit("query", "{'" + flag + "': ['Not a valid boolean.']}");
  }

  @Test
  void a_flag_that_is_misspelt_or_given_twice_writes_nothing() {
    int store = newStore();
    bringIn(CSV, store, "?dry-run=true", FILE).isUnfit("query", "{'dry-run': ['Unknown field.']}");
    bringIn(CSV, store, "?dry_run=false&dry_run=true", FILE)
        .isUnfit("query", "{'dry_run': ['Given more than once.']}");
    assertThat(when(GET, "/store/" + store).then(OK).body().path("items")).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"a b", "x/y", "ü"})
  void an_id_that_is_none_is_refused(String id) {
    int store = newStore();
    assertThat(
            Files.bringIn(given("Import-Id", id), CSV, store, "", FILE)
                .then(UNPROCESSABLE_CONTENT)
                .text())
        .contains("Import-Id");
  }

  @Test
  void the_client_chooses_the_id_once() {
    int store = newStore();
    String id = UUID.randomUUID().toString();
    Files.bringIn(given("Import-Id", id), CSV, store, "", FILE)
        .then(OK)
        .has("Import-Id", id)
        .has("Location", "/import/" + id);
    Files.bringIn(given("Import-Id", id), CSV, store, "", FILE)
        .isRefused(
            CONFLICT,
            "An import with the id "
                + id
                + " exists already. Choose another, or ask GET /import/"
                + id
                + ".");
    JsonNode told = when(GET, "/import/" + id).then(OK).body();
    assertThat(told.path("items").intValue()).isEqualTo(1);
    assertThat(told.path("state").stringValue()).isEqualTo("done");
    assertThat(told.path("bytes")).isEqualTo(told.path("total_bytes"));
  }

  @Test
  void an_import_is_not_taken_for_a_part_of_somebody_elses_change() {
    int store = newStore();
    String change =
        when(POST, "/item", json("{'name': 'Chair', 'price': 1, 'store_id': %d}", store))
            .then(CREATED)
            .header("Change-Id");
    String before = when(GET, "/changes/" + change).then(OK).text();
    Files.bringIn(given("Import-Id", change), CSV, store, "", FILE)
        .isRefused(CONFLICT, "A change with the id " + change + " exists already. Choose another.");
    assertThat(when(GET, "/changes/" + change).then(OK).text()).isEqualTo(before);
    Files.bringIn(
            given("Import-Id", change.replace(change.substring(24), "0123456789ab")),
            CSV,
            store,
            "",
            FILE)
        .then(OK);
  }

  @Test
  void an_import_that_never_was_is_not_found() {
    when(GET, "/import/" + UUID.randomUUID()).isNotFound();
  }

  @Test
  void who_prefers_not_to_wait_is_told_where_to_ask() {
    int store = newStore();
    Answer answer =
        Files.bringIn(given("Prefer", "respond-async"), CSV, store, "", FILE)
            .then(ACCEPTED)
            .has("Preference-Applied", "respond-async");
    String location = answer.header("Location");
    await()
        .untilAsserted(
            () ->
                assertThat(when(GET, location).then(OK).body().path("state").stringValue())
                    .isEqualTo("done"));
    assertThat(when(GET, "/store/" + store).then(OK).body().path("items")).hasSize(1);
  }

  @Test
  void the_stream_of_an_import_tells_how_it_ends_and_then_ends() {
    int store = newStore();
    String location = bringIn(CSV, store, "", FILE).then(OK).header("Location");
    String events = given("Accept", "text/event-stream").when(GET, location).then(OK).text();
    assertThat(events).startsWith("event: end\ndata: {").endsWith("}\n\n").contains("\"items\":1");
  }

  @Test
  void a_header_that_nobody_understands_is_refused_with_what_is_understood() {
    JsonNode refusal =
        bringIn(CSV, newStore(), "", "colour;size\nred;1\n").then(UNPROCESSABLE_CONTENT).body();
    assertThat(refusal.path("message").stringValue()).contains("colour", "name", "Handle");
    assertThat(refusal.path("state").stringValue()).isEqualTo("failed");
  }

  @Test
  void a_bomb_of_entities_is_refused_unopened() {
    String bomb =
        "<!DOCTYPE a [<!ENTITY a 'aaaaaaaaaa'><!ENTITY b '&a;&a;&a;&a;'>]><rss><channel>&b;"
            + "</channel></rss>";
    assertThat(bringIn(XML, newStore(), "", bomb).then(UNPROCESSABLE_CONTENT).text())
        .contains("DOCTYPE");
  }

  @Test
  void what_comes_before_a_cut_stays() {
    int store = newStore();
    String post =
        "<item><title>T</title><wp:post_name>%s</wp:post_name><wp:post_type>post</wp:post_type>"
            + "<wp:status>publish</wp:status></item>\n";
    String whole =
        "<rss xmlns:wp='http://wordpress.org/export/1.2/'><channel>\n"
            + post.formatted("one")
            + post.formatted("two");
    JsonNode refusal =
        bringIn(XML, store, "", whole + "<item><title>cu").then(UNPROCESSABLE_CONTENT).body();
    assertThat(refusal.path("posts").intValue()).isEqualTo(2);
    assertThat(refusal.path("message").stringValue()).startsWith("Line 4:");
    assertThat(when(GET, "/store/" + store + "/post").then(OK).body()).hasSize(2);
  }

  @Test
  void an_upload_whose_client_leaves_ends_the_import_and_is_told_of() throws IOException {
    int store = newStore();
    String id = UUID.randomUUID().toString();
    try (Socket socket = new Socket("127.0.0.1", port())) {
      OutputStream out = socket.getOutputStream();
      String head =
          "POST /store/%d/import HTTP/1.1\r\nHost: localhost\r\nContent-Type: %s\r\nImport-Id: %s\r\n"
                  .formatted(store, NDJSON, id)
              + "Content-Length: 1000000\r\n\r\n";
      StringBuilder lines = new StringBuilder();
      for (int i = 0; i < 1_500; i++) {
        lines.append("{\"item\":{\"name\":\"Chair\",\"price\":1}}\n");
      }
      out.write((head + lines + "{\"item\":{\"na").getBytes(StandardCharsets.UTF_8));
      out.flush();
      await()
          .untilAsserted(
              () ->
                  assertThat(when(GET, "/import/" + id).then(OK).body().path("rows").intValue())
                      .isEqualTo(1_500));
    }
    await()
        .untilAsserted(
            () ->
                assertThat(when(GET, "/import/" + id).then(OK).body().path("state").stringValue())
                    .isEqualTo("failed"));
    JsonNode told = when(GET, "/import/" + id).then(OK).body();
    assertThat(told.path("message").stringValue()).contains("ended before its end");
    int items = when(GET, "/store/" + store).then(OK).body().path("items").size();
    assertThat(told.path("items").intValue()).isEqualTo(items).isEqualTo(1_000);
  }

  @Test
  void a_problem_is_answered_where_one_is_asked_for() {
    int store = newStore();
    Answer answer =
        Files.bringIn(
                given("Accept", "application/problem+json"),
                CSV,
                store,
                "?atomic=true",
                "name,price\nA,x\n")
            .then(UNPROCESSABLE_CONTENT)
            .has("Content-Type", "application/problem+json");
    assertThat(answer.body().path("status").intValue()).isEqualTo(422);
    assertThat(answer.body().path("errors").get(0).path("line").intValue()).isEqualTo(2);
  }

  private Answer bringIn(String type, int store, String query, String file) {
    return Files.bringIn(new Request(port()), type, store, query, file);
  }
}
