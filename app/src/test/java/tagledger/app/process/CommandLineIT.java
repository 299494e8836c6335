package tagledger.app.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** One and the same jar: as the service, and as the command that speaks to it. */
@Timeout(300)
class CommandLineIT {

  private static final String ROWS =
      """
      key,name,price,tags
      chair,Chair,17.99,"furniture, wood"
      table,Table,120.00,"furniture, wood"
      lamp,Lämp,9.5,light
      """;
  private static final String BAD_ROW = "stool,Stool,no price,wood\n";

  /** Where they are there. */
  private static final List<String> REAL =
      List.of(
          "../../shared/data/shopify-apparel.csv",
          "../../shared/data/wordpress-theme-unit-test.xml");

  private static final Duration LONG = Duration.ofSeconds(60);

  private static DataDirectory data;
  private static ServiceProcess service;

  @TempDir private Path directory;

  @BeforeAll
  static void start() {
    data = DataDirectory.create();
    service = ServiceProcess.startPacked(data.argument());
  }

  @AfterAll
  static void stop() {
    service.close();
    data.close();
  }

  @Test
  void what_was_imported_is_exported_and_imported_elsewhere() throws IOException {
    CommandProcess imported = run("import", file("rows.csv", ROWS), "--store", "One");
    assertThat(imported.exitCode()).as(imported.err()).isZero();
    assertThat(imported.out())
        .containsPattern("items +3\\R")
        .containsPattern("tags +3\\R")
        .containsPattern("links +5\\R");
    assertThat(imported.err()).contains("Made the store 'One'");

    for (String name : List.of("one.ndjson", "one.ndjson.gz")) {
      String file = directory.resolve(name).toString();
      CommandProcess exported = run("export", "--store", "One", "--output", file);
      assertThat(exported.exitCode()).as(exported.err()).isZero();
      CommandProcess again = run("import", file, "--store", "From " + name);
      assertThat(again.exitCode()).as(again.err()).isZero();
      assertThat(tagged("From " + name)).isEqualTo(tagged("One")).hasSize(3);
    }
    assertThat(tagged("One")).containsEntry("Lämp 9.5", List.of("light"));
    assertThat(run("export", "--store", "One").out().lines()).hasSize(3);
  }

  @Test
  void bad_rows_are_told_and_the_good_ones_stay() throws IOException {
    String file = file("rows.csv", ROWS + BAD_ROW);

    CommandProcess done = run("import", file, "--store", "Bad rows");
    assertThat(done.exitCode()).as(done.err()).isEqualTo(1);
    assertThat(done.out()).contains("line 5: price");
    assertThat(tagged("Bad rows")).hasSize(3);

    CommandProcess atomic = run("import", file, "--store", "Atomic", "--atomic");
    assertThat(atomic.exitCode()).as(atomic.out()).isEqualTo(4);
    assertThat(tagged("Atomic")).isEmpty();
  }

  @Test
  void json_is_the_services_own_report() throws IOException {
    run("import", file("rows.csv", ROWS), "--store", "Json");

    CommandProcess again =
        run("import", file("rows.csv", ROWS), "-s", "Json", "--json", "--import-id", "again.1");

    assertThat(again.exitCode()).as(again.err()).isZero();
    JsonNode report = JsonMapper.shared().readTree(again.out());
    assertThat(report.get("id").asString()).isEqualTo("again.1");
    assertThat(report.get("items").asInt()).isZero();
    assertThat(report.get("unchanged").asInt()).isPositive();
    assertThat(
            run("import", file("rows.csv", ROWS), "-s", "Json", "--import-id", "again.1")
                .exitCode())
        .isEqualTo(4);
  }

  @Test
  void a_dry_run_writes_nothing() throws IOException {
    service.client().createStore("Dry");

    CommandProcess dry = run("import", file("rows.csv", ROWS), "--store", "Dry", "--dry-run");

    assertThat(dry.exitCode()).as(dry.err()).isZero();
    assertThat(dry.out()).containsPattern("items +3\\R");
    assertThat(tagged("Dry")).isEmpty();
  }

  @Test
  void what_cannot_be_read_is_refused() throws IOException {
    CommandProcess refused = run("import", file("a.csv", "a,b\n1,2\n"), "--store", "Refused");

    assertThat(refused.exitCode()).as(refused.out()).isEqualTo(4);
    assertThat(refused.err()).contains("error: ", "header").doesNotContain("\tat ");
  }

  @Test
  void a_reason_in_any_script_is_kept() throws IOException, SQLException {
    String reason = "Frühling 春";
    run("import", file("rows.csv", ROWS), "--store", "Reason", "--reason", reason);

    try (Connection database = data.connect(service.databasePort(), "tagledger", "tagledger");
        Statement statement = database.createStatement();
        ResultSet events =
            statement.executeQuery(
                "SELECT count(*) FROM tagledger.readable_events WHERE metadata::text LIKE '%"
                    + reason
                    + "%'")) {
      events.next();
      assertThat(events.getInt(1)).isPositive();
    }
  }

