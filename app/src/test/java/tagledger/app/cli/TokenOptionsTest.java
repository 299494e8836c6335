package tagledger.app.cli;

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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(30)
class TokenOptionsTest {

  private final CannedService canned = new CannedService().withStore("Shoes");

  @TempDir private Path directory;

  @AfterEach
  void close() {
    canned.close();
  }

  @Test
  void the_token_of_the_file_goes_with_each_request() throws IOException {
    Path file = Files.writeString(directory.resolve("token"), "ey.a.b\n");
    canned.on("GET /store/7/export", 200, "");

    assertThat(run("export", "--store", "Shoes", "--token-file", file.toString()).exitCode())
        .isZero();

    assertThat(canned.received()).hasSize(2);
    assertThat(canned.received())
        .allSatisfy(each -> assertThat(each.header("Authorization")).isEqualTo("Bearer ey.a.b"));
  }

  @Test
  void it_is_read_again_each_time() throws IOException {
    Path file = Files.writeString(directory.resolve("token"), "old");
    canned.on(
        "GET /store?limit=100&after=0",
        (exchange, body) -> {
          Files.writeString(file, "new");
          CannedService.answer(exchange, 200, "[{\"id\":7,\"name\":\"Shoes\",\"items\":[]}]");
        });
    canned.on("GET /store/7/export", 200, "");

    run("export", "--store", "Shoes", "--token-file", file.toString());

    assertThat(canned.received("GET /store/7/export").header("Authorization"))
        .isEqualTo("Bearer new");
  }

  @Test
  void a_token_is_not_sent_on_to_where_the_service_leads() throws IOException {
    Path file = Files.writeString(directory.resolve("token"), "ey.a.b");
    try (CannedService elsewhere = new CannedService().withStore("Shoes")) {
      canned.on(
          "GET /store?limit=100&after=0",
          302,
          "",
          "Location",
          elsewhere.url() + "/store?limit=100&after=0");

      Terminated done = run("export", "--store", "Shoes", "--token-file", file.toString());

      assertThat(done.exitCode()).isEqualTo(4);
      assertThat(done.err()).contains(elsewhere.url(), "--url");
      assertThat(elsewhere.received()).isEmpty();
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"export --store Shoes", "fsck", "backup x", "projections", "rebuild catalogue"})
  void without_one_it_is_said_how_to_give_one(String command) {
    String body =
        "{\"description\":\"Request does not contain an access token.\",\"error\":\"authorization_required\"}";
    Stream.of(
            "GET /store?limit=100&after=0",
            "POST /fsck",
            "GET /backup",
            "GET /projections",
            "POST /projections/catalogue/rebuild")
        .forEach(line -> canned.on(line, 401, body));

    Terminated done =
        run(command.replace("backup x", "backup " + directory.resolve("x")).split(" "));

    assertThat(done.exitCode()).isEqualTo(4);
    assertThat(done.err())
        .contains("Request does not contain an access token.", "--token-file", "TAGLEDGER_TOKEN");
  }

  @Test
  void a_file_that_is_not_there_is_said() {
    Terminated done = run("projections", "--token-file", directory.resolve("none").toString());

    assertThat(done.exitCode()).isEqualTo(5);
    assertThat(done.err()).contains("none");
  }

  private Terminated run(String... arguments) {
    return Terminated.run(
        Stream.concat(List.of(arguments).stream(), Stream.of("--url", canned.url()))
            .toArray(String[]::new));
  }
}
