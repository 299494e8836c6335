package tagledger.app.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

@Timeout(30)
class FsckCommandTest {

  private static final String FSCK = "POST /fsck";
  private static final String CLEAN =
      "{\"differences\":[  ],\"compared\":{\"events\":12345,\"catalogue.items_tags\":7}}";
  private static final String RUINED =
      "{\"compared\":{\"events\":3},\"more\":{\"a\":[1]},\"differences\":[\"event 2: no \\u001b[2J\",\"é\"]}";

  private final CannedService canned = new CannedService();

  @TempDir private Path directory;

  @AfterEach
  void close() {
    canned.close();
  }

  @Test
  void without_a_difference_it_prints_what_was_compared() {
    canned.on(FSCK, 200, CLEAN);

    Terminated clean = run();

    assertThat(clean.exitCode()).isZero();
    assertThat(clean.out())
        .isEqualTo(
            """
            No difference from the log. Compared:
              events                12,345
              catalogue.items_tags       7
            """);
    assertThat(clean.err()).contains(canned.url());
    assertThat(run("--quiet").err()).isEmpty();
  }

  @Test
  void differences_are_a_line_each_and_nothing_else_is_on_standard_output() {
    canned.on(FSCK, 200, RUINED);

    Terminated ruined = run();

    assertThat(ruined.exitCode()).isEqualTo(1);
    assertThat(ruined.out()).isEqualTo("event 2: no \\u001b[2J\né\n");
    assertThat(ruined.err()).contains("2 differences");
  }

  @ParameterizedTest
  @ValueSource(strings = {CLEAN, RUINED})
  void json_is_what_the_service_answers(String answer) {
    canned.on(FSCK, 200, answer);

    Terminated done = run("--json");

    JsonNode said = JsonMapper.shared().readTree(done.out());
    JsonNode meant = JsonMapper.shared().readTree(answer);
    assertThat(said.get("differences")).isEqualTo(meant.get("differences"));
    assertThat(said.get("compared")).isEqualTo(meant.get("compared"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "{\"differences\":[",
        "{\"differences\":[]",
        "{\"differences\":[]}",
        "{\"compared\":{}}",
        "[]",
        "<html/>"
      })
  void what_is_not_a_whole_answer_is_no_clean_one(String answer) {
    canned.on(FSCK, 200, answer);

    Terminated failed = run();

    assertThat(failed.exitCode()).isEqualTo(3);
    assertThat(failed.out()).isEmpty();
    assertThat(failed.err()).contains("broke off").doesNotContain("\tat ");
  }

  @Test
  void an_answer_that_is_cut_is_no_clean_one() {
    canned.on(
        FSCK,
        (exchange, body) -> {
          exchange.sendResponseHeaders(200, 0);
          exchange.getResponseBody().write("{\"differences\":[ ".getBytes(UTF_8));
          exchange.getResponseBody().flush();
          throw new IOException("cut");
        });

    assertThat(run().exitCode()).isEqualTo(3);
  }

  @Test
  void a_refusal_is_told_in_its_words() {
    canned.on(FSCK, 409, "{\"code\":409,\"message\":\"This node is comparing already.\"}");

    Terminated refused = run();

    assertThat(refused.exitCode()).isEqualTo(4);
    assertThat(refused.err()).contains("This node is comparing already.");
  }

  @Test
  void a_directory_without_a_database_is_said_so_and_none_is_made() {
    Path none = directory.resolve("none");

    Terminated failed = Terminated.run("fsck", "--data", none.toString());

    assertThat(failed.exitCode()).as(failed.err()).isEqualTo(5);
    assertThat(failed.err())
        .contains("There is no database in " + none, "--url")
        .doesNotContain("\tat ");
    assertThat(none).doesNotExist();
  }

  private Terminated run(String... options) {
    return Terminated.run(
        Stream.concat(Stream.of("fsck", "--url", canned.url()), Stream.of(options))
            .toArray(String[]::new));
  }
}
