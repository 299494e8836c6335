package tagledger.app.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(30)
class ExportCommandTest {

  private static final String EXPORT = "GET /store/7/export";
  private static final String LINES = "{\"item\": {\"name\": \"Chaîse\"}}\n{\"tags\": []}\n";

  private final CannedService canned = new CannedService().withStore("Shoes");

  @TempDir private Path directory;

  @AfterEach
  void close() {
    canned.close();
  }

  @Test
  void without_a_file_it_goes_to_standard_output() {
    canned.on(EXPORT, 200, LINES);

    Terminated done = run();

    assertThat(done.exitCode()).isZero();
    assertThat(done.out()).isEqualTo(LINES);
    assertThat(done.err()).contains("2 lines");
    assertThat(run("--quiet").err()).isEmpty();
  }

  @Test
  void a_file_is_replaced_by_the_whole() throws IOException {
    canned.on(EXPORT, 200, LINES);
    Path file = Files.writeString(directory.resolve("shoes.ndjson"), "old");

    assertThat(run("--output", file.toString()).exitCode()).isZero();

    assertThat(file).hasContent(LINES);
    assertThat(files()).containsExactly("shoes.ndjson");
  }

  @Test
  void a_packed_file_is_packed() throws IOException {
    canned.on(EXPORT, 200, LINES);
    Path file = directory.resolve("shoes.ndjson.gz");

    run("--output", file.toString());

    try (InputStream in = new GZIPInputStream(Files.newInputStream(file))) {
      assertThat(in.readAllBytes()).isEqualTo(LINES.getBytes(UTF_8));
    }
  }

  @Test
  void what_is_no_file_is_written_to_as_it_is() {
    canned.on(EXPORT, 200, LINES);

    assertThat(run("--output", "/dev/null").exitCode()).isZero();
    assertThat(Path.of("/dev/null.part")).doesNotExist();
  }

  @Test
  void an_export_that_is_cut_short_is_no_export() throws IOException {
    for (long length : new long[] {0, 1000}) { // In chunks, and with its length.
      canned.on(
          EXPORT,
          (exchange, body) -> {
            exchange.sendResponseHeaders(200, length);
            exchange.getResponseBody().write(LINES.getBytes(UTF_8));
            exchange.getResponseBody().flush();
            throw new IOException("cut");
          });
      Path file = Files.writeString(directory.resolve("shoes.ndjson"), "old");

      Terminated failed = run("--output", file.toString());

      assertThat(failed.exitCode()).isEqualTo(3);
      assertThat(failed.err()).contains("broke off", "not whole").doesNotContain("\tat ");
      assertThat(file).hasContent("old");
      assertThat(files()).containsExactly("shoes.ndjson");
    }
  }

  @Test
  void half_a_line_is_no_whole_export() {
    canned.on(EXPORT, 200, "{\"item\": {\"na");
    assertThat(run().exitCode()).isEqualTo(3);
  }

  @Test
  void an_unknown_store_is_refused_and_leaves_no_file() throws IOException {
    canned.on("GET /store?limit=100&after=0", 200, "[]");

    Terminated refused = run("--output", directory.resolve("a.ndjson").toString());

    assertThat(refused.exitCode()).isEqualTo(4);
    assertThat(refused.err()).contains("There is no store 'Shoes'.");
    assertThat(files()).isEmpty();
  }

  @Test
  void a_file_that_cannot_be_written_is_said_so() {
    canned.on(EXPORT, 200, LINES);

    Terminated failed = run("--output", directory.resolve("none/a.ndjson").toString());

    assertThat(failed.exitCode()).isEqualTo(5);
    assertThat(failed.err()).contains("cannot be written").doesNotContain("\tat ");
  }

  private List<String> files() throws IOException {
    try (Stream<Path> files = Files.list(directory)) {
      return files.map(file -> file.getFileName().toString()).toList();
    }
  }

  private Terminated run(String... options) {
    return Terminated.run(
        Stream.concat(Stream.of("export", "-s", "Shoes", "--url", canned.url()), Stream.of(options))
            .toArray(String[]::new));
  }
}
