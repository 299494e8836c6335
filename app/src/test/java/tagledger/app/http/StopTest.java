package tagledger.app.http;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.springframework.http.HttpMethod.GET;
import static org.springframework.http.HttpStatus.OK;
import static tagledger.app.http.Json.json;

import java.io.IOException;
import java.net.Socket;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.stream.Stream;
import org.apache.catalina.connector.Connector;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.tomcat.TomcatWebServer;
import org.springframework.boot.web.server.servlet.context.ServletWebServerApplicationContext;

/** What a request is told that meets a stop before it is here whole. */
class StopTest extends HttpTest {

  private static final String HEAD =
      "POST /store HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n";

  @Autowired private Shutdown shutdown;
  @Autowired private ServletWebServerApplicationContext context;

  @BeforeEach
  void stopping() {
    shutdown.stop();
  }

  @AfterEach
  void no_more() {
    shutdown.start();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Content-Length: 100\r\n\r\n{\"name\"",
        "Content-Length: 100\r\n\r\n",
        "Transfer-Encoding: chunked\r\n\r\n7\r\n{\"name\"\r\n",
        "Transfer-Encoding: chunked\r\n\r\n40\r\n{\"name\""
      })
  void a_body_that_ends_early_is_never_acknowledged(String rest) {
    assertTriesAgain(Wire.sendAndEnd(port(), HEAD + rest));

    shutdown.start();
    Wire.Reply reply = Wire.sendAndEnd(port(), HEAD + rest);
    assertThat(reply.status()).isEqualTo(400);
    Json.assertSame(reply.body(), json("{'code': 400, 'status': 'Bad Request'}"));
  }

  @Test
  void chunks_that_are_malformed_are_a_bad_request_also_then() {
    String chunks = "Connection: close\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n{}\r\n";

    assertThat(Wire.send(port(), HEAD + chunks).status()).isEqualTo(400);
  }

  /**
   * A server that pauses after it has read a request's first line does not read the next, and then
   * misses the Host. The pause is repeated until it has hit a request there.
   */
  @Test
  void a_request_whose_head_is_not_read_any_more_is_not_called_malformed() throws Exception {
    Connector connector =
        requireNonNull((TomcatWebServer) context.getWebServer()).getTomcat().getConnector();
    Set<String> answers = new ConcurrentSkipListSet<>();
    List<Thread> clients =
        Stream.generate(() -> Thread.ofPlatform().start(() -> ask(answers))).limit(4).toList();
    try {
      await()
          .atMost(Duration.ofMinutes(3))
          .pollDelay(Duration.ZERO)
          .pollInterval(Duration.ofMillis(2))
          .until(
              () -> {
                connector.pause();
                Thread.yield();
                connector.resume();
                return answers.stream().anyMatch(answer -> !answer.contains(" 200 "));
              });
    } finally {
      clients.forEach(Thread::interrupt);
      for (Thread client : clients) {
        client.join();
      }
    }

    assertThat(answers).noneMatch(answer -> answer.contains(" 400 "));
    when(GET, "/store").then(OK);
  }

  /** One request after the other, until interrupted, over connections that may be cut. */
  private void ask(Set<String> answers) {
    byte[] request =
        "GET /actuator/health/liveness HTTP/1.1\r\nHost: localhost\r\n\r\n".getBytes(ISO_8859_1);
    byte[] answer = new byte[4096];
    while (!Thread.currentThread().isInterrupted()) {
      try (Socket socket = Wire.open(port(), "")) {
        int length = 1;
        while (length > 0 && !Thread.currentThread().isInterrupted()) {
          socket.getOutputStream().write(request);
          length = socket.getInputStream().read(answer);
          if (length > 0) {
            String text = new String(answer, 0, length, ISO_8859_1);
            if (text.startsWith("HTTP/1.1 ")) {
              answers.add(text.substring(0, "HTTP/1.1 200 ".length()));
            }
          }
        }
      } catch (IOException e) {
        // Cut by the pause, which is fair.
      }
    }
  }

  private static void assertTriesAgain(Wire.Reply reply) {
    assertThat(reply.status()).isEqualTo(503);
    assertThat(reply.header("Retry-After")).isEqualTo("1");
    Json.assertSame(
        reply.body(),
        json(
            "{'code': 503, 'status': 'Service Unavailable', 'message':"
                + " 'The service is stopping and has not read all of this request. Try again.'}"));
  }
}
