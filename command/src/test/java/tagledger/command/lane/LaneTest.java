package tagledger.command.lane;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static tagledger.api.Precondition.NONE;
import static tagledger.command.Node.payload;

import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.axonframework.commandhandling.CommandResultMessage;
import org.axonframework.commandhandling.GenericCommandMessage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tagledger.api.Command;
import tagledger.api.Command.AddItem;
import tagledger.api.Command.AddTag;
import tagledger.api.Command.CreateStore;
import tagledger.api.ItemId;
import tagledger.api.Metadata;
import tagledger.api.Rejection;
import tagledger.api.StoreId;
import tagledger.api.TagId;
import tagledger.api.Unavailable;
import tagledger.command.Node;
import tagledger.command.TestDatabase;

class LaneTest {

  private TestDatabase database;
  private Node node;
  private StoreId store;

  @BeforeEach
  void start() {
    database = TestDatabase.migrated();
    node = Node.on(database.application());
    store = node.ask(new CreateStore("My store", NONE));
  }

  @AfterEach
  void stop() {
    node.close();
    database.close();
  }

  @Test
  void commands_that_wait_are_decided_in_one_batch() {
    List<Command> commands = items(200);
    var outcomes = node.together(database, commands, Map.of());
    assertThat(ids(outcomes))
        .containsExactlyElementsOf(IntStream.rangeClosed(1, 200).boxed().toList());
    assertThat(node.largestBatch()).isEqualTo(200);
    assertThat(recordedAtOnce()).isEqualTo(200);
  }

  @Test
  void of_many_who_write_at_the_same_time_many_are_decided_together() {
    int writers = 32;
    int each = 20;
    long before = node.batches();
    try (var threads = Executors.newFixedThreadPool(writers)) {
      for (int writer = 0; writer < writers; writer++) {
        threads.execute(() -> items(each).forEach(node::<ItemId>ask));
      }
    }
    assertThat(node.batches() - before).isLessThan(writers * each / 4);
    assertPositionsHaveNoGaps();
  }

  @Test
  void of_a_batch_only_the_command_that_fails_fails() {
    List<Command> commands = items(20);
    var outcomes =
        node.together(database, commands, Map.of(commands.get(7), Map.of(Node.FAILS, true)));
    assertThatThrownBy(() -> payload(outcomes.get(7)))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("Fails unexpectedly");
    List<CompletableFuture<CommandResultMessage<?>>> others = new ArrayList<>(outcomes);
    others.remove(7);
    assertThat(ids(others))
        .containsExactlyElementsOf(IntStream.rangeClosed(1, 19).boxed().toList());
    assertPositionsHaveNoGaps();
    assertThat(node.<ItemId>ask(item("after"))).isEqualTo(new ItemId(20));
  }

  @Test
  void a_single_command_that_fails_leaves_nothing_behind() {
    assertThatThrownBy(() -> payload(node.send(new AddTag(store, "wood", NONE), fails())))
        .isInstanceOf(IllegalStateException.class);
    assertThat(node.<TagId>ask(new AddTag(store, "wood", NONE))).isEqualTo(new TagId(1));
    assertThatThrownBy(() -> payload(node.send(new CreateStore("Other", NONE), fails())))
        .isInstanceOf(IllegalStateException.class);
    assertThat(node.<StoreId>ask(new CreateStore("Other", NONE))).isEqualTo(new StoreId(2));
    assertPositionsHaveNoGaps();
  }

  @Test
  void a_refusal_harms_nobody_else_in_its_batch() {
    node.ask(new AddTag(store, "wood", NONE));
    var outcomes =
        node.together(
            database,
            List.of(
                item("Chair"),
                new AddTag(store, "wood", NONE),
                new CreateStore("My store", NONE),
                item("Table"),
                new AddTag(store, "steel", NONE),
                new AddTag(store, "steel", NONE)),
            Map.of());
    assertThat(payload(outcomes.get(0))).isEqualTo(new ItemId(1));
    assertRefused(outcomes.get(1), Rejection.TagNameTaken.class);
    assertRefused(outcomes.get(2), Rejection.StoreNameTaken.class);
    assertThat(payload(outcomes.get(3))).isEqualTo(new ItemId(2));
    assertThat(payload(outcomes.get(4))).isEqualTo(new TagId(2));
    assertRefused(outcomes.get(5), Rejection.TagNameTaken.class);
    assertPositionsHaveNoGaps();
  }

  @Test
  void a_batch_of_refusals_records_nothing() {
    long before = database.ask("SELECT position FROM tagledger.log_head");
    assertThatExceptionOfType(Rejection.StoreNameTaken.class)
        .isThrownBy(() -> node.ask(new CreateStore("My store", NONE)));
    assertThat(database.ask("SELECT position FROM tagledger.log_head")).isEqualTo(before);
    assertThat(database.ask("SELECT last_store FROM tagledger.log_head")).isEqualTo(1);
  }

