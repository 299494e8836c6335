package tagledger.app.http;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;
import static org.springframework.http.HttpMethod.GET;
import static org.springframework.http.HttpMethod.POST;
import static org.springframework.http.HttpStatus.CONFLICT;
import static org.springframework.http.HttpStatus.METHOD_NOT_ALLOWED;
import static org.springframework.http.HttpStatus.OK;
import static org.springframework.http.HttpStatus.SERVICE_UNAVAILABLE;
import static org.springframework.http.HttpStatus.UNPROCESSABLE_CONTENT;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.slf4j.bridge.SLF4JBridgeHandler;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.flyway.autoconfigure.FlywayConnectionDetails;
import org.springframework.boot.jdbc.autoconfigure.JdbcConnectionDetails;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import tools.jackson.databind.JsonNode;

@Timeout(60)
@ExtendWith(OutputCaptureExtension.class)
@Order(HttpTest.FIRST)
class FsckTest extends HttpTest {

  private LogTable log;

  @BeforeEach
  void find(
      @Autowired FlywayConnectionDetails owner, @Autowired JdbcConnectionDetails application) {
    log = new LogTable(owner, application);
  }

  @Test
  void what_was_compared_is_counted() {
    newItem(newStore());

    JsonNode answer = when(POST, "/fsck").then(OK).body();

    assertThat(answer.propertyNames()).containsExactlyInAnyOrder("compared", "differences");
    assertThat(answer.path("compared").path("events").asLong()).isPositive();
    assertThat(answer.path("differences").isArray()).isTrue();
  }

  @Test
  void what_the_log_does_not_know_is_a_difference_and_is_left_alone() throws SQLException {
    String name = newName();
    try {
      log.ask(
          "INSERT INTO tagledger.store_names VALUES ('%s', 2000000000) RETURNING 1"
              .formatted(name));

      JsonNode differences = when(POST, "/fsck").then(OK).body().path("differences");

      assertThat(differences.valueStream().map(JsonNode::asString))
          .anyMatch(line -> line.contains(name));
    } finally {
      assertThat(
              log.ask(
                  "DELETE FROM tagledger.store_names WHERE name = '%s' RETURNING store_id"
                      .formatted(name)))
          .isEqualTo(2000000000);
    }
  }

  @Test
  void a_body_does_not_matter_and_a_parameter_is_unknown() {
    when(POST, "/fsck", "no JSON").then(OK);
    when(POST, "/fsck?quick=true").then(UNPROCESSABLE_CONTENT).shows("Unknown field.");
    when(POST, "/fsck?as_of=1").then(UNPROCESSABLE_CONTENT);
    when(GET, "/fsck").then(METHOD_NOT_ALLOWED);
  }

  @Test
  void a_node_compares_once_at_a_time() throws Exception {
    CompletableFuture<Answer> first;
    try (Connection lock = log.lock()) {
      first = CompletableFuture.supplyAsync(() -> when(POST, "/fsck"));
      await().until(log::isAwaited);

      when(POST, "/fsck").then(CONFLICT).shows("Wait until it has ended");
    }
    first.join().then(OK);
    when(POST, "/fsck").then(OK);
  }

  @Test
  void who_compares_gives_way_to_whoever_wants_a_table_for_himself() throws Exception {
    try (Connection lock = log.lockCatalogue()) {
      // By then its answer has begun, and is cut short.
      assertThatExceptionOfType(UncheckedIOException.class).isThrownBy(() -> when(POST, "/fsck"));
    }
    await().atMost(Duration.ofSeconds(50)).untilAsserted(() -> when(POST, "/fsck").then(OK));
  }

  @Test
  void a_database_that_is_gone_before_the_answer_begins_is_told() throws Exception {
    CompletableFuture<Answer> answer;
    try (Connection lock = log.lock()) {
      answer = CompletableFuture.supplyAsync(() -> when(POST, "/fsck"));
      await().until(log::isAwaited);
      assertThat(log.cutReaders()).isEqualTo(1);
      answer.join().then(SERVICE_UNAVAILABLE);
    }
  }

  @Test
  void a_long_silence_is_filled_and_an_answer_without_its_end_is_cut_off(CapturedOutput output)
      throws Exception {
    // Another service of this JVM takes the server's log away when it is closed.
    if (!SLF4JBridgeHandler.isInstalled()) {
      SLF4JBridgeHandler.install();
    }
    String answer;
    try (Connection lock = log.lock();
        Socket client = new Socket(InetAddress.getLoopbackAddress(), port())) {
      client.setSoTimeout(30_000);
      client
          .getOutputStream()
          .write(
              "POST /fsck HTTP/1.1\r\nHost: localhost\r\nContent-Length: 0\r\n\r\n"
                  .getBytes(ISO_8859_1));
      StringBuilder heard = new StringBuilder();
      while (heard.indexOf("{\"differences\":[ ") < 0) {
        heard.append((char) client.getInputStream().read());
      }
      assertThat(log.cutReaders()).isEqualTo(1);
      answer = heard + readToTheEnd(client.getInputStream());
    }

    assertThat(answer).startsWith("HTTP/1.1 200").doesNotContain("compared", "\"code\"");
    assertThat(answer).doesNotEndWith("\r\n0\r\n\r\n");
    // The connection ends before it is told.
    await().untilAsserted(() -> assertThat(output).contains("cut short"));
    await().atMost(Duration.ofSeconds(50)).untilAsserted(() -> when(POST, "/fsck").then(OK));
  }

  private static String readToTheEnd(InputStream in) {
    try {
      return new String(in.readAllBytes(), ISO_8859_1);
    } catch (IOException e) {
      return "";
    }
  }
}
