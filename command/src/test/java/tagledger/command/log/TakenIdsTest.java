package tagledger.command.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static tagledger.api.Precondition.NONE;
import static tagledger.command.Node.payload;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tagledger.api.Command.AddItem;
import tagledger.api.Command.ChangeItem;
import tagledger.api.Command.CreateStore;
import tagledger.api.Command.DeleteItem;
import tagledger.api.ItemId;
import tagledger.api.Rejection;
import tagledger.api.StoreId;
import tagledger.api.Unavailable;
import tagledger.command.FaultyDatabase;
import tagledger.command.FaultyDatabase.Fault;
import tagledger.command.Node;
import tagledger.command.TestDatabase;

class TakenIdsTest {

  private TestDatabase database;
  private FaultyDatabase network;
  private Node node;
  private StoreId store;

  @BeforeEach
  void start() {
    database = TestDatabase.migrated();
    network = new FaultyDatabase(database.application());
    node = Node.on(network);
    store = node.ask(new CreateStore("My store", NONE));
  }

  @AfterEach
  void stop() {
    node.close();
    database.close();
  }

  @Test
  void the_counter_skips_ids_that_were_taken() {
    assertThat(add(node)).isEqualTo(1);
    take(node, 3);
    take(node, 4);
    take(node, 6);
    assertThat(List.of(add(node), add(node), add(node))).containsExactly(2, 5, 7);
  }

  @Test
  void the_counter_skips_ids_that_were_taken_in_the_same_batch() {
    var outcomes = node.together(database, List.of(put(1), item(), put(3), item()), Map.of());
    assertThat(outcomes)
        .extracting(outcome -> ((ItemId) payload(outcome)).value())
        .containsExactly(1, 2, 3, 4);
  }

  @Test
  void the_counter_skips_ids_that_another_node_took() {
    try (Node other = Node.on(database.application())) {
      assertThat(add(node)).isEqualTo(1);
      take(other, 2);
      take(other, 4);
      assertThat(add(node)).isEqualTo(3);
      take(node, 6);
      assertThat(add(other)).isEqualTo(5);
      assertThat(add(other)).isEqualTo(7);
    }
  }

  @Test
  void an_id_that_a_failed_command_took_is_free_again() {
    assertThatThrownBy(() -> payload(node.send(put(1), Map.of(Node.FAILS, true))))
        .isInstanceOf(IllegalStateException.class);
    assertThat(add(node)).isEqualTo(1);
  }

  @Test
  void an_id_that_a_failed_commit_took_is_free_again() {
    network.next(Fault.BEFORE_THE_COMMIT, Fault.BEFORE_THE_COMMIT);
    assertThatExceptionOfType(Unavailable.class).isThrownBy(() -> node.ask(put(1)));
    assertThat(add(node)).isEqualTo(1);
  }

  @Test
  void an_id_taken_before_a_batch_failed_stays_taken() {
    take(node, 2);
    var outcomes =
        node.together(database, List.of(put(1), put(3)), Map.of(put(3), Map.of(Node.FAILS, 1)));
    assertThat(payload(outcomes.getFirst())).isEqualTo(new ItemId(1));
    assertThat(add(node)).isEqualTo(3);
  }

  @Test
  void a_deleted_items_id_is_not_given_again() {
    take(node, 1);
    node.ask(new DeleteItem(new ItemId(1), NONE));
    assertThat(add(node)).isEqualTo(2);
  }

  @Test
  void the_greatest_id_can_be_taken_and_stops_no_counter() {
    take(node, Integer.MAX_VALUE);
    assertThat(add(node)).isEqualTo(1);
  }

  @Test
  void an_id_belongs_to_its_store_for_ever() {
    take(node, 5);
    node.ask(new DeleteItem(new ItemId(5), NONE));
    StoreId other = node.ask(new CreateStore("Other", NONE));
    assertThatExceptionOfType(Rejection.NotFound.class)
        .isThrownBy(
            () -> node.ask(new ChangeItem(new ItemId(5), other, "Sofa", BigDecimal.TEN, NONE)));
    take(node, 5);
  }

  @Test
  void who_comes_second_for_an_id_changes_the_item_that_has_it() {
    StoreId other = node.ask(new CreateStore("Other", NONE));
    var second = new ChangeItem(new ItemId(5), other, "Bench", BigDecimal.TEN, NONE);
    var outcomes = node.together(database, List.of(put(5), second), Map.of());
    assertThat(payload(outcomes.get(0))).isEqualTo(new ItemId(5));
    assertThat(payload(outcomes.get(1))).isEqualTo(new ItemId(5));
    assertThat(
            database.ask(
                """
                SELECT count(*) FROM tagledger.events
                WHERE aggregate = 'store/1' AND type IN ('catalogue.ItemAdded', 'catalogue.ItemChanged')"""))
        .isEqualTo(2);
  }

  private int add(Node on) {
    return on.<ItemId>ask(item()).value();
  }

  private void take(Node on, int id) {
    assertThat(on.<ItemId>ask(put(id))).isEqualTo(new ItemId(id));
  }

  private AddItem item() {
    return new AddItem(store, "Chair", BigDecimal.TEN, NONE);
  }

  private ChangeItem put(int id) {
    return new ChangeItem(new ItemId(id), store, "Sofa", BigDecimal.TEN, NONE);
  }
}
