package tagledger.app.http;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.springframework.http.HttpMethod.DELETE;
import static org.springframework.http.HttpMethod.GET;
import static org.springframework.http.HttpStatus.OK;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.jdbc.autoconfigure.JdbcConnectionDetails;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

/** What becomes of an answer or a request that ends in its midst. */
@ExtendWith(OutputCaptureExtension.class)
class BrokenStreamsTest extends HttpTest {

  private static final String LIST =
      "FROM pg_stat_activity WHERE state = 'idle in transaction' AND query LIKE '%FROM items %'";

  @Autowired private JdbcConnectionDetails database;
  @Autowired private MeterRegistry meters;

  private int store;

  /** No events stand behind these items: they are here to be many. */
  @BeforeEach
  void a_list_that_no_buffer_holds() throws SQLException {
    store = newStore();
    newItem(store, "Chair", "1");
    ask(
        """
        SET ROLE tagledger_app;
        INSERT INTO catalogue_3.items (id, store_id, name, price, version, links_version)
        SELECT 2000000000 + n, %d, repeat('x', 320), 1, 0, 0 FROM generate_series(1, 30000) n
        RETURNING id"""
            .formatted(store));
  }

  @AfterEach
  void no_such_list() {
    when(DELETE, "/store/" + store).then(OK);
  }

  @ParameterizedTest
  @ValueSource(strings = {"/item", "/store/%d", "/store/%d/export"})
  void a_list_that_cannot_be_read_to_its_end_is_cut_off(String path) throws Exception {
    String answer;
    try (Socket client = get(path)) {
      int first = client.getInputStream().read();
      await().until(() -> ask("SELECT count(pg_terminate_backend(pid)) " + LIST) == 1);
      answer = (char) first + readToTheEnd(client.getInputStream());
    }

    assertThat(answer).startsWith("HTTP/1.1 200").contains("\"price\":1");
    assertThat(answer).doesNotContain("\"code\"").doesNotContain("\"status\"");
    assertThat(answer).doesNotEndWith("]").doesNotEndWith("\r\n0\r\n\r\n");
  }

  @ParameterizedTest
  @ValueSource(strings = {"/item", "/store/%d", "/store/%d/export"})
  void a_client_that_leaves_a_list_is_no_error(String path, CapturedOutput output)
      throws Exception {
    long before = answered();
    try (Socket client = get(path)) {
      client.getInputStream().read();
      client.setSoLinger(true, 0);
    }

    await().until(() -> answered() > before);
    assertThat(ask("SELECT count(*) " + LIST)).isZero();
    assertThat(output).doesNotContain(" ERROR ").doesNotContain(" WARN ");
  }

  @Test
  void a_large_store_is_exported_to_its_end() {
    assertThat(when(GET, "/store/" + store + "/export").then(OK).text().lines())
        .hasSize(30_001)
        .allMatch(line -> line.startsWith("{\"item\":{") && line.endsWith(",\"tags\":[]}"));
  }

  @Test
  void a_client_that_leaves_its_own_body_is_no_error(CapturedOutput output) throws Exception {
    long before = answered();
    try (Socket client =
        Wire.openNarrow(
            port(),
            "POST /store HTTP/1.1\r\nHost: localhost\r\nContent-Length: 100\r\n\r\n{\"name\"")) {
      client.setSoLinger(true, 0);
    }

    await().until(() -> answered() > before);
    assertThat(output).doesNotContain(" ERROR ").doesNotContain(" WARN ");
  }

  private Socket get(String path) throws IOException {
    return Wire.openNarrow(
        port(), "GET " + path.formatted(store) + " HTTP/1.1\r\nHost: localhost\r\n\r\n");
  }

  private static String readToTheEnd(InputStream in) {
    ByteArrayOutputStream read = new ByteArrayOutputStream();
    try {
      in.transferTo(read);
    } catch (IOException e) {
      // The connection was cut: this is the end.
    }
    return read.toString(ISO_8859_1);
  }

  private long answered() {
    return meters.find("http.server.requests").timers().stream().mapToLong(Timer::count).sum();
  }

  private long ask(String sql) throws SQLException {
    try (Connection connection =
            DriverManager.getConnection(
                database.getJdbcUrl(), database.getUsername(), database.getPassword());
        Statement statement = connection.createStatement()) {
      boolean answers = statement.execute(sql);
      while (!answers) {
        answers = statement.getMoreResults();
      }
      try (ResultSet answer = statement.getResultSet()) {
        answer.next();
        return answer.getLong(1);
      }
    }
  }
}
