package tagledger.app.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Whatever dies under load, nothing that was acknowledged is lost, and nobody need repair it. */
@Timeout(300)
class RestartIT {

  private static final int ROUNDS = Integer.getInteger("tagledger.rounds", 1);
  private static final int KILLS = Math.max(3, ROUNDS);
  private static final int BLOWS = Math.max(Blow.values().length, ROUNDS);
  private static final long LATEST_KILL_NANOSECONDS = 500_000_000;

  private static DataDirectory data;

  @BeforeAll
  static void create() {
    data = DataDirectory.create();
  }

  @AfterAll
  static void delete() {
    data.close();
  }

  @Test
  void a_stop_answers_what_was_accepted_and_ends_soon() throws SQLException {
    for (int round = 0; round < ROUNDS; round++) {
      Load load;
      try (ServiceProcess service = ServiceProcess.start(data.argument());
          Load running = Load.on(service.client())) {
        load = running;
        service.terminate();
        assertThat(service.awaitEnd()).isEqualTo(143);
        assertThat(service.log()).doesNotContain("ERROR");
      }
      // What comes after the stop may find nobody, or be told to try again.
      assertThat(load.statuses().keySet()).as("%s", load.refusals()).isSubsetOf(0, 200, 201, 503);
      assertThat(data.postmaster()).isEmpty();
      startAgainAndCheck(load);
    }
  }

  /** Every other time its server is killed with it, and else goes on without it. */
  @Test
  @Timeout(7200)
  void a_service_that_is_killed_under_load_is_started_again() throws SQLException {
    Load load = null;
    for (int round = 0; round <= KILLS; round++) {
      try (ServiceProcess service = ServiceProcess.start(data.argument())) {
        if (load != null) {
          load.repeatOneLink(service.client());
          check(service, load);
        }
        load = Load.on(service.client());
        LockSupport.parkNanos(ThreadLocalRandom.current().nextLong(LATEST_KILL_NANOSECONDS));
        if (round % 2 == 1) {
          data.killPostmaster();
        }
        service.kill();
        load.close();
      }
    }
  }

  @Test
  @Timeout(7200)
  void a_service_outlives_whatever_its_server_suffers_and_answers_again_by_itself()
      throws SQLException {
    try (ServiceProcess service = ServiceProcess.start(data.argument());
        Load load = Load.on(service.client())) {
      Client client = service.client();
      int store = client.createStore("before " + Instant.now());
      for (int round = 0; round < BLOWS; round++) {
        Blow blow = Blow.values()[round % Blow.values().length];
        blow.hit(data, service);
        Instant hit = Instant.now();
        int n = round;
        await()
            .atMost(Duration.ofSeconds(30))
            .pollInterval(Duration.ofMillis(20))
            .until(
                () -> {
                  Client.Answer read = client.get("/store/" + store);
                  assertThat(read.status()).as(read.body()).isIn(200, 503);
                  return client.post("/item", Client.item(store, "after " + n)).status() == 201;
                });
        System.out.printf(
            "%s: reads and writes are back after %d ms%n",
            blow, Duration.between(hit, Instant.now()).toMillis());
        load.awaitMore(100);
      }
      load.close();
      System.out.println("Answers meanwhile: " + load.statuses());
      assertThat(load.statuses().keySet()).isSubsetOf(200, 201, 202, 503);
      check(service, load);
    }
  }

  @Test
  void a_second_service_on_the_same_data_is_refused() {
    try (ServiceProcess first = ServiceProcess.start(data.argument());
        ServiceProcess second = ServiceProcess.launch(data.argument())) {
      assertThat(second.awaitEnd()).isEqualTo(1);
      assertThat(second.log())
          .contains("in use by the process with pid " + first.pid())
          .contains("tagledger.data")
          .doesNotContain("\tat ");
      assertThat(first.client().get("/store").status()).isEqualTo(200);
    }
  }

  @Test
  void a_key_is_known_after_a_kill_and_its_request_is_answered_as_before() {
    String[] key = {"Idempotency-Key", "a key that outlives its service"};
    String body;
    Client.Answer first;
    try (ServiceProcess service = ServiceProcess.start(data.argument())) {
      Client client = service.client();
      body = Client.item(client.createStore("keys " + Instant.now()), "Chair");
      first = client.post("/item", body, key);
      client.put("/item/" + first.id(), "{\"price\": 3}");
      data.killPostmaster();
      service.kill();
    }
    try (ServiceProcess service = ServiceProcess.start(data.argument())) {
      Client client = service.client();
      assertThat(first.status()).isEqualTo(201);
      assertThat(client.post("/item", body, key)).isEqualTo(first);
      assertThat(client.post("/item", body + " ", key).status()).isEqualTo(422);
      assertThat(client.post("/item", body).id()).isEqualTo(first.id() + 1);
    }
  }

  private static void startAgainAndCheck(Load load) throws SQLException {
    try (ServiceProcess service = ServiceProcess.start(data.argument())) {
      load.repeatOneLink(service.client());
      check(service, load);
    }
  }

  private static void check(ServiceProcess service, Load load) throws SQLException {
    load.check(service.client());
    try (Connection connection = data.connect(service.databasePort(), "tagledger", "tagledger")) {
      load.attempts().check(connection);
      ReadModel.check(connection);
    }
    Fsck.check(service.client());
  }
}
