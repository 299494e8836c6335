package tagledger.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ImportCommandTest {

  private static final String ROWS = "name,price\nChair,17.99\n";
  private static final String IMPORT = "POST /store/7/import";
  private static final String DONE = "{\"state\": \"done\", \"items\": 1}";

  private final CannedService canned = new CannedService().withStore("Shoes");

  @TempDir private Path directory;
  private Path file = Path.of("none");

  @BeforeEach
  void write() throws IOException {
    file = Files.writeString(directory.resolve("rows.csv"), ROWS);
  }

  @AfterEach
  void close() {
    canned.close();
  }

  @Test
  void a_file_is_sent_whole_and_its_length_is_said() {
    canned.on(IMPORT, 200, DONE);

    Terminated done = run();

    assertThat(done.exitCode()).isZero();
    assertThat(done.out()).contains("into store 'Shoes'").containsPattern("items +1\\R");
    assertThat(done.err()).isEmpty();
    CannedService.Received request = canned.received(IMPORT);
    assertThat(request.text()).isEqualTo(ROWS);
    assertThat(request.header("Content-length")).isEqualTo("" + ROWS.length());
    assertThat(request.header("Content-type")).isEqualTo("text/csv");
    assertThat(request.header("Import-id")).matches("[A-Za-z0-9._-]{1,64}");
  }

  @Test
  void options_become_query_and_headers() {
    String line = IMPORT + "?atomic=true&dry_run=true";
    canned.on(line, 200, DONE);

    Terminated done =
        run(
            "--atomic",
            "--dry-run",
            "--charset=windows-1252",
            "--import-id=spring",
            "--reason=spring  sale");

    assertThat(done.exitCode()).isZero();
    CannedService.Received request = canned.received(line);
    assertThat(request.header("Content-type")).isEqualTo("text/csv;charset=windows-1252");
    assertThat(request.header("Import-id")).isEqualTo("spring");
    assertThat(request.header("Reason")).isEqualTo("spring sale");
  }

  @Test
  void a_reason_beyond_ascii_is_sent_as_rfc_8187_says() {
    canned.on(IMPORT, 200, DONE);
    run("--reason=Frühling");
    assertThat(canned.received(IMPORT).header("Reason")).isEqualTo("UTF-8''Fr%C3%BChling");
  }

  @Test
  void standard_input_is_sent_in_chunks() {
    canned.on(IMPORT, 200, DONE);

    Terminated done =
        Terminated.runWith(
            "{}\n", "import", "-", "-f", "NDJSON", "-s", "Shoes", "--url", canned.url());

    assertThat(done.exitCode()).isZero();
    assertThat(canned.received(IMPORT).text()).isEqualTo("{}\n");
    assertThat(canned.received(IMPORT).header("Transfer-encoding")).isEqualTo("chunked");
    assertThat(canned.received(IMPORT).header("Content-type")).isEqualTo("application/x-ndjson");
  }

  @Test
  void an_empty_file_is_for_the_service_to_judge() throws IOException {
    Files.writeString(file, "");
    canned.on(IMPORT, 422, "{\"state\": \"failed\", \"message\": \"There is no header.\"}");

    Terminated refused = run();

    assertThat(refused.exitCode()).isEqualTo(4);
    assertThat(refused.err()).contains("There is no header.");
  }

  @Test
  void bad_rows_are_reported_and_have_an_exit_code() {
    canned.on(
        IMPORT,
        200,
        """
        {"state": "done", "items": 1, "bad": 1, "errors": [{"line": 3, "reason": "No price."}]}""");

    Terminated done = run();

    assertThat(done.exitCode()).isEqualTo(1);
    assertThat(done.out()).contains("line 3: No price.");
  }

  @Test
  void json_is_printed_as_it_came() {
    String report =
        "{ \"state\":\"done\",  \"errors\":[{\"line\":1,\"reason\":\"é…\"}], \"bad\":1}\n";
    canned.on(IMPORT, 200, report);

    Terminated done = run("--json");

    assertThat(done.out()).isEqualTo(report);
    assertThat(done.exitCode()).isEqualTo(1);
  }

  @Test
  void a_missing_store_is_made_and_that_is_said() {
    canned
        .on("GET /store?limit=100&after=0", 200, "[]")
        .on("POST /store", 201, "{\"id\": 7}", "Location", "/store/7")
        .on(IMPORT, 200, DONE);

    assertThat(run().err()).contains("Made the store 'Shoes' (id 7).");
    assertThat(run("--quiet").err()).isEmpty();
  }

  @Test
  void a_missing_store_is_not_made_where_it_should_exist_or_nothing_should_be_written() {
    canned.on("GET /store?limit=100&after=0", 200, "[]");

    for (String option : new String[] {"--existing", "--dry-run"}) {
      Terminated refused = run(option);
      assertThat(refused.exitCode()).isEqualTo(4);
      assertThat(refused.err()).contains("There is no store 'Shoes'.");
    }
    assertThat(canned.received())
        .extracting(CannedService.Received::line)
        .doesNotContain("POST /store");
  }

  @Test
  void an_import_id_in_use_is_refused_before_anything_is_sent() {
    canned.on("GET /import/spring", 200, DONE).on(IMPORT, 200, DONE);

    Terminated refused = run("--import-id=spring");

    assertThat(refused.exitCode()).isEqualTo(4);
    assertThat(canned.received()).extracting(CannedService.Received::line).doesNotContain(IMPORT);
  }

  @Test
  void a_refusal_is_told_in_the_services_words() {
    canned.on(IMPORT, 409, "{\"code\": 409, \"message\": \"That id is in use.\"}");

    Terminated refused = run();

    assertThat(refused.exitCode()).isEqualTo(4);
    assertThat(refused.err()).contains("That id is in use.").doesNotContain("\tat ");
    assertThat(refused.out()).isEmpty();
  }

  @Test
  void a_redirect_is_followed_with_the_body() {
    try (CannedService elsewhere = new CannedService().withStore("Shoes")) {
      elsewhere.on(IMPORT, 200, DONE);
      canned.on(
          "GET /store?limit=100&after=0",
          301,
          "",
          "Location",
          elsewhere.url() + "/store?limit=100&after=0");

      assertThat(run().exitCode()).isZero();
      assertThat(elsewhere.received(IMPORT).text()).isEqualTo(ROWS);
    }
  }

  @Test
  void a_file_that_is_not_there_is_said_so() {
    file = directory.resolve("none.csv");

    Terminated failed = run();

    assertThat(failed.exitCode()).isEqualTo(5);
    assertThat(failed.err()).contains("There is no file " + file);
    assertThat(canned.received()).isEmpty();
  }

  @Test
  void debugging_adds_where_it_failed() {
    file = directory.resolve("none.csv");
    assertThat(run("--debug").err()).contains("\tat ");
  }

  private Terminated run(String... options) {
    String[] arguments = new String[options.length + 6];
    System.arraycopy(
        new String[] {"import", file.toString(), "--store", "Shoes", "--url", canned.url()},
        0,
        arguments,
        0,
        6);
    System.arraycopy(options, 0, arguments, 6, options.length);
    return Terminated.run(arguments);
  }
}
