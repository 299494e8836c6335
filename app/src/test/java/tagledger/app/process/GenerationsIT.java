package tagledger.app.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.sql.SQLException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A read model that is not there, or not whole, when the service starts. */
@Timeout(180)
class GenerationsIT {

  private static final String FIRST =
      "SELECT convert_from(token, 'UTF8') || owner || timestamp FROM tagledger.tokens"
          + " WHERE processor_name = 'catalogue'";

  private SharedDatabase database;
  private int store;
  private String before = "";

  @BeforeEach
  void a_service_that_has_written_and_stopped() {
    database = new SharedDatabase();
    try (ServiceProcess service = database.startNode()) {
      Client client = service.client();
      store = client.createStore("My store");
      int tag = client.addTag(store, "wood");
      for (int n = 0; n < 50; n++) {
        int item = client.addItem(store, "Chair " + n);
        assertThat(client.post("/item/" + item + "/tag/" + tag, "").status()).isEqualTo(201);
      }
      before = client.get("/item").body();
      service.terminate();
      service.awaitEnd();
    }
  }

  @AfterEach
  void stop() {
    database.close();
  }

  @Test
  void a_new_generation_is_built_from_the_first_event_beside_the_old_one() throws SQLException {
    database.run(
        "ALTER SCHEMA catalogue_2 RENAME TO catalogue_1",
        "ALTER TABLE catalogue_1.items DROP COLUMN key",
        "ALTER TABLE catalogue_1.posts DROP COLUMN key",
        """
        UPDATE tagledger.tokens SET processor_name = 'catalogue', owner = 'old', timestamp = now()
        WHERE processor_name = 'catalogue_2'""");
    String old = database.ask(FIRST);
    try (ServiceProcess service = database.startNode()) {
      Client client = service.client();
      assertThat(client.get("/item").body()).isEqualTo(before);
      assertThat(client.get("/store/" + store + "/export").body().lines()).hasSize(50);
      client.addItem(store, "Table");
      database.check();

      assertThat(database.ask("SELECT count(*) FROM catalogue_1.items")).isEqualTo("50");
      assertThat(database.ask(FIRST)).isEqualTo(old);
      database.run(
          "DROP SCHEMA catalogue_1 CASCADE;"
              + " DELETE FROM tagledger.tokens WHERE processor_name = 'catalogue'");
      client.addItem(store, "Bench");
      database.check();
    }
  }

  @Test
  void a_read_model_that_was_dropped_is_built_again() throws SQLException {
    database.run(
        "DROP SCHEMA catalogue_2 CASCADE;"
            + " DELETE FROM tagledger.tokens WHERE processor_name = 'catalogue_2'");
    try (ServiceProcess service = database.startNode()) {
      assertThat(service.client().get("/item").body()).isEqualTo(before);
      database.check();
    }
  }

  @Test
  void nothing_is_read_and_the_node_is_not_ready_before_the_read_model_is_whole()
      throws SQLException {
    database.run(
        "TRUNCATE catalogue_2.stores CASCADE",
        """
        UPDATE tagledger.tokens SET token = '{"globalIndex":0}', owner = 'a node that hangs',
               timestamp = to_char(now() AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')
        WHERE processor_name = 'catalogue_2'""");
    try (ServiceProcess service =
        database.startNode("--tagledger.query.claim-timeout=1h", "--tagledger.query.patience=1s")) {
      Client client = service.client();
      assertThat(client.get("/actuator/health/readiness").status()).isEqualTo(503);
      assertThat(client.get("/actuator/health/liveness").status()).isEqualTo(200);
      assertThat(client.get("/store/" + store).status()).isEqualTo(503);
      assertThat(client.get("/item").status()).isEqualTo(503);
      assertThat(client.get("/store/" + store + "/export").status()).isEqualTo(503);
      assertThat(client.post("/item", Client.item(store, "Table")).status()).isEqualTo(202);

      database.run("UPDATE tagledger.tokens SET owner = NULL");
      await().until(() -> client.get("/actuator/health/readiness").status() == 200);
      assertThat(client.get("/item").body()).startsWith(before.substring(0, before.length() - 1));
      database.check();
    }
  }
}
