package tagledger.app.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer.OrderAnnotation;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.Timeout;
import tagledger.app.http.Hold;
import tools.jackson.databind.JsonNode;

/** Projections are rebuilt while nodes die, stand still, are read and written, or have no room. */
@Timeout(300)
@TestMethodOrder(OrderAnnotation.class)
class RebuildIT {

  /** More than are written at once. */
  private static final int EVENTS = 26_000;

  private static final int ROUNDS = 3 * Integer.getInteger("tagledger.rounds", 1);
  private static final String BUILDING = "Building catalogue_3 from position ";
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private static SharedDatabase database;
  private static ServiceProcess one;
  private static ServiceProcess other;

  @BeforeAll
  static void start() {
    database = new SharedDatabase();
    one = database.startNode();
    other = one;
    Client client = one.client();
    int store = client.createStore("Large");
    for (int n = 0; n < EVENTS; n += EVENTS / 2) {
      StringBuilder rows = new StringBuilder();
      for (int i = 0; i < EVENTS / 2; i++) {
        rows.append("{\"item\": {\"name\": \"Chair %d\", \"price\": 1}}%n".formatted(n + i));
      }
      Client.Answer imported =
          client.post(
              "/store/" + store + "/import",
              rows.toString(),
              "Content-Type",
              "application/x-ndjson");
      assertThat(imported.status()).as(imported.body()).isEqualTo(200);
    }
  }

  @AfterAll
  static void stop() {
    one.close();
    other.close();
    database.close();
  }

  /** Where a test has failed, the next is not to. */
  @AfterEach
  void thaw() {
    one.thaw();
    other.thaw();
  }

  @Test
  @Order(1)
  void a_service_that_is_killed_goes_on_where_it_was() throws SQLException {
    int generation = generation("catalogue");
    long position;
    try (HalfWay build = HalfWay.begin(database, one.client())) {
      position = build.position();
      assertThat(position).isPositive().isLessThan(head());
      assertThat(one.client().addItem(1, "meanwhile")).isPositive();
      one.kill();
      one = database.startNode();
      assertThat(generation("catalogue")).isEqualTo(generation);
      assertThat(HalfWay.position(database)).isEqualTo(position);
    }
    awaitGeneration("catalogue", generation + 1);
    assertThat(one.log()).contains(BUILDING + position + " on").doesNotContain(BUILDING + "0 on");
    check();
  }

  @Test
  @Order(2)
  void when_the_node_that_builds_is_killed_another_goes_on() throws SQLException {
    other = database.startNode();
    int generation = generation("catalogue");
    long position;
    ServiceProcess heir;
    int said;
    try (HalfWay build = HalfWay.begin(database, one.client())) {
      position = build.position();
      heir = database.isBuiltBy(one, "catalogue_3") ? other : one;
      said = heir.log().length();
      (heir == one ? other : one).kill();
    }
    awaitBuild(heir, said, position);
    await().atMost(PATIENCE).until(() -> !building(heir, "catalogue").isObject());
    assertThat(heir.client().projection("catalogue").get("generation").asInt())
        .isEqualTo(generation + 1);
    one = heir;
    other = database.startNode();
    check();
  }

  @Test
  @Order(3)
  void when_the_node_that_builds_stands_still_another_goes_on_undisturbed() throws SQLException {
    int generation = generation("catalogue");
    long position;
    ServiceProcess frozen;
    ServiceProcess heir;
    int said;
    try (HalfWay build = HalfWay.begin(database, one.client())) {
      position = build.position();
      frozen = database.isBuiltBy(one, "catalogue_3") ? one : other;
      heir = frozen == one ? other : one;
      said = heir.log().length();
      frozen.freeze();
    }
    try (Hold hold = Hold.on("catalogue_3.generation", database.connect())) {
      awaitBuild(heir, said, position);
      hold.awaitAttempt();
      frozen.thaw();
      frozen.awaitLog("The next generation of catalogue cannot be built now");
      hold.awaitAttempt();

      assertThat(building(heir, "catalogue").get("last_error").isNull()).isTrue();
      assertThat(building(heir, "catalogue").get("lag_events").asInt()).isZero();
    }
    awaitGeneration("catalogue", generation + 1);
    check();
  }

  @Test
  @Order(4)
  void whoever_writes_reads_it_at_once_on_every_node_while_all_is_rebuilt() throws Exception {
    int catalogue = generation("catalogue");
    int history = generation("history");
    List<ServiceProcess> nodes = List.of(one, other);
    Client here = one.client();
    Client there = other.client();
    try (Witness witness = Witness.of(here, here, there);
        Witness another = Witness.of(there, there, here)) {
      for (int round = 1; round <= ROUNDS; round++) {
        Client asked = nodes.get(round % 2).client();
        for (String name : List.of("catalogue", "history")) {
          assertThat(asked.post("/projections/" + name + "/rebuild", "").status()).isEqualTo(202);
        }
        awaitGeneration("catalogue", catalogue + round);
        awaitGeneration("history", history + round);
      }
      witness.awaitMore(10);
      another.awaitMore(10);
      System.out.printf(
          "Read at once while %d generations took each other's place: %d items%n",
          2 * ROUNDS, witness.items() + another.items());
    }
    check();
  }

  @Test
  @Order(5)
  void a_full_disk_is_told_and_the_build_goes_on_by_itself_once_there_is_room()
      throws SQLException {
    int generation = generation("catalogue");
    try (Busy nobodyElse = Busy.building(database, "catalogue_3")) {
      assertThat(one.client().post("/projections/catalogue/rebuild", "").status()).isEqualTo(202);
      database.run(
          "SET ROLE tagledger_app",
          """
          CREATE FUNCTION catalogue_3_building.fill() RETURNS trigger LANGUAGE plpgsql AS
          'BEGIN RAISE disk_full USING MESSAGE = ''No space left on device''; END'""",
          """
          CREATE TRIGGER fill BEFORE INSERT ON catalogue_3_building.items
          EXECUTE FUNCTION catalogue_3_building.fill()""");
    }
    await().atMost(PATIENCE).until(() -> building(other, "catalogue").get("last_error").isString());

    assertThat(building(other, "catalogue").get("last_error").asString())
        .contains("disk is full", "No space left on device")
        .doesNotContain("SQL [");
    assertThat(generation("catalogue")).isEqualTo(generation);
    int item = other.client().addItem(1, "meanwhile");
    assertThat(one.client().get("/item/" + item).status()).isEqualTo(200);

    database.run("SET ROLE tagledger_app", "DROP TRIGGER fill ON catalogue_3_building.items");
    awaitGeneration("catalogue", generation + 1);
    check();
  }

  /** All that is stored is what the log says. */
  private static void check() throws SQLException {
    database.check();
    Fsck.check(one.client());
  }

  /**
   * @param said how long its log was before
   */
  private static void awaitBuild(ServiceProcess node, int said, long from) {
    await()
        .atMost(PATIENCE)
        .untilAsserted(
            () -> assertThat(node.log().substring(said)).contains(BUILDING + from + " on"));
  }

  private static void awaitGeneration(String name, int generation) {
    await()
        .atMost(PATIENCE)
        .until(
            () -> {
              JsonNode projection = one.client().projection(name);
              return projection.get("generation").asInt() == generation
                  && !projection.get("building").isObject();
            });
  }

  private static int generation(String name) {
    return one.client().projection(name).get("generation").asInt();
  }

  private static JsonNode building(ServiceProcess node, String name) {
    return node.client().projection(name).get("building");
  }

  private static long head() throws SQLException {
    return Long.parseLong(database.ask("SELECT position FROM tagledger.log_head"));
  }
}
