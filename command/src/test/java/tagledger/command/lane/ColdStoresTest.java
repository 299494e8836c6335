package tagledger.command.lane;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static tagledger.api.Precondition.NONE;
import static tagledger.command.Node.payload;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import org.axonframework.commandhandling.CommandResultMessage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tagledger.api.Command;
import tagledger.api.Command.AddItem;
import tagledger.api.Command.AddTag;
import tagledger.api.Command.ChangeItem;
import tagledger.api.Command.CreateStore;
import tagledger.api.Command.DeleteItem;
import tagledger.api.Command.DeleteTag;
import tagledger.api.Command.LinkTagToItem;
import tagledger.api.Command.UnlinkTagFromItem;
import tagledger.api.ItemId;
import tagledger.api.Rejection;
import tagledger.api.StoreId;
import tagledger.api.TagId;
import tagledger.command.Node;
import tagledger.command.TestDatabase;

class ColdStoresTest {

  private TestDatabase database;
  private StoreId store;

  @BeforeEach
  void fill() {
    database = TestDatabase.migrated();
    try (Node node = Node.on(database.application())) {
      store = node.ask(new CreateStore("My store", NONE));
      node.ask(new AddTag(store, "wood", NONE));
      node.ask(new AddItem(store, "Chair", BigDecimal.TEN, NONE));
      node.ask(new LinkTagToItem(new ItemId(1), new TagId(1), NONE));
    }
  }

  @AfterEach
  void close() {
    database.close();
  }

  @Test
  void a_cold_store_decides_as_the_warm_one_did() {
    try (Node node = Node.on(database.application())) {
      assertThatExceptionOfType(Rejection.TagBorne.class)
          .isThrownBy(() -> node.ask(new DeleteTag(new TagId(1), NONE)));
    }
  }

  @Test
  void a_store_that_never_was_is_not_found() {
    try (Node node = Node.on(database.application())) {
      assertThatExceptionOfType(Rejection.NotFound.class)
          .isThrownBy(() -> node.ask(new AddTag(new StoreId(99), "x", NONE)));
    }
  }

  @Test
  void many_commands_that_wait_for_the_same_cold_store_are_all_decided() {
    try (Node node = Node.on(database.application())) {
      List<CompletableFuture<CommandResultMessage<?>>> outcomes = new ArrayList<>();
      for (int i = 0; i < 200; i++) {
        outcomes.add(node.send(new AddTag(store, "tag " + i % 100, NONE), Map.of()));
      }
      assertThat(outcomes.stream().filter(it -> !it.join().isExceptional()).count()).isEqualTo(100);
      assertThat(database.ask("SELECT last_tag FROM tagledger.log_head")).isEqualTo(101);
    }
  }

  @Test
  void a_store_read_beside_the_lane_is_brought_up_to_date_when_it_enters() {
    try (Node here = Node.on(database.application());
        Node there = Node.on(database.application())) {
      there.ask(new AddTag(store, "steel", NONE));
      List<CompletableFuture<CommandResultMessage<?>>> outcomes = new ArrayList<>();
      for (int i = 0; i < 50; i++) {
        outcomes.add(there.send(new AddTag(store, "tag " + i, NONE), Map.of()));
        outcomes.add(here.send(new AddTag(store, "tag " + i, NONE), Map.of()));
      }
      assertThat(outcomes.stream().filter(it -> !it.join().isExceptional()).count()).isEqualTo(50);
    }
  }

  @Test
  void a_cold_store_whose_batch_failed_decides_on_what_was_committed() {
    try (Node node = Node.on(database.application())) {
      AddTag first = new AddTag(store, "steel", NONE);
      AddTag failing = new AddTag(store, "glass", NONE);
      var outcomes =
          node.together(database, List.of(first, failing), Map.of(failing, Map.of(Node.FAILS, 1)));
      assertThat(payload(outcomes.get(0))).isEqualTo(new TagId(2));
      assertThatThrownBy(() -> payload(outcomes.get(1))).isInstanceOf(IllegalStateException.class);
      assertThat(node.<TagId>ask(failing)).isEqualTo(new TagId(3));
      assertThatExceptionOfType(Rejection.TagNameTaken.class).isThrownBy(() -> node.ask(first));
    }
  }

  @Test
  void a_single_command_that_fails_on_a_cold_store_does_not_taint_it() {
    try (Node node = Node.on(database.application())) {
      List<CompletableFuture<CommandResultMessage<?>>> outcomes = new ArrayList<>();
      for (int i = 0; i < 20; i++) {
        outcomes.add(node.send(new AddTag(store, "steel", NONE), Map.of(Node.FAILS, true)));
      }
      outcomes.forEach(CompletableFuture::join);
      assertThat(node.<TagId>ask(new AddTag(store, "steel", NONE))).isEqualTo(new TagId(2));
    }
  }

  @Test
  void a_memory_that_holds_next_to_nothing_changes_no_decision() {
    try (TestDatabase other = TestDatabase.migrated();
        Node forgetful = Node.remembering(5, database.application());
        Node remembering = Node.on(other.application())) {
      remembering.ask(new CreateStore("My store", NONE));
      remembering.ask(new AddTag(store, "wood", NONE));
      remembering.ask(new AddItem(store, "Chair", BigDecimal.TEN, NONE));
      remembering.ask(new LinkTagToItem(new ItemId(1), new TagId(1), NONE));
      Random random = new Random(1);
      for (int i = 0; i < 150; i++) {
        Command command = i < 3 ? new CreateStore("store " + i, NONE) : anything(random);
        assertThat(outcome(forgetful, command)).isEqualTo(outcome(remembering, command));
      }
      String payloads =
          "SELECT string_agg(aggregate || payload, ',' ORDER BY position) FROM tagledger.readable_events";
      assertThat(database.owner().queryForObject(payloads, String.class))
          .isEqualTo(other.owner().queryForObject(payloads, String.class));
    }
  }

  private static Object outcome(Node node, Command command) {
    try {
      return node.ask(command);
    } catch (Rejection refused) {
      return refused.getClass();
    }
  }

  private static Command anything(Random random) {
    StoreId store = new StoreId(1 + random.nextInt(4));
    ItemId item = new ItemId(1 + random.nextInt(20));
    TagId tag = new TagId(1 + random.nextInt(8));
    String name = "name " + random.nextInt(6);
    return switch (random.nextInt(8)) {
      case 0 -> new AddItem(store, name, BigDecimal.ONE, NONE);
      case 1, 2 -> new ChangeItem(item, store, name, BigDecimal.ONE, NONE);
      case 3 -> new DeleteItem(item, NONE);
      case 4 -> new AddTag(store, name, NONE);
      case 5 ->
          random.nextBoolean() ? new DeleteTag(tag, NONE) : new UnlinkTagFromItem(item, tag, NONE);
      default -> new LinkTagToItem(item, tag, NONE);
    };
  }
}