  @Test
  void a_projection_is_rebuilt_and_waited_for() throws IOException {
    run("import", file("rows.csv", ROWS), "--store", "Rebuilt");
    String path = "/projections/catalogue";
    int before = service.client().get(path).json().get("generation").asInt();

    CommandProcess done = run("rebuild", "catalogue");

    assertThat(done.exitCode()).as(done.err()).isZero();
    assertThat(done.out())
        .containsPattern("^Generation " + (before + 1) + " of 'catalogue' serves: [0-9,]+ events");
    assertThat(service.client().get(path).json().get("generation").asInt()).isEqualTo(before + 1);
    assertThat(tagged("Rebuilt")).hasSize(3);
    assertThat(run("projections").out()).containsPattern("catalogue +" + (before + 1) + " ");
    assertThat(run("rebuild", "prices").exitCode()).isEqualTo(4);
  }

  @Test
  void scripts_can_tell_what_went_wrong() throws IOException {
    String file = file("rows.csv", ROWS);
    assertThat(run("import", file).exitCode()).isEqualTo(2);
    assertThat(run("imprt", file, "--store", "A").exitCode()).isEqualTo(2);
    assertThat(
            run("import", file, "--store", "A", "--url", "http://127.0.0.1:" + free()).exitCode())
        .isEqualTo(3);
    assertThat(run("import", file, "--store", "None", "--existing").exitCode()).isEqualTo(4);
    assertThat(run("export", "--store", "None").exitCode()).isEqualTo(4);
    assertThat(run("import", file + ".csv", "--store", "A").exitCode()).isEqualTo(5);
  }

  @Test
  void a_backup_is_restored_as_the_same_service() throws IOException {
    run("import", file("rows.csv", ROWS), "--store", "Kept");
    for (String real : REAL) {
      if (Files.exists(Path.of(real))) {
        run("import", real, "--store", real);
      }
    }
    CommandProcess compared = run("fsck");
    assertThat(compared.exitCode()).as(compared.out() + compared.err()).isZero();
    assertThat(compared.out()).containsPattern("events +[0-9,]+\\R");

    String backup = directory.resolve("all.backup").toString();
    CommandProcess backedUp = run("backup", backup);
    assertThat(backedUp.exitCode()).as(backedUp.err()).isZero();
    Map<String, String> before = answers(service);
    try (DataDirectory again = DataDirectory.create()) {
      String there = again.path().toString();
      CommandProcess restored = run("restore", backup, "--data", there);
      assertThat(restored.exitCode()).as(restored.err()).isZero();
      assertThat(restored.err()).contains("Start the service on it next").hasLineCount(2);
      assertThat(restored.out()).isEmpty();
      try (ServiceProcess same = ServiceProcess.start(again.argument())) {
        await().atMost(LONG).until(() -> same.client().get("/store").status() == 200);
        assertThat(answers(same)).isEqualTo(before);
        assertThat(same.client().createStore("Later")).isPositive();

        CommandProcess refused = run("restore", backup, "--data", there);
        assertThat(refused.exitCode()).isEqualTo(4);
        assertThat(refused.err()).contains("in use by the process with pid " + same.pid());
        CommandProcess asked = run("fsck", "--data", there);
        assertThat(asked.exitCode()).as(asked.out() + asked.err()).isZero();
        assertThat(asked.err()).contains("http://127.0.0.1:" + same.port());
      }
      CommandProcess opened = run("fsck", "--data", there, "--json");
      assertThat(opened.exitCode()).as(opened.out() + opened.err()).isZero();
      assertThat(
              JsonMapper.shared().readTree(opened.out()).path("compared").path("events").asLong())
          .isPositive();
    }
  }

  @Test
  void a_command_is_there_at_once_and_starts_no_spring() {
    long before = System.nanoTime();
    assertThat(run("--version").out()).startsWith("Tagledger ");
    assertThat(Duration.ofNanos(System.nanoTime() - before)).isLessThan(Duration.ofSeconds(5));

    CommandProcess listed =
        CommandProcess.run("http://127.0.0.1:1", List.of("-Xlog:class+load"), "import", "--help");
    assertThat(listed.exitCode()).isZero();
    assertThat(listed.out().lines().filter(line -> line.contains("tagledger.app"))).isNotEmpty();
    assertThat(
            listed
                .out()
                .lines()
                .filter(line -> line.contains(" org.springframework."))
                .filter(line -> !line.contains(" org.springframework.boot.loader.")))
        .isEmpty();
  }

  /** All that is read, byte for byte, and the log itself. */
  private static Map<String, String> answers(ServiceProcess service) {
    Map<String, String> answers = new TreeMap<>();
    Client client = service.client();
    for (String path : List.of("/store", "/item", "/post", "/events", "/changes")) {
      answers.put(path, client.get(path).body());
    }
    for (JsonNode store : client.get("/store").json()) {
      String tags = "/store/" + store.get("id").asInt() + "/tag";
      answers.put(tags, client.get(tags).body());
    }
    return answers;
  }

  private static CommandProcess run(String... arguments) {
    return CommandProcess.run("http://127.0.0.1:" + service.port(), List.of(), arguments);
  }

  private String file(String name, String content) throws IOException {
    return Files.writeString(directory.resolve(name), content).toString();
  }

  private static int free() throws IOException {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }

  /** By name and price, the names of the tags; empty also where there is no such store. */
  private static Map<String, List<String>> tagged(String store) {
    Map<String, List<String>> tagged = new TreeMap<>();
    for (JsonNode item : service.client().get("/item").json()) {
      if (item.get("store").get("name").asString().equals(store)) {
        tagged.put(
            item.get("name").asString() + " " + item.get("price").decimalValue(),
            item.get("tags")
                .valueStream()
                .map(tag -> tag.get("name").asString())
                .sorted()
                .toList());
      }
    }
    return tagged;
  }
}
