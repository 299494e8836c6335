package tagledger.command.log;

import static org.assertj.core.api.Assertions.assertThat;
import static tagledger.api.Precondition.NONE;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.JdbcTemplate;
import tagledger.api.Command.AddItem;
import tagledger.api.Command.CreateStore;
import tagledger.api.Metadata;
import tagledger.api.StoreId;
import tagledger.command.Node;
import tagledger.command.TestDatabase;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class LogTest {

  private static final int WRITERS = 8;
  private static final int WRITES = 40;

  private static TestDatabase database;
  private static Node here;
  private static Node there;

  @BeforeAll
  static void start() {
    database = TestDatabase.migrated();
    here = Node.on(database.application());
    there = Node.on(database.application());
  }

  @AfterAll
  static void stop() {
    here.close();
    there.close();
    database.close();
  }

  @Test
  void positions_have_no_gaps_and_become_visible_in_their_order() {
    StoreId store = here.ask(new CreateStore("Busy", NONE));
    AtomicBoolean writing = new AtomicBoolean(true);
    List<CompletableFuture<Void>> writers = new ArrayList<>();
    try (var threads = Executors.newFixedThreadPool(WRITERS + 1)) {
      CompletableFuture<Void> reader =
          CompletableFuture.runAsync(() -> readWhile(writing), threads);
      for (int writer = 0; writer < WRITERS; writer++) {
        Node node = writer % 2 == 0 ? here : there;
        writers.add(CompletableFuture.runAsync(() -> write(node, store), threads));
      }
      writers.forEach(CompletableFuture::join);
      writing.set(false);
      reader.join();
    }
    List<@Nullable Long> positions = positions();
    assertThat(positions)
        .hasSizeGreaterThanOrEqualTo(WRITERS * WRITES)
        .containsExactlyElementsOf(LongStream.rangeClosed(1, positions.size()).boxed().toList());
    assertThat(database.ask("SELECT position FROM tagledger.log_head")).isEqualTo(positions.size());
    assertThat(
            database.ask(
                """
                SELECT count(*) FROM tagledger.events a JOIN tagledger.events b
                  ON b.position = a.position + 1 AND b.recorded_at < a.recorded_at"""))
        .as("times that go back")
        .isZero();
  }

  private static void write(Node node, StoreId store) {
    for (int i = 0; i < WRITES; i++) {
      node.ask(new AddItem(store, "item", BigDecimal.TEN, NONE));
    }
  }

  /** Whoever reads at any time sees a beginning of the log. */
  private static void readWhile(AtomicBoolean writing) {
    JdbcTemplate jdbc = new JdbcTemplate(here.database());
    while (writing.get()) {
      Map<String, @Nullable Object> seen =
          jdbc.queryForMap("SELECT count(*) AS n, coalesce(max(position), 0) AS last FROM events");
      assertThat(seen.get("n")).isEqualTo(seen.get("last"));
    }
  }

  @Test
  void time_never_goes_back_even_where_the_clock_does() {
    here.ask(new CreateStore("Before", NONE));
    database
        .owner()
        .execute("UPDATE tagledger.log_head SET recorded_at = now() + interval '1 hour'");
    here.ask(new CreateStore("After", NONE));
    there.ask(new CreateStore("Later", NONE));
    assertThat(
            database.ask(
                """
                SELECT count(*) FROM tagledger.events, tagledger.log_head h
                WHERE events.recorded_at = h.recorded_at
                  AND h.recorded_at > now() + interval '50 minutes'"""))
        .isEqualTo(2);
    database.owner().execute("UPDATE tagledger.log_head SET recorded_at = now()");
    database
        .owner()
        .execute("UPDATE tagledger.events SET recorded_at = now() WHERE recorded_at > now()");
  }

  @Test
  void a_digest_is_of_salt_payload_and_metadata() {
    here.ask(new CreateStore("Digest", NONE));
    assertThat(
            database.ask(
                """
                SELECT count(*) FROM tagledger.events
                WHERE digest <> sha256(salt || payload || metadata) OR salt IS NULL"""))
        .isZero();
    assertThat(
            database.ask(
                "SELECT count(*) - count(DISTINCT salt) FROM tagledger.events WHERE length(salt) = 16"))
        .as("salts used twice")
        .isZero();
  }

  @Test
  void an_event_keeps_who_did_it_how_and_why() {
    var done =
        here.send(
            new CreateStore("Metadata", NONE),
            Map.of(
                Metadata.ACTOR, "ada",
                Metadata.REQUEST, "4bf92f3577b34da6a3ce929d0e0e4736",
                Metadata.CHANGE, "import-1",
                Metadata.REASON, "Größere Auswahl"));
    JsonNode metadata = metadataOf(done.join().getMetaData().get(Metadata.POSITION));
    assertThat(metadata.get(Metadata.ACTOR).asString()).isEqualTo("ada");
    assertThat(metadata.get(Metadata.REQUEST).asString())
        .isEqualTo("4bf92f3577b34da6a3ce929d0e0e4736");
    assertThat(metadata.get(Metadata.CHANGE).asString()).isEqualTo("import-1");
    assertThat(metadata.get(Metadata.REASON).asString()).isEqualTo("Größere Auswahl");
    assertThat(metadata.get(Metadata.COMMAND).asString()).isEqualTo("CreateStore");
    assertThat(metadata.get(Metadata.COMMAND_ID).asString()).hasSize(36);
    assertThat(metadata.size()).isEqualTo(6);
  }

  @Test
  void an_event_of_which_nothing_is_told_was_done_by_nobody_known_and_is_a_change_of_its_own() {
    var done = here.send(new CreateStore("No metadata", NONE), Map.of());
    JsonNode metadata = metadataOf(done.join().getMetaData().get(Metadata.POSITION));
    assertThat(metadata.get(Metadata.ACTOR).asString()).isEqualTo(Metadata.ANONYMOUS);
    assertThat(metadata.get(Metadata.CHANGE)).isEqualTo(metadata.get(Metadata.COMMAND_ID));
    assertThat(metadata.has(Metadata.REASON)).isFalse();
    assertThat(metadata.has(Metadata.REQUEST)).isFalse();
  }

  private static JsonNode metadataOf(@Nullable Object position) {
    return JsonMapper.shared()
        .readTree(
            database
                .owner()
                .queryForObject(
                    "SELECT metadata FROM tagledger.readable_events WHERE position = ?",
                    String.class,
                    position));
  }

  private static List<@Nullable Long> positions() {
    return database
        .owner()
        .queryForList("SELECT position FROM tagledger.events ORDER BY position", Long.class);
  }
}
