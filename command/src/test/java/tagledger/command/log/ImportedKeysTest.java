package tagledger.command.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static tagledger.api.Precondition.NONE;
import static tagledger.command.Node.payload;
import static tagledger.command.Rows.bearing;
import static tagledger.command.Rows.item;
import static tagledger.command.Rows.post;
import static tagledger.command.Rows.tags;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tagledger.api.Command;
import tagledger.api.Command.AddItem;
import tagledger.api.Command.CreateStore;
import tagledger.api.Command.DeleteItem;
import tagledger.api.Command.DeleteStore;
import tagledger.api.Command.ImportRows;
import tagledger.api.Command.ImportRows.Extent;
import tagledger.api.Imported;
import tagledger.api.ItemId;
import tagledger.api.Rejection;
import tagledger.api.Row;
import tagledger.api.StoreId;
import tagledger.api.Unavailable;
import tagledger.command.FaultyDatabase;
import tagledger.command.FaultyDatabase.Fault;
import tagledger.command.Node;
import tagledger.command.TestDatabase;

/** Keys in their table: what an import claims holds on every node, and for ever. */
class ImportedKeysTest {

  private static final StoreId STORE = new StoreId(1);
  private static final ItemId CHAIR = new ItemId(1);

  private TestDatabase database;
  private FaultyDatabase network;
  private Node node;

  @BeforeEach
  void start() {
    database = TestDatabase.migrated();
    network = new FaultyDatabase(database.application());
    node = Node.on(network);
    node.ask(new CreateStore("My store", NONE));
  }

  @AfterEach
  void stop() {
    node.close();
    database.close();
  }

  @Test
  void a_key_names_its_thing_after_a_restart() {
    assertThat(added(node, item(1, "chair", "Chair", "1"))).isEqualTo(1);
    try (Node restarted = Node.on(database.application())) {
      assertThat(added(restarted, item(1, "chair", "Chair", "1.0"))).isZero();
      assertThat(changed(restarted, item(1, "chair", "Stool", null))).isEqualTo(1);
    }
    assertThat(changed(node, item(1, "chair", "Stool", "1"))).as("it follows").isZero();
    assertThat(events()).isEqualTo(3);
  }

  @Test
  void two_nodes_take_turns_on_one_key() {
    try (Node there = Node.on(database.application())) {
      assertThat(added(there, bearing(item(1, "chair", "Chair", "1"), "wood"))).isEqualTo(1);
      assertThat(added(node, bearing(item(1, "chair", "Chair", "1"), "wood"))).isZero();
      assertThat(events()).as("store, tag, item, link").isEqualTo(4);
      node.ask(new DeleteItem(CHAIR, NONE));
      assertThat(added(there, item(1, "chair", "Chair", "1"))).isEqualTo(1);
      assertThat(last()).contains("\"item\":1,");
    }
  }

  @Test
  void a_deleted_thing_comes_back_as_itself_by_its_key() {
    added(node, item(1, "chair", "Chair", "1"));
    node.ask(new DeleteItem(CHAIR, NONE));
    assertThat(added(node, item(1, "chair", "Chair", "1"))).isEqualTo(1);
    assertThat(last()).contains("\"item\":1,").contains("\"key\":\"chair\"");
    assertThat(keys()).isEqualTo(1);
  }

  @Test
  void each_store_and_each_kind_has_keys_of_its_own() {
    StoreId other = node.ask(new CreateStore("Other", NONE));
    added(node, item(1, "a", "Chair", "1"));
    assertThat(ask(node, rows(STORE, post(1, "a", "News", null))).posts()).isEqualTo(1);
    assertThat(ask(node, rows(other, item(1, "a", "Chair", "1"))).items()).isEqualTo(1);
    assertThat(keys()).isEqualTo(3);
  }

  @Test
  void imports_of_one_batch_know_each_others_keys() {
    List<Command> commands =
        List.of(
            rows(STORE, bearing(item(1, "a", "A", "1"), "wood"), item(2, "b", "B", "1")),
            rows(STORE, bearing(item(1, "b", "C", null), "wood"), item(2, "a", "A", "1.0")));
    var outcomes = node.together(database, commands, Map.of());
    assertThat(((Imported) payload(outcomes.get(0))).items()).isEqualTo(2);
    Imported second = (Imported) payload(outcomes.get(1));
    assertThat(List.of(second.items(), second.changed(), second.unchanged(), second.linked()))
        .containsExactly(0L, 1L, 1L, 1L);
    assertThat(keys()).isEqualTo(2);
  }

