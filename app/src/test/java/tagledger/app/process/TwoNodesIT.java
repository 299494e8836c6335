package tagledger.app.process;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.parallel.Isolated;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tagledger.app.http.Feed;

/** Two nodes on one database: they agree, and neither needs the other. */
@Isolated("It measures time.")
@Timeout(300)
class TwoNodesIT {

  private static final Duration FROZEN = Duration.ofSeconds(8);
  private static final Duration STANDSTILL = Duration.ofSeconds(7);

  private static final int WRITES = 100;

  private static SharedDatabase database;
  private static ServiceProcess one;
  private static ServiceProcess other;

  @BeforeAll
  static void start() {
    database = new SharedDatabase();
    one = database.startNode();
    other = database.startNode();
  }

  @AfterAll
  static void stop() {
    one.close();
    other.close();
    database.close();
  }

  @Test
  void what_one_node_has_answered_the_other_shows_at_once() {
    for (ServiceProcess writer : List.of(one, other)) {
      Client here = writer.client();
      Client there = (writer == one ? other : one).client();
      int store = here.createStore("read at once " + Instant.now());
      List<Duration> latencies = new ArrayList<>();
      for (int n = 0; n < 150; n++) {
        long before = System.nanoTime();
        Client.Answer added = here.post("/item", Client.item(store, "item " + n));
        latencies.add(Duration.ofNanos(System.nanoTime() - before));
        assertThat(added.status()).isEqualTo(201);
        Client.Answer read = there.get("/item/" + added.id());
        assertThat(read.status()).isEqualTo(200);
        assertThat(read.json()).isEqualTo(added.json());
      }
      latencies.sort(null);
      Duration median = latencies.get(latencies.size() / 2);
      System.out.printf(
          "Write latency where the read model is kept %s: median %.1f ms, longest %d ms%n",
          database.isKeptBy(writer) ? "here" : "elsewhere",
          median.toNanos() / 1e6,
          latencies.getLast().toMillis());
      assertThat(median).isLessThan(Duration.ofMillis(200));
    }
  }

  @Test
  void a_feed_moved_from_node_to_node_tells_what_both_write_once() throws Exception {
    int store = one.client().createStore("told " + Instant.now());
    long last = Long.parseLong(database.ask("SELECT max(position) FROM tagledger.events"));
    CompletableFuture<Void> writing =
        CompletableFuture.allOf(writing(one, store), writing(other, store));
    int told = 0;
    while (told < 2 * WRITES) {
      ServiceProcess node = told % 2 == 0 ? one : other;
      try (Feed feed = Feed.resumedAfter(node.port(), last)) {
        for (int n = 0; n < 11 && told < 2 * WRITES; n++) {
          assertThat(requireNonNull(feed.next()).id()).isEqualTo(++last);
          told++;
        }
      }
    }
    writing.get();
  }

  @Test
  void a_node_with_an_open_feed_stops_at_once() {
    try (ServiceProcess third = database.startNode();
        Feed feed = Feed.resumedAfter(third.port(), Long.MAX_VALUE)) {
      long before = System.nanoTime();
      third.terminate();

      assertThat(feed.next()).isNull();
      assertThat(Duration.ofNanos(System.nanoTime() - before)).isLessThan(Duration.ofSeconds(3));
      third.awaitEnd();
      assertThat(Duration.ofNanos(System.nanoTime() - before)).isLessThan(Duration.ofSeconds(15));
    }
  }

  private static CompletableFuture<Void> writing(ServiceProcess node, int store) {
    return CompletableFuture.runAsync(
        () -> {
          for (int n = 0; n < WRITES; n++) {
            node.client().post("/item", Client.item(store, "item " + n));
          }
        });
  }

  @Test
  void a_key_that_both_nodes_are_given_at_once_is_used_by_one() {
    int store = one.client().createStore("keys " + Instant.now());
    List<Client> clients = List.of(one.client(), other.client());
    for (int n = 0; n < 50; n++) {
      String[] key = {"Idempotency-Key", "contended " + n};
      String body = Client.item(store, "item " + n);
      List<Client.Answer> answers =
          clients.parallelStream().map(client -> client.post("/item", body, key)).toList();
      assertThat(answers).extracting(Client.Answer::status).containsOnly(201);
      assertThat(answers.getFirst()).isEqualTo(answers.getLast());
    }
    assertThat(one.client().get("/store/" + store).json().get("items").size()).isEqualTo(50);
  }

  @Test
  void conflicting_commands_on_both_nodes_keep_every_rule() throws SQLException {
    try (Conflicts conflicts = Conflicts.on(one.client(), other.client())) {
      conflicts.awaitMore(1500 * Integer.getInteger("tagledger.rounds", 1));
    }
    database.check();
    assertSameAnswers();
  }

  @Test
  void a_race_has_one_winner_wherever_it_is_run() throws SQLException {
    List<Race> races = Race.runAll(one.client(), other.client());
    LogReplay log = database.check();
    races.forEach(race -> race.check(log));
    assertSameAnswers();
  }

