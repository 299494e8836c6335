package tagledger.app.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Connections that break, services that fall silent, files that end too early. */
@Timeout(30)
class BrokenImportsTest {

  private static final String IMPORT = "POST /store/7/import";
  private static final String LOOK = "GET /import/spring";
  private static final String DONE = "{\"state\": \"done\", \"items\": 1}";

  private final CannedService canned = new CannedService().withStore("Shoes");

  @TempDir private Path directory;

  @AfterEach
  void close() {
    canned.close();
  }

  @Test
  void nobody_answers() throws IOException {
    int port;
    try (ServerSocket free = new ServerSocket(0)) {
      port = free.getLocalPort();
    }
    Terminated failed =
        Terminated.run(
            "import", rows().toString(), "-s", "Shoes", "--url", "http://127.0.0.1:" + port);

    assertThat(failed.exitCode()).isEqualTo(3);
    assertThat(failed.err()).contains("Nothing answers at", "--url").doesNotContain("\tat ");
  }

  @Test
  void a_service_that_breaks_off_before_the_import_began_is_said_so() throws IOException {
    canned.on(IMPORT, (exchange, body) -> cut(exchange));

    Terminated failed = run(rows());

    assertThat(failed.exitCode()).isEqualTo(3);
    assertThat(failed.err()).contains("broke off").doesNotContain("\tat ");
  }

  @Test
  void an_import_that_goes_on_without_its_connection_is_followed_to_its_end() throws IOException {
    AtomicInteger looks = new AtomicInteger();
    canned
        .on(IMPORT, (exchange, body) -> cut(exchange))
        .on(
            LOOK,
            (exchange, body) ->
                CannedService.answer(
                    exchange,
                    200,
                    looks.incrementAndGet() < 3 ? "{\"state\": \"running\"}" : DONE));

    ImportReport report = into(rows(), Progress.NONE, Duration.ofSeconds(20));

    assertThat(report.isDone()).isTrue();
    assertThat(looks).hasValue(3);
  }

  @Test
  void a_proxy_that_lost_patience_is_not_believed() throws IOException {
    canned.on(IMPORT, 504, "<html>Gateway Timeout</html>").on(LOOK, 200, DONE);

    assertThat(into(rows(), Progress.NONE, Duration.ofSeconds(20)).isDone()).isTrue();
  }

  @Test
  void an_import_that_was_interrupted_is_no_success() throws IOException {
    canned.on(IMPORT, 200, "{\"state\": \"interrupted\", \"items\": 1}");

    Terminated failed = run(rows());

    assertThat(failed.exitCode()).isEqualTo(3);
    assertThat(failed.out()).containsPattern("items +1\\R");
    assertThat(failed.err()).contains("stays");
  }

  @Test
  void a_service_that_fell_silent_is_left() throws IOException, InterruptedException {
    CountDownLatch over = new CountDownLatch(1);
    CannedService.Handler silent =
        (exchange, body) -> {
          try {
            over.await();
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
          }
        };
    canned.on(IMPORT, silent).on(LOOK, silent);
    try {
      assertThatThrownBy(() -> into(rows(), Progress.NONE, Duration.ofMillis(500)))
          .isInstanceOfSatisfying(
              Failure.class,
              failure -> assertThat(failure.exitCode()).isEqualTo(ExitCode.UNREACHABLE));
    } finally {
      over.countDown();
    }
  }

  @Test
  void while_it_runs_the_services_progress_is_shown() throws IOException {
    CountDownLatch looked = new CountDownLatch(1);
    canned
        .on(
            IMPORT,
            (exchange, body) -> {
              try {
                looked.await();
              } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
              }
              CannedService.answer(exchange, 200, DONE);
            })
        .on(
            LOOK,
            (exchange, body) -> {
              CannedService.answer(
                  exchange,
                  200,
                  """
                  {"state": "running", "bytes": 45, "total_bytes": 100, "rows": 1234,
                   "rows_per_second": 99.5, "seconds_left": 1.5}""");
              looked.countDown();
            });
    List<String> shown = Collections.synchronizedList(new ArrayList<>());

    into(
        rows(),
        (done, total, left, remark) -> shown.add(done + "/" + total + " " + left + " " + remark),
        Duration.ofSeconds(20));

    assertThat(shown).contains("45/100 PT1.5S 1,234 rows, 99 rows/s");
  }

  @Test
  void a_packed_file_is_unpacked_on_the_way() throws IOException {
    canned.on(IMPORT, 200, DONE);
    byte[] plain = random(300_000);

    Terminated done = run(packed(plain, 0));

    assertThat(done.exitCode()).isZero();
    assertThat(canned.received(IMPORT).body()).isEqualTo(plain);
  }

  @Test
  void half_a_packed_file_never_arrives_as_a_whole_one() throws IOException {
    canned.on(IMPORT, 200, DONE);

    Terminated failed = run(packed(random(300_000), 1000));

    assertThat(failed.exitCode()).isEqualTo(5);
    assertThat(failed.err()).contains("cannot be read to its end");
    assertThat(canned.received()).extracting(CannedService.Received::line).doesNotContain(IMPORT);
  }

  private Path rows() throws IOException {
    return Files.writeString(directory.resolve("rows.csv"), "name,price\nChair,17.99\n");
  }

  private Path packed(byte[] plain, int missing) throws IOException {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (OutputStream out = new GZIPOutputStream(packed)) {
      out.write(plain);
    }
    byte[] bytes = packed.toByteArray();
    return Files.write(
        directory.resolve("rows.csv.gz"), Arrays.copyOf(bytes, bytes.length - missing));
  }

  private static byte[] random(int length) {
    StringBuilder text = new StringBuilder();
    Random random = new Random(1);
    while (text.length() < length) {
      text.append("item ").append(random.nextInt()).append(",1\n");
    }
    return text.toString().getBytes(UTF_8);
  }

  private Terminated run(Path file) {
    return Terminated.run("import", file.toString(), "-s", "Shoes", "--url", canned.url());
  }

  private ImportReport into(Path file, Progress progress, Duration silence) {
    return new Import(
            new Service(URI.create(canned.url())),
            new ImportOrder("spring", Format.CSV, null, false, false, null),
            Source.of(file.toString()),
            progress,
            silence)
        .into(7);
  }

  /** Ends the connection without an answer. */
  private static void cut(HttpExchange exchange) {
    exchange.close();
  }
}
