package tagledger.app.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(30)
class BackupCommandTest {

  private static final String BACKUP = "GET /backup";
  private static final String CONTENT = "{\"position\":12345}\nwhat only restore reads";
  private static final String DIGEST =
      "71727e453945613f716fa28bdd2ed9edbea74d8043408eb0206f3206f6863b1e";

  private final CannedService canned = new CannedService();

  @TempDir private Path directory;

  @AfterEach
  void close() {
    canned.close();
  }

  @Test
  void a_file_is_what_the_service_gave_whatever_its_name() throws IOException {
    canned.on(BACKUP, 200, CONTENT);

    for (String name : List.of("all.backup", "all.gz")) {
      Path file = directory.resolve(name);
      Terminated done = run(file.toString());
      assertThat(done.exitCode()).as(done.err()).isZero();
      assertThat(file).hasContent(CONTENT);
      assertThat(done.out()).isEmpty();
      assertThat(done.err())
          .contains(
              "12,345 events, up to position 12345",
              CONTENT.length() + " bytes",
              canned.url(),
              DIGEST);
    }
    assertThat(files()).containsExactlyInAnyOrder("all.backup", "all.gz");
  }

  @Test
  void a_dash_is_standard_output() {
    canned.on(BACKUP, 200, CONTENT);

    assertThat(run("-", "--quiet")).isEqualTo(new Terminated(0, CONTENT, ""));
  }

  @Test
  void a_backup_that_is_cut_short_is_none_and_the_last_one_stays() throws IOException {
    canned.on(
        BACKUP,
        (exchange, body) -> {
          exchange.sendResponseHeaders(200, 0);
          exchange.getResponseBody().write(CONTENT.getBytes(UTF_8));
          exchange.getResponseBody().flush();
          throw new IOException("cut");
        });
    Path file = Files.writeString(directory.resolve("all.backup"), "the last one");

    Terminated failed = run(file.toString());

    assertThat(failed.exitCode()).isEqualTo(3);
    assertThat(failed.err()).contains("broke off", "not whole").doesNotContain("\tat ");
    assertThat(file).hasContent("the last one");
    assertThat(files()).containsExactly("all.backup");
  }

  @Test
  void a_refusal_leaves_no_file() throws IOException {
    canned.on(BACKUP, 409, "{\"code\":409,\"message\":\"Wait until it has ended.\"}");

    Terminated refused = run(directory.resolve("all.backup").toString());

    assertThat(refused.exitCode()).isEqualTo(4);
    assertThat(refused.err()).contains("Wait until it has ended.");
    assertThat(files()).isEmpty();
  }

  private List<String> files() throws IOException {
    try (Stream<Path> files = Files.list(directory)) {
      return files.map(file -> file.getFileName().toString()).toList();
    }
  }

  private Terminated run(String... arguments) {
    return Terminated.run(
        Stream.concat(Stream.of("backup", "--url", canned.url()), Stream.of(arguments))
            .toArray(String[]::new));
  }
}
