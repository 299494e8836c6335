package tagledger.app.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.sql.SQLException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A read model that is not there, or not whole, when the service starts. */
@Timeout(300)
class GenerationsIT {

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
  void a_read_model_that_was_dropped_is_built_again() throws SQLException {
    database.run("DROP SCHEMA catalogue_3 CASCADE");
    try (ServiceProcess service = database.startNode()) {
      assertThat(service.client().get("/item").body()).isEqualTo(before);
      database.check();
    }
  }

  @Test
  void nothing_is_read_and_the_node_is_not_ready_before_the_read_model_is_whole()
      throws SQLException {
    database.run(
        "TRUNCATE catalogue_3.stores CASCADE",
        """
        UPDATE catalogue_3.tokens SET token = '{"globalIndex":0}', owner = 'a node that hangs',
               timestamp = to_char(now() AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')""");
    try (ServiceProcess service =
        database.startNode("--tagledger.query.claim-timeout=1h", "--tagledger.query.patience=1s")) {
      Client client = service.client();
      assertThat(client.get("/actuator/health/readiness").status()).isEqualTo(503);
      assertThat(client.get("/actuator/health/liveness").status()).isEqualTo(200);
      assertThat(client.get("/store/" + store).status()).isEqualTo(503);
      assertThat(client.get("/item").status()).isEqualTo(503);
      assertThat(client.get("/store/" + store + "/export").status()).isEqualTo(503);
      assertThat(client.post("/item", Client.item(store, "Table")).status()).isEqualTo(202);

      database.run("UPDATE catalogue_3.tokens SET owner = NULL");
      await().until(() -> client.get("/actuator/health/readiness").status() == 200);
      assertThat(client.get("/item").body()).startsWith(before.substring(0, before.length() - 1));
      database.check();
    }
  }
}
