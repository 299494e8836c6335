package tagledger.app.http;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.springframework.http.HttpMethod.GET;
import static org.springframework.http.HttpMethod.HEAD;
import static org.springframework.http.HttpMethod.POST;
import static org.springframework.http.HttpStatus.CONFLICT;
import static org.springframework.http.HttpStatus.CREATED;
import static org.springframework.http.HttpStatus.METHOD_NOT_ALLOWED;
import static org.springframework.http.HttpStatus.OK;
import static org.springframework.http.HttpStatus.UNPROCESSABLE_CONTENT;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.Socket;
import java.util.Base64;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.flyway.autoconfigure.FlywayConnectionDetails;
import org.springframework.boot.jdbc.autoconfigure.JdbcConnectionDetails;

@Timeout(60)
class BackupTest extends HttpTest {

  private static final int POSTS = 10;
  private static final int LARGE = 750_000;

  private LogTable log;

  @BeforeEach
  void find(
      @Autowired FlywayConnectionDetails owner, @Autowired JdbcConnectionDetails application) {
    log = new LogTable(owner, application);
  }

  @Test
  void it_is_a_file_that_tells_first_how_far_it_goes() {
    long position =
        when(POST, "/store", "{\"name\":\"" + newName() + "\"}").then(CREATED).position();

    Answer backup = when(GET, "/backup").then(OK);

    assertThat(backup.header("Content-Type")).isEqualTo("application/vnd.tagledger.backup");
    assertThat(backup.header("Content-Disposition"))
        .matches("attachment; filename=\"tagledger-\\d{8}T\\d{6}Z\\.backup\"");
    String first = backup.text().lines().findFirst().orElseThrow();
    assertThat(Json.read(first).path("position").asLong()).isGreaterThanOrEqualTo(position);
  }

  @Test
  void a_parameter_is_unknown_and_its_head_is_given_without_it() {
    when(GET, "/backup?after=7").then(UNPROCESSABLE_CONTENT).shows("Unknown field.");
    when(GET, "/backup?as_of=7").then(UNPROCESSABLE_CONTENT);
    when(HEAD, "/backup").then(OK).has("Content-Type", BackupController.MEDIA_TYPE).isEmpty();
    when(POST, "/backup").then(METHOD_NOT_ALLOWED);
  }

  @Test
  void one_is_given_out_at_a_time_and_one_that_breaks_off_has_no_end() throws Exception {
    int store = newStore();
    for (int i = 0; i < POSTS; i++) {
      when(POST, "/store/" + store + "/post", large(i)).then(CREATED);
    }
    ByteArrayOutputStream got = new ByteArrayOutputStream();
    try (Socket client =
        Wire.openNarrow(port(), "GET /backup HTTP/1.1\r\nHost: localhost\r\n\r\n")) {
      got.write(client.getInputStream().read());

      when(GET, "/backup").then(CONFLICT).shows("Wait until it has ended");

      await().until(() -> log.cutReaders() == 1);
      client.getInputStream().transferTo(got);
    } catch (IOException e) {
      // The connection was cut: this is the end.
    }

    String answer = got.toString(ISO_8859_1);
    assertThat(answer).startsWith("HTTP/1.1 200").contains("\"position\":");
    assertThat(answer).doesNotContain("\"code\"").doesNotEndWith("\r\n0\r\n\r\n");
    await().untilAsserted(() -> when(GET, "/backup").then(OK));
  }

  /** What no compression makes small. */
  private static String large(int seed) {
    byte[] random = new byte[LARGE];
    new Random(seed).nextBytes(random);
    return Json.json(
        "{'title': 'Large', 'content': '%s'}", Base64.getEncoder().encodeToString(random));
  }
}