  @Test
  void a_refusal_in_the_same_batch_leaves_nothing_and_takes_nothing_away() {
    List<Command> commands =
        List.of(
            new ImportRows(
                STORE,
                List.of(item(1, "a", "A", "1"), tags(2, "t"), item(3, "b", null, null)),
                Extent.ALL_OR_NOTHING),
            new CreateStore("My store", NONE),
            new ImportRows(STORE, List.of(item(1, "c", "C", "1")), Extent.NOTHING),
            rows(STORE, item(1, "d", "D", "1")));
    var outcomes = node.together(database, commands, Map.of());
    assertThat(((Imported) payload(outcomes.get(0))).refused()).hasSize(1);
    assertThatExceptionOfType(Rejection.StoreNameTaken.class)
        .isThrownBy(() -> payload(outcomes.get(1)));
    assertThat(keys()).isEqualTo(1);
    assertThat(last()).contains("\"item\":1,").contains("\"key\":\"d\"");
    assertThat(events()).as("store, opener, item").isEqualTo(3);
    assertThat(database.ask("SELECT last_tag FROM tagledger.log_head")).isZero();
  }

  @Test
  void a_batch_that_fails_and_is_run_again_claims_once() {
    var claims = rows(STORE, item(1, "a", "A", "1"));
    var fails = new AddItem(STORE, "X", BigDecimal.ONE, NONE);
    var outcomes =
        node.together(database, List.of(claims, fails), Map.of(fails, Map.of(Node.FAILS, true)));
    assertThat(((Imported) payload(outcomes.get(0))).items()).isEqualTo(1);
    assertThatThrownBy(() -> payload(outcomes.get(1))).isInstanceOf(IllegalStateException.class);
    assertThat(keys()).isEqualTo(1);
    assertThat(added(node, item(1, "a", "A", "1"))).isZero();
  }

  @Test
  void an_import_that_fails_after_it_was_decided_claims_nothing() {
    assertThatThrownBy(
            () -> payload(node.send(rows(STORE, item(1, "a", "A", "1")), Map.of(Node.FAILS, 1))))
        .isInstanceOf(IllegalStateException.class);
    assertThat(keys()).isZero();
    assertThat(added(node, item(1, "a", "A", "1"))).isEqualTo(1);
    assertThat(last()).contains("\"item\":1,");
  }

  @Test
  void an_import_whose_commit_fails_claims_nothing() {
    network.next(Fault.BEFORE_THE_COMMIT, Fault.BEFORE_THE_COMMIT);
    assertThatExceptionOfType(Unavailable.class)
        .isThrownBy(() -> added(node, item(1, "a", "A", "1")));
    assertThat(keys()).isZero();
    assertThat(added(node, item(1, "a", "A", "1"))).isEqualTo(1);
  }

  @Test
  void an_unknown_or_deleted_store_takes_no_rows() {
    assertNoStore(new StoreId(9));
    added(node, item(1, "a", "A", "1"));
    node.ask(new DeleteStore(STORE, NONE));
    assertNoStore(STORE);
  }

  private void assertNoStore(StoreId store) {
    for (Extent extent : Extent.values()) {
      assertThatExceptionOfType(Rejection.NotFound.class)
          .isThrownBy(
              () -> node.ask(new ImportRows(store, List.of(item(1, "b", "B", "1")), extent)));
    }
  }

  private static long added(Node on, Row... rows) {
    return ask(on, rows(STORE, rows)).items();
  }

  private static long changed(Node on, Row... rows) {
    return ask(on, rows(STORE, rows)).changed();
  }

  private static Imported ask(Node on, ImportRows command) {
    return on.ask(command);
  }

  private static ImportRows rows(StoreId store, Row... rows) {
    return new ImportRows(store, List.of(rows), Extent.GOOD_ROWS);
  }

  private long keys() {
    return database.ask("SELECT count(*) FROM tagledger.import_keys");
  }

  private long events() {
    return database.ask("SELECT count(*) FROM tagledger.events");
  }

  private String last() {
    return String.valueOf(
        database
            .owner()
            .queryForObject(
                "SELECT payload FROM tagledger.readable_events ORDER BY position DESC LIMIT 1",
                String.class));
  }
}