  /** Also where the clock of the one that is gone was ahead. */
  @Test
  void when_the_node_that_keeps_the_read_model_is_killed_the_other_takes_over()
      throws SQLException {
    boolean first = database.isKeptBy(one);
    ServiceProcess keeper = first ? one : other;
    ServiceProcess heir = first ? other : one;
    Load onKeeper = Load.on(keeper.client());
    try (onKeeper;
        Load load = Load.on(heir.client())) {
      Client client = heir.client();
      int store = client.createStore("heir " + Instant.now());
      keeper.kill();
      database.dateClaimsAnHourAhead();
      Instant killed = Instant.now();
      await()
          .atMost(Duration.ofSeconds(15))
          .until(() -> client.post("/item", Client.item(store, "Chair")).status() == 201);
      await().atMost(Duration.ofSeconds(10)).until(() -> database.isKeptBy(heir));
      System.out.printf(
          "The read model's keeper killed: the other took %d ms to take over%n",
          Duration.between(killed, Instant.now()).toMillis());
      load.awaitMore(300);
      onKeeper.close();
      load.close();
      assertThat(load.statuses().keySet()).isSubsetOf(200, 201, 202);
      load.check(client);
      onKeeper.check(client);
      database.check(load, onKeeper);
    }
    ServiceProcess back = database.startNode();
    one = first ? back : one;
    other = first ? other : back;
    assertSameAnswers();
  }

  @Test
  void what_is_written_after_the_clock_was_set_back_comes_after_what_was_before()
      throws SQLException {
    int store = one.client().createStore("ahead " + Instant.now());
    database.runAsOwner(
        "UPDATE tagledger.log_head SET recorded_at = recorded_at + interval '1 hour'");
    String before = isoTime("now()");
    String[] key = {"Idempotency-Key", "of an hour ahead"};
    String body = Client.item(store, "Chair");
    Client.Answer added = one.client().post("/item", body, key);
    String item = "/item/" + added.id();
    assertThat(other.client().put(item, "{\"price\": 3}").status()).isEqualTo(200);
    assertThat(other.client().delete(item).status()).isEqualTo(200);
    String deleted = isoTime("(SELECT recorded_at FROM tagledger.log_head)");
    database.run("UPDATE tagledger.idempotency_keys SET recorded_at = now() + interval '1 hour'");

    assertThat(
            database.ask(
                """
                SELECT count(*) FROM (SELECT recorded_at < lag(recorded_at) OVER (ORDER BY position)
                                      FROM tagledger.events) AS each (is_back) WHERE is_back"""))
        .isEqualTo("0");
    for (Client client : List.of(one.client(), other.client())) {
      assertThat(client.post("/item", body, key)).isEqualTo(added);
      assertThat(client.get(item + "?as_of=" + before).status()).isEqualTo(404);
      Client.Answer then = client.get(item + "?as_of=" + added.position());
      assertThat(then.json()).isEqualTo(added.json());
      assertThat(client.get(item + "?as_of=" + deleted).status()).isEqualTo(404);
      assertThat(client.get("/store/" + store + "?as_of=" + deleted).status()).isEqualTo(200);
    }
    database.check();
  }

  private static String isoTime(String sql) throws SQLException {
    return database.ask(
        "SELECT to_char(%s AT TIME ZONE 'UTC', 'YYYY-MM-DD\"T\"HH24:MI:SS.US\"Z\"')"
            .formatted(sql));
  }

  /** It stands still in the middle of a batch: of the read model's, or of the log's. */
  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void a_node_that_stands_still_does_not_stop_the_other(boolean keepsReadModel)
      throws SQLException {
    boolean first = database.isKeptBy(one) == keepsReadModel;
    ServiceProcess frozen = first ? one : other;
    ServiceProcess running = first ? other : one;
    try (Load onFrozen = Load.on(frozen.client());
        Load load = Load.on(running.client())) {
      freezeInside(frozen, keepsReadModel ? "catalogue%.%" : "%log_head");
      Instant since = Instant.now();
      await().pollDelay(FROZEN).atMost(FROZEN.plusSeconds(2)).until(() -> true);
      Duration silence = load.longestSilence();
      frozen.thaw();
      System.out.printf(
          "A node that %s the read model stood still for %d ms: longest silence of the other %d ms%n",
          keepsReadModel ? "keeps" : "does not keep",
          Duration.between(since, Instant.now()).toMillis(),
          silence.toMillis());
      onFrozen.awaitMore(300);
      load.awaitMore(300);
      onFrozen.close();
      load.close();
      System.out.println("Answers meanwhile: " + onFrozen.statuses() + " and " + load.statuses());
      assertThat(silence).isLessThan(STANDSTILL);
      assertThat(load.statuses().keySet()).isSubsetOf(200, 201, 202);
      assertThat(onFrozen.statuses().keySet()).isSubsetOf(200, 201, 202, 503);
      for (ServiceProcess node : List.of(one, other)) {
        onFrozen.check(node.client());
        load.check(node.client());
      }
      database.check(load, onFrozen);
    }
    assertSameAnswers();
  }

  /** Asks twice: what was on its way to the server when the node froze has then arrived. */
  private static void freezeInside(ServiceProcess node, String tables) {
    await()
        .atMost(Duration.ofSeconds(30))
        .pollInterval(Duration.ofMillis(7))
        .until(
            () -> {
              node.freeze();
              boolean inside =
                  IntStream.range(0, 2)
                      .allMatch(n -> database.waitsInsideTransactionOf(node, tables));
              if (!inside) {
                node.thaw();
              }
              return inside;
            });
  }

  private static void assertSameAnswers() {
    Client here = one.client();
    Client there = other.client();
    List<String> paths = new ArrayList<>(List.of("/store", "/item"));
    here.get("/store").json().forEach(store -> paths.add("/store/" + store.get("id").asInt()));
    here.get("/item")
        .json()
        .valueStream()
        .limit(50)
        .forEach(item -> paths.add("/item/" + item.get("id").asInt()));
    for (String path : List.copyOf(paths)) {
      if (path.startsWith("/store/")) {
        paths.add(path + "/tag");
      }
    }
    for (String path : paths) {
      Client.Answer answer = here.get(path);
      assertThat(answer.status()).isEqualTo(200);
      assertThat(there.get(path).body()).as(path).isEqualTo(answer.body());
    }
  }
}
