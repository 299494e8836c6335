package tagledger.app.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.sql.SQLException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import tools.jackson.databind.JsonNode;

/** Tables that the version before has left, or still keeps. */
@Timeout(300)
class UpgradeIT {

  private static final int ITEMS = 50;

  private SharedDatabase database;
  private int store;
  private long position;
  private String now = "";
  private String then = "";

  @BeforeEach
  void what_the_version_before_has_left() throws SQLException {
    database = new SharedDatabase();
    try (ServiceProcess service = database.startNode()) {
      Client client = service.client();
      store = client.createStore("My store");
      int tag = client.addTag(store, "wood");
      for (int n = 0; n < ITEMS; n++) {
        int item = client.addItem(store, "Chair " + n);
        assertThat(client.post("/item/" + item + "/tag/" + tag, "").status()).isEqualTo(201);
      }
      now = client.get("/item").body();
      position = Long.parseLong(database.ask("SELECT position FROM tagledger.log_head"));
      then = client.get("/item?as_of=" + (position - 10)).body();
      assertThat(then).isNotEqualTo(now);
      service.terminate();
      service.awaitEnd();
    }
    EarlierVersion.leave(database);
  }

  @AfterEach
  void stop() {
    database.close();
  }

  @Test
  void it_serves_from_the_first_moment_until_this_version_has_its_own() throws SQLException {
    Client client;
    try (Busy catalogue = Busy.building(database, "catalogue_3");
        Busy history = Busy.building(database, "history_2");
        ServiceProcess service = database.startNode()) {
      client = service.client();
      isServed(client);
      isWrittenAndRead(client);
      assertThat(keeper()).startsWith(service.pid() + "@");
      is(client, "catalogue", 2, 3);
      is(client, "history", 1, 2);

      catalogue.close();
      history.close();
      await().atMost(Duration.ofSeconds(30)).until(() -> isBuilt(client, "catalogue"));
      await().atMost(Duration.ofSeconds(30)).until(() -> isBuilt(client, "history"));
      is(client, "catalogue", 3, null);
      is(client, "history", 2, null);
      assertThat(client.get("/item").body()).startsWith(now.substring(0, now.length() - 1));
      assertThat(client.get("/item?as_of=" + (position - 10)).body()).isEqualTo(then);
      isWrittenAndRead(client);
      database.check();
    }
    try (ServiceProcess again = database.startNode()) {
      isWrittenAndRead(again.client());
      is(again.client(), "catalogue", 3, null);
      database.check();
    }
  }

  @Test
  void a_node_of_the_version_before_goes_on_with_its_own_tables() throws SQLException {
    database.run(
        """
        UPDATE tagledger.tokens SET owner = 'an older node',
               timestamp = to_char(now() AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')""");
    try (Busy catalogue = Busy.building(database, "catalogue_3");
        Busy history = Busy.building(database, "history_2");
        ServiceProcess service =
            database.startNode(
                "--tagledger.query.claim-timeout=1h", "--tagledger.query.patience=1s")) {
      Client client = service.client();
      isServed(client);
      assertThat(client.post("/item", Client.item(store, "Table")).status())
          .as("the older node does not show it")
          .isEqualTo(202);

      catalogue.close();
      history.close();
      await().atMost(Duration.ofSeconds(30)).until(() -> isBuilt(client, "catalogue"));
      await().atMost(Duration.ofSeconds(30)).until(() -> isBuilt(client, "history"));
      await()
          .atMost(Duration.ofSeconds(30))
          .until(() -> client.post("/item", Client.item(store, "Bench")).status() == 201);
      isWrittenAndRead(client);
      database.check();

      assertThat(keeper()).isEqualTo("an older node");
      assertThat(database.ask("SELECT count(*) FROM catalogue_2.items")).isEqualTo("" + ITEMS);
    }
  }

  private void isServed(Client client) {
    assertThat(client.get("/actuator/health/readiness").status()).isEqualTo(200);
    assertThat(client.get("/item").body()).isEqualTo(now);
    assertThat(client.get("/item?as_of=" + (position - 10)).body()).isEqualTo(then);
    assertThat(client.get("/store/" + store + "/export").body().lines()).hasSize(ITEMS);
  }

  private void isWrittenAndRead(Client client) {
    Client.Answer added = client.post("/item", Client.item(store, "Table"));
    assertThat(added.status()).as(added.body()).isEqualTo(201);
    String path = "/item/" + added.id();
    assertThat(client.get(path).json()).isEqualTo(added.json());
    assertThat(client.get(path + "?as_of=" + added.position()).json()).isEqualTo(added.json());
  }

  private String keeper() throws SQLException {
    return database.ask("SELECT owner FROM tagledger.tokens WHERE processor_name = 'catalogue_2'");
  }

  private static boolean isBuilt(Client client, String name) {
    return client.get("/projections/" + name).json().get("building").isNull();
  }

  private static void is(Client client, String name, int generation, @Nullable Integer next) {
    JsonNode projection = client.get("/projections/" + name).json();
    assertThat(projection.get("generation").asInt()).isEqualTo(generation);
    JsonNode building = projection.get("building");
    assertThat(building.isNull() ? null : building.get("generation").asInt()).isEqualTo(next);
  }
}
