package tagledger.app.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.http.HttpMethod.GET;
import static org.springframework.http.HttpStatus.OK;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A request of which two servers could disagree where it ends is refused, and what comes behind it
 * is no request.
 */
class SmugglingTest extends HttpTest {

  private static final String HEAD =
      "POST /store HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n";

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Content-Length: 2\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
        "Transfer-Encoding: chunked\r\nContent-Length: 6\r\n\r\n0\r\n\r\n",
        "Content-Length: 0\r\nContent-Length: 0\r\n\r\n",
        "Content-Length: 0\r\nContent-Length: 5\r\n\r\n",
        "Content-Length: 0, 0\r\n\r\n",
        "Content-Length: +0\r\n\r\n",
        "Content-Length: 0x0\r\n\r\n",
        "Content-Length : 0\r\n\r\n",
        "Transfer-Encoding : chunked\r\n\r\n0\r\n\r\n",
        "Transfer-Encoding: xchunked\r\n\r\n0\r\n\r\n",
        "Transfer-Encoding: chunked, identity\r\n\r\n0\r\n\r\n",
        "Transfer-Encoding: identity\r\nContent-Length: 0\r\n\r\n",
        "Transfer-Encoding: chunked\r\nTransfer-Encoding: x\r\n\r\n0\r\n\r\n",
        "Transfer-Encoding: \"chunked\"\r\n\r\n0\r\n\r\n",
        "Transfer-Encoding:\u000bchunked\r\n\r\n0\r\n\r\n",
        "Transfer-Encoding: chunked\u0000\r\n\r\n0\r\n\r\n",
        "X: x\r\n Transfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
        "X: x\r\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
        "Transfer-Encoding\r\n : chunked\r\n\r\n0\r\n\r\n",
        "Transfer-Encoding: chunked\r\n\r\n0x0\r\n\r\n",
        "Transfer-Encoding: chunked\r\n\r\n+0\r\n\r\n",
        "Transfer-Encoding: chunked\r\n\r\n00000000000000000000\r\n\r\n",
        "Transfer-Encoding: chunked\r\n\r\n-1\r\n\r\n",
        "Transfer-Encoding: chunked\r\n\r\n100000000\r\n\r\n",
        "Transfer-Encoding: chunked\r\n\r\n2\r\n{}0\r\n\r\n",
        "Transfer-Encoding: chunked\r\n\r\n0\r\nContent-Length : 9\r\n\r\n"
      })
  void what_comes_behind_an_ambiguous_request_is_no_request(String rest) {
    String name = newName();
    String body = "{\"name\":\"" + name + "\"}";
    Wire.Reply reply =
        Wire.sendAndEnd(
            port(), HEAD + rest + HEAD + "Content-Length: " + body.length() + "\r\n\r\n" + body);

    assertThat(reply.status()).isIn(400, 501);
    assertThat(when(GET, "/store").then(OK).text()).doesNotContain('"' + name + '"');
  }

  @Test
  void a_chunk_may_have_extensions_but_not_endless_ones() {
    String name = newName();
    String body = "{\"name\":\"" + name + "\"}";
    String chunked = HEAD + "Connection: close\r\nTransfer-Encoding: chunked\r\n\r\n";
    String size = Integer.toHexString(body.length());

    assertThat(
            Wire.send(port(), chunked + size + ";a=b;c=\"d\"\r\n" + body + "\r\n0\r\n\r\n")
                .status())
        .isEqualTo(201);
    assertThat(Wire.send(port(), chunked + size + ";" + "x".repeat(20_000)).status())
        .isEqualTo(400);
    assertThat(
            Wire.send(port(), chunked + "2\r\n{}\r\n0\r\n" + "X: x\r\n".repeat(20_000) + "\r\n")
                .status())
        .isEqualTo(400);
  }

  @Test
  void a_trailer_is_no_header() {
    String name = newName();
    String body = "{\"name\":\"" + name + "\"}";
    Wire.Reply reply =
        Wire.send(
            port(),
            HEAD
                + "Connection: close\r\nTransfer-Encoding: chunked\r\nTrailer: Prefer\r\n\r\n"
                + Integer.toHexString(body.length())
                + "\r\n"
                + body
                + "\r\n0\r\nPrefer: return=minimal\r\n\r\n");

    assertThat(reply.status()).isEqualTo(201);
    assertThat(reply.body()).contains(name);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "GET http://evil.example/store HTTP/1.1",
        "GET /store HTTP/1.1",
        "GET /store?x HTTP/1.0"
      })
  void no_answer_leads_to_the_host_that_a_request_names(String line) {
    Wire.Reply reply =
        Wire.send(
            port(),
            line
                + "\r\nHost: evil.example\r\nX-Forwarded-Host: evil.example\r\nX-Forwarded-Proto:"
                + " gopher\r\nConnection: close\r\n\r\n");

    assertThat(reply.headers().toString() + reply.body()).doesNotContain("evil");
  }
}
