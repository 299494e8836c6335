package tagledger.app.http;

import static org.assertj.core.api.Assertions.assertThat;
import static tagledger.app.http.Json.json;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.http.HttpStatus;

/** What the server refuses before a controller sees it is refused in the contract's words. */
class MalformedRequestsTest extends HttpTest {

  private static final Pattern ESCAPE = Pattern.compile("\\\\x([0-9a-f]{2})");

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/store/%zz",
        "/store/%",
        "/store/%f",
        "/store/<1>",
        "/store/{1}",
        "/store/\"1\"",
        "/store/a|b",
        "/store/^",
        "/store/`",
        "/store/\\x00",
        "/store/\\xc3\\xbc",
        "/store/%00",
        "/store/%c0%af",
        "/store/1%2ftag",
        "/store/1%5c",
        "/../store",
        "/store/../../x",
        "/store?limit=%zz<"
      })
  void a_malformed_path_is_a_bad_request(String path) {
    isRefused(
        send("GET " + path + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"), 400);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          400 | GET /store HTTP/1.1
          400 | GET /store HTTP/1.1;Host: a b
          400 | GET /store HTTP/1.1;Host: localhost;Host: y
          400 | GET /store HTTP/1.1;Host: localhost;Content-Length: x
          400 | POST /store HTTP/1.1;Host: localhost;Content-Length: -1
          400 | POST /store HTTP/1.1;Host: localhost;Content-Length: 1;Content-Length: 2
          501 | POST /store HTTP/1.1;Host: localhost;Transfer-Encoding: what
          505 | GET /store HTTP/9.9;Host: x
          400 | GET
          400 | G@T /store HTTP/1.1;Host: x
          400 | \\x00\\x01\\x02
          405 | TRACE /store HTTP/1.1;Host: x
          417 | POST /store HTTP/1.1;Host: localhost;Expect: the-unexpected
          """)
  void a_malformed_head_is_refused(int status, String head) {
    isRefused(send(head.replace(";", "\r\n") + "\r\nConnection: close\r\n\r\n"), status);
  }

  @Test
  void a_head_that_is_too_long_is_refused() {
    String rest = " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n";
    isRefused(send("GET /store" + rest + "X: " + "x".repeat(100_000) + "\r\n\r\n"), 400);
    isRefused(send("GET /" + "x".repeat(100_000) + rest + "\r\n"), 400);
    isRefused(send("GET /store" + rest + "X: x\r\n".repeat(1000) + "\r\n"), 400);
  }

  @ParameterizedTest
  @ValueSource(strings = {"zz\r\n{}\r\n0\r\n\r\n", "-1\r\n{}\r\n", "2\r\n{}x\r\n0\r\n\r\n"})
  void a_body_in_malformed_chunks_is_a_bad_request(String chunks) {
    isRefused(
        send(
            "POST /store HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nTransfer-Encoding: chunked\r\n\r\n"
                + chunks),
        400);
  }

  @Test
  void a_malformed_request_is_a_problem_where_that_is_asked_for() {
    Wire.Reply reply =
        send(
            "GET /store/%zz HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n"
                + "Accept: application/problem+json\r\n\r\n");

    assertThat(reply.status()).isEqualTo(400);
    assertThat(reply.header("Content-Type")).isEqualTo("application/problem+json");
    Json.assertSame(
        reply.body(), json("{'type': 'about:blank', 'title': 'Bad Request', 'status': 400}"));
  }

  @Test
  void a_malformed_request_keeps_its_trace() {
    String trace = "4bf92f3577b34da6a3ce929d0e0e4736";

    assertThat(
            send("GET /%zz HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\ntraceparent: 00-"
                    + trace
                    + "-00f067aa0ba902b7-01\r\n\r\n")
                .header("Request-Id"))
        .isEqualTo(trace);
  }

  private Wire.Reply send(String bytes) {
    Matcher escapes = ESCAPE.matcher(bytes);
    return Wire.send(
        port(),
        escapes.replaceAll(
            escape ->
                Matcher.quoteReplacement(
                    Character.toString(Integer.parseInt(escape.group(1), 16)))));
  }

  private static void isRefused(Wire.Reply reply, int status) {
    assertThat(reply.status()).as(reply.body()).isEqualTo(status);
    assertThat(reply.header("Content-Type")).isEqualTo("application/json");
    assertThat(reply.header("Request-Id")).matches("[0-9a-f]{32}");
    Json.assertSame(
        reply.body(),
        json("{'code': %d, 'status': '%s'}", status, HttpStatus.valueOf(status).getReasonPhrase()));
  }
}
