package tagledger.app.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.http.HttpMethod.DELETE;
import static org.springframework.http.HttpMethod.GET;
import static org.springframework.http.HttpMethod.POST;
import static org.springframework.http.HttpMethod.PUT;
import static org.springframework.http.HttpStatus.CREATED;
import static org.springframework.http.HttpStatus.OK;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.logging.LogLevel;
import org.springframework.boot.logging.LoggingSystem;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.web.util.UriUtils;
import tools.jackson.databind.json.JsonMapper;

/** What is sent as text stays text, wherever it goes: in SQL, in a header, in the log. */
@ExtendWith(OutputCaptureExtension.class)
class InjectionTest extends HttpTest {

  private static final List<String> LOUD = List.of("tagledger", "org.springframework.web");

  private final LoggingSystem logging = LoggingSystem.get(InjectionTest.class.getClassLoader());

  @BeforeEach
  void all_is_logged() {
    LOUD.forEach(name -> logging.setLogLevel(name, LogLevel.DEBUG));
  }

  @AfterEach
  void no_more() {
    logging.setLogLevel("tagledger", null);
    logging.setLogLevel("org.springframework.web", LogLevel.WARN);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "'; DROP TABLE tagledger.events; --",
        "x' OR '1'='1",
        "\\'; SELECT pg_sleep(60); --",
        "x'||(SELECT rolpassword FROM pg_authid)||'",
        "$$; DROP SCHEMA catalogue_3 CASCADE; $$",
        "{\"a\":1}",
        "%s%n%x%p",
        "${jndi:ldap://127.0.0.1:1/x}"
      })
  void what_looks_like_sql_is_a_name_like_any_other(String text) {
    String json = quoted(text);
    int store =
        when(POST, "/store", "{\"name\":" + quoted(text + " " + newName()) + "}")
            .then(CREATED)
            .id();
    int item =
        given("Content-Type", "application/json")
            .and("Reason", text)
            .when(POST, "/item", "{\"name\":" + json + ",\"price\":1,\"store_id\":" + store + "}")
            .then(CREATED)
            .id();
    int post =
        when(POST, "/store/" + store + "/post", "{\"title\":" + json + ",\"content\":" + json + "}")
            .then(CREATED)
            .id();
    int tag = when(POST, "/store/" + store + "/tag", "{\"name\":" + json + "}").then(CREATED).id();
    when(PUT, "/item/" + item, "{\"name\":" + json + "}").then(OK);

    assertThat(when(GET, "/item/" + item).body().path("name").stringValue()).isEqualTo(text);
    assertThat(when(GET, "/post/" + post).body().path("content").stringValue()).isEqualTo(text);
    assertThat(when(GET, "/tag/" + tag).body().path("name").stringValue()).isEqualTo(text);
    assertThat(when(GET, "/item/" + item + "/history").body().path(0).path("reason").stringValue())
        .isEqualTo(text);
    when(DELETE, "/store/" + store).then(OK);
  }

  @ParameterizedTest
  @ValueSource(strings = {"actor", "request_id"})
  void what_looks_like_sql_matches_nothing(String parameter) {
    newStore();
    String text = UriUtils.encode("x' OR '1'='1", StandardCharsets.UTF_8);

    when(GET, "/changes?" + parameter + "=" + text).then(OK, "[]");
  }

  @Test
  void a_line_break_in_a_header_is_none_in_an_answer_nor_in_the_log(CapturedOutput output) {
    for (String header :
        List.of("Reason", "Request-Id", "traceparent", "Import-Id", "Idempotency-Key", "Prefer")) {
      for (String bytes : List.of("\r", "\n", "\u0000", "\r\n\t", "%0d%0a", "\u001b[31m")) {
        Wire.Reply reply =
            Wire.send(
                port(),
                "POST /store/1/import HTTP/1.1\r\nHost: x\r\nConnection: close\r\n"
                    + "Content-Type: text/csv\r\nContent-Length: 0\r\n"
                    + header
                    + ": x"
                    + bytes
                    + "Injected: yes\r\n\r\n");

        assertThat(reply.headers()).as("%s with %s", header, bytes).doesNotContainKey("injected");
      }
    }
    isCleanLog(output);
  }

  @Test
  void what_is_in_a_path_or_a_body_never_reaches_the_log_raw(CapturedOutput output) {
    String text = "x\r\nInjected: yes\u001b[31m\u0085\u2028";
    String encoded = UriUtils.encode(text, StandardCharsets.UTF_8);
    for (String path : List.of("/store/", "/import/", "/changes/", "/projections/", "/nowhere/")) {
      when(GET, path + encoded);
      when(GET, path + "1?limit=" + encoded + "&" + encoded + "=1");
      when(POST, path + encoded + "/rebuild");
    }
    int store =
        when(
                POST,
                "/store",
                JsonMapper.shared().writeValueAsString(java.util.Map.of("name", text + newName())))
            .then(CREATED)
            .id();
    when(POST, "/store/" + store + "/tag", "{\"" + "x\\nInjected\":1}");
    given("Content-Type", "text/csv")
        .when(POST, "/store/" + store + "/import", "name,price\n\"" + text + "\",x\n");
    when(DELETE, "/store/" + store).then(OK);

    isCleanLog(output);
  }

  private static void isCleanLog(CapturedOutput output) {
    assertThat(output.toString()).contains("DEBUG").doesNotContain("\u001b[31m");
    assertThat(output.toString().lines()).noneMatch(line -> line.startsWith("Injected"));
  }

  /** Written so that no quote is taken for another. */
  private static String quoted(String text) {
    return JsonMapper.shared().writeValueAsString(text).replace("'", "\\u0027");
  }
}
