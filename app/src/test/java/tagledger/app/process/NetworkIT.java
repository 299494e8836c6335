package tagledger.app.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static tagledger.app.process.FaultyNetwork.Break.OUTAGE;
import static tagledger.app.process.FaultyNetwork.Break.RESET;
import static tagledger.app.process.FaultyNetwork.Break.STALLED;

import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import tagledger.app.process.FaultyNetwork.Break;
import tagledger.app.process.FaultyNetwork.Fault;
import tagledger.app.process.FaultyNetwork.When;

/**
 * A network between the service and its database that breaks in the worst of moments. Whoever was
 * told something was told the truth, and when the network is whole the service is too, by itself.
 */
@Timeout(3600)
class NetworkIT {

  private static final int ROUNDS = Integer.getInteger("tagledger.rounds", 1);

  private static final String LANE = "UPDATE log_head";
  private static final String CATALOGUE = "INSERT INTO items (id, store_id";
  private static final String HISTORY = "INSERT INTO changes";
  private static final String COMMIT = "COMMIT";

  /** What a service waits for an answer of its database, here: else it is much longer. */
  private static final int ANSWER_SECONDS = 3;

  private static final Duration RECOVERY_OF_THE_CUT = Duration.ofSeconds(10);
  private static final Duration RECOVERY_OF_THE_STALLED = Duration.ofSeconds(25);

  private static SharedDatabase database;
  private static FaultyNetwork network;
  private static ServiceProcess service;
  private static Client client;
  private static int store;

  @BeforeAll
  static void start() {
    database = new SharedDatabase();
    network = FaultyNetwork.before(database.port());
    service =
        database.startNodeAt(
            database.url().replace(":" + database.port(), ":" + network.port())
                + "?socketTimeout="
                + ANSWER_SECONDS,
            "--spring.datasource.hikari.connection-timeout=1000");
    client = service.client();
    store = client.createStore("broken");
  }

  @AfterAll
  static void stop() {
    service.close();
    network.close();
    database.close();
  }

  /** Those of the write side and of both projections, each at its own commit. */
  @Test
  void commits_that_break_are_there_wholly_or_not_at_all() throws Exception {
    try (Load load = Load.on(client)) {
      for (int round = 0; round < ROUNDS; round++) {
        for (Break how : List.of(RESET, Break.CLOSED, STALLED)) {
          for (When when : When.values()) {
            breakCommits(how, when);
            load.awaitMore(50);
          }
        }
      }
      check(load);
    }
  }

  @Test
  void a_service_without_its_database_says_what_it_knows() throws Exception {
    try (Load load = Load.on(client)) {
      for (int round = 0; round < ROUNDS; round++) {
        for (When when : When.values()) {
          Fault fault = network.breakAt(OUTAGE, when, LANE, COMMIT);
          fault.await();
          assertThat(client.post("/item", Client.item(store, "in vain")).status()).isEqualTo(503);
          await().until(() -> load.statuses().containsKey(503));
          network.mend();
          recovers("Everything cut and refused " + when + " a commit", RECOVERY_OF_THE_CUT);
          load.awaitMore(50);
        }
      }
      check(load);
    }
  }

  @Test
  void connections_that_all_stand_still_are_given_up() throws Exception {
    try (Load load = Load.on(client)) {
      for (int round = 0; round < ROUNDS; round++) {
        int listener = listener();
        network.breakAll(STALLED);
        recovers("Every connection stalled", RECOVERY_OF_THE_STALLED);
        for (int n = 0; n < 20; n++) {
          assertThat(client.get("/store/" + store).status()).isEqualTo(200);
        }
        await().atMost(RECOVERY_OF_THE_STALLED).until(() -> listener() != listener);
        load.awaitMore(50);
      }
      check(load);
    }
  }

  /** Their transactions do not idle: the server waits for the rest of what is sent together. */
  @Test
  void who_stands_still_within_a_statement_loses_what_others_wait_for() throws Exception {
    try (Load load = Load.on(client)) {
      for (int round = 0; round < ROUNDS; round++) {
        for (Fault fault :
            List.of(
                network.breakAt(STALLED, When.WITHIN, LANE, "WITH moved AS"),
                network.breakAt(STALLED, When.WITHIN, CATALOGUE, CATALOGUE),
                network.breakAt(STALLED, When.WITHIN, HISTORY, HISTORY))) {
          fault.await();
        }
        recovers("Connections stalled within a statement", RECOVERY_OF_THE_STALLED);
        load.awaitMore(50);
      }
      check(load);
    }
  }

  @Test
  void a_slow_network_changes_nothing() throws Exception {
    try (Load load = Load.on(client)) {
      network.delay(5);
      load.awaitMore(50);
      network.mend();
      check(load);
      assertThat(load.statuses().keySet()).isSubsetOf(200, 201, 202);
    }
  }

  @Test
  void an_import_that_is_cut_while_it_is_decided_waits_and_is_there_once() throws Exception {
    for (When when : When.values()) {
      Fault fault = network.breakAt(RESET, when, LANE, "INSERT INTO import_keys");
      Client.Answer imported =
          client.post(
              "/store/" + store + "/import",
              "{\"item\": {\"name\": \"Chair\", \"price\": 1}, \"key\": \"" + when + "\"}",
              "Content-Type",
              "application/x-ndjson");
      fault.await();
      assertThat(imported.status()).as(imported.body()).isEqualTo(200);
    }
    database.check();
  }

  private static void breakCommits(Break how, When when) throws InterruptedException {
    List<Fault> faults =
        List.of(
            network.breakAt(how, when, LANE, COMMIT),
            network.breakAt(how, when, CATALOGUE, COMMIT),
            network.breakAt(how, when, HISTORY, COMMIT));
    for (Fault fault : faults) {
      fault.await();
    }
    recovers(
        how + " " + when + " the commits",
        how == STALLED ? RECOVERY_OF_THE_STALLED : RECOVERY_OF_THE_CUT);
  }

  /** The write side, the catalogue and the history: what is written now is read at once. */
  private static void recovers(String fault, Duration atMost) {
    long before = System.nanoTime();
    await()
        .atMost(atMost)
        .pollInterval(Duration.ofMillis(20))
        .until(
            () -> {
              Client.Answer added = client.post("/item", Client.item(store, "after"));
              assertThat(added.status()).as(added.body()).isIn(201, 202, 503);
              return added.status() == 201
                  && client.get("/item/" + added.id() + "?as_of=" + added.position()).status()
                      == 200;
            });
    System.out.printf(
        "%s: all is well after %d ms%n",
        fault, Duration.ofNanos(System.nanoTime() - before).toMillis());
  }

  /** The server's process of the connection by which the service hears of other nodes. */
  private static int listener() throws SQLException {
    return Integer.parseInt(
        database.ask(
            """
            SELECT coalesce((SELECT pid FROM pg_stat_activity
                             WHERE application_name = 'tagledger listener'
                             ORDER BY backend_start DESC LIMIT 1), 0)"""));
  }

  private static void check(Load load) throws SQLException {
    load.close();
    System.out.println("Answers meanwhile: " + load.statuses());
    assertThat(load.statuses().keySet()).isSubsetOf(0, 200, 201, 202, 503);
    load.check(client);
    database.check(load);
  }
}