  @Test
  void an_answer_is_given_when_others_can_see_what_was_done() {
    for (int i = 0; i < 20; i++) {
      CompletableFuture<Long> seen = new CompletableFuture<>();
      node.lane()
          .dispatch(
              new GenericCommandMessage<Command>(item("item " + i)),
              (sent, result) ->
                  seen.complete(
                      database.ask(
                          "SELECT count(*) FROM tagledger.events WHERE position = ?",
                          result.getMetaData().get(Metadata.POSITION))));
      assertThat(seen.join()).isEqualTo(1);
    }
  }

  @Test
  void an_answer_tells_the_position_of_the_commands_last_event() {
    var outcomes = node.together(database, items(3), Map.of());
    for (var outcome : outcomes) {
      ItemId item = (ItemId) payload(outcome);
      assertThat(
              database.ask(
                  """
                  SELECT position FROM tagledger.readable_events
                  WHERE type = 'catalogue.ItemAdded' AND (payload::json ->> 'item')::int = ?""",
                  item.value()))
          .isEqualTo(outcome.join().getMetaData().get(Metadata.POSITION));
    }
  }

  @Test
  void who_cannot_take_an_answer_keeps_nobody_else_from_theirs() {
    var careless = new GenericCommandMessage<Command>(item("careless"));
    node.lane()
        .dispatch(
            careless,
            (sent, result) -> {
              throw new IllegalStateException("Cannot take it");
            });
    assertThat(node.<ItemId>ask(item("careful"))).isEqualTo(new ItemId(2));
  }

  @Test
  void while_the_head_cannot_be_had_every_command_is_told_so_at_once() throws Exception {
    List<CompletableFuture<CommandResultMessage<?>>> outcomes = new ArrayList<>();
    try (Node impatient = Node.on(database.application("300ms"));
        Connection head = database.ownersConnections().getConnection();
        Statement statement = head.createStatement()) {
      head.setAutoCommit(false);
      statement.execute("SELECT FROM tagledger.log_head FOR UPDATE");
      for (int i = 0; i < 50; i++) {
        outcomes.add(impatient.send(item("item " + i), Map.of()));
      }
      long start = System.nanoTime();
      for (var outcome : outcomes) {
        assertThatExceptionOfType(Unavailable.class)
            .isThrownBy(() -> payload(outcome))
            .satisfies(unavailable -> assertThat(unavailable.isOutcomeKnown()).isTrue());
      }
      assertThat(System.nanoTime() - start).isLessThan(5_000_000_000L);
      head.rollback();
    }
    assertThat(node.<ItemId>ask(item("after"))).isEqualTo(new ItemId(1));
  }

  @Test
  void connections_that_the_server_has_left_are_replaced_unseen() {
    node.ask(item("before"));
    database
        .owner()
        .queryForList(
            """
        SELECT pg_terminate_backend(pid) FROM pg_stat_activity
        WHERE datname = current_database() AND pid <> pg_backend_pid()""");
    assertThat(node.<ItemId>ask(item("after"))).isEqualTo(new ItemId(2));
  }

  @Test
  void a_lane_that_stops_decides_what_waits_and_takes_nothing_more() {
    var last = node.send(item("last"), Map.of());
    node.lane().stop();
    assertThat(payload(last)).isEqualTo(new ItemId(1));
    assertThatExceptionOfType(Unavailable.class).isThrownBy(() -> node.ask(item("too late")));
  }

  private long recordedAtOnce() {
    return database.ask(
        """
        SELECT max(n) FROM (SELECT count(*) AS n FROM tagledger.events GROUP BY recorded_at) AS x""");
  }

  private void assertPositionsHaveNoGaps() {
    assertThat(database.ask("SELECT count(*) FROM tagledger.events"))
        .isEqualTo(database.ask("SELECT max(position) FROM tagledger.events"))
        .isEqualTo(database.ask("SELECT position FROM tagledger.log_head"));
  }

  private static void assertRefused(
      CompletableFuture<CommandResultMessage<?>> outcome, Class<? extends Rejection> refusal) {
    assertThatExceptionOfType(refusal).isThrownBy(() -> payload(outcome));
  }

  private static List<Integer> ids(List<CompletableFuture<CommandResultMessage<?>>> outcomes) {
    return outcomes.stream().map(outcome -> ((ItemId) payload(outcome)).value()).toList();
  }

  private List<Command> items(int count) {
    return IntStream.range(0, count).<Command>mapToObj(i -> item("item " + i)).toList();
  }

  private AddItem item(String name) {
    return new AddItem(store, name, BigDecimal.TEN, NONE);
  }

  private static Map<String, ?> fails() {
    return Map.of(Node.FAILS, true);
  }
}
