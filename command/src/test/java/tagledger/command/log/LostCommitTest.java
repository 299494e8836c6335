package tagledger.command.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static tagledger.api.Precondition.NONE;
import static tagledger.command.Keys.under;
import static tagledger.command.Node.payload;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.ValueSource;
import tagledger.api.Command.AddItem;
import tagledger.api.Command.AddTag;
import tagledger.api.Command.CreateStore;
import tagledger.api.Command.LinkTagToItem;
import tagledger.api.FirstOutcome;
import tagledger.api.ItemId;
import tagledger.api.Rejection;
import tagledger.api.StoreId;
import tagledger.api.TagId;
import tagledger.api.Unavailable;
import tagledger.command.FaultyDatabase;
import tagledger.command.FaultyDatabase.Fault;
import tagledger.command.Node;
import tagledger.command.TestDatabase;

@ParameterizedClass(name = "standing alone: {0}")
@ValueSource(booleans = {false, true})
class LostCommitTest {

  @Parameter private boolean alone;
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
    if (alone) {
      node.alone();
    }
  }

  @AfterEach
  void stop() {
    node.close();
    database.close();
  }

  @Test
  void a_commit_whose_answer_was_lost_is_done_once() {
    network.next(Fault.AFTER_THE_COMMIT);
    assertThat(node.<TagId>ask(wood())).isEqualTo(new TagId(1));
    assertThat(tagsAdded()).isEqualTo(1);
    assertRefusedNow();
  }

  @Test
  void a_commit_that_did_not_happen_is_run_again_and_is_there_once() {
    network.next(Fault.BEFORE_THE_COMMIT);
    assertThat(node.<TagId>ask(wood())).isEqualTo(new TagId(1));
    assertThat(tagsAdded()).isEqualTo(1);
    assertRefusedNow();
  }

  @Test
  void a_commit_that_fails_twice_is_told_and_leaves_nothing() {
    network.next(Fault.BEFORE_THE_COMMIT, Fault.BEFORE_THE_COMMIT);
    assertThatExceptionOfType(Unavailable.class)
        .isThrownBy(() -> node.ask(wood()))
        .satisfies(unavailable -> assertThat(unavailable.isOutcomeKnown()).isTrue());
    assertThat(tagsAdded()).isZero();
    assertThat(node.<TagId>ask(wood())).isEqualTo(new TagId(1));
  }

  @Test
  void a_batch_whose_commit_did_not_happen_is_run_again() {
    network.next(Fault.NONE, Fault.BEFORE_THE_COMMIT);
    var outcomes = node.together(database, List.of(item("a"), item("b"), item("c")), Map.of());
    assertThat(outcomes)
        .extracting(outcome -> ((ItemId) payload(outcome)).value())
        .containsExactly(1, 2, 3);
    assertThat(database.ask("SELECT count(*) FROM tagledger.events"))
        .isEqualTo(database.ask("SELECT max(position) FROM tagledger.events"))
        .isEqualTo(5);
  }

  @Test
  void a_batch_whose_answer_was_lost_is_done_once() {
    network.next(Fault.NONE, Fault.AFTER_THE_COMMIT);
    var outcomes = node.together(database, List.of(item("a"), item("b")), Map.of());
    assertThat(outcomes)
        .extracting(outcome -> ((ItemId) payload(outcome)).value())
        .containsExactly(1, 2);
    assertThat(database.ask("SELECT count(*) FROM tagledger.events")).isEqualTo(4);
  }

  @Test
  void a_refusal_whose_commit_failed_is_still_a_refusal() {
    node.ask(wood());
    network.next(Fault.BEFORE_THE_COMMIT);
    assertRefusedNow();
  }

  @Test
  void another_nodes_write_in_the_gap_is_not_taken_for_ones_own() {
    try (Node other = Node.on(database.application())) {
      network.next(Fault.BEFORE_THE_COMMIT);
      var mine = node.send(wood(), Map.of());
      var theirs = other.send(new AddTag(store, "steel", NONE), Map.of());
      assertThat(List.of(payload(mine), payload(theirs)))
          .containsExactlyInAnyOrder(new TagId(1), new TagId(2));
      assertThat(tagsAdded()).isEqualTo(2);
    }
  }

  @Test
  void a_key_whose_commit_was_lost_is_used_once_with_its_event() {
    network.next(Fault.AFTER_THE_COMMIT);
    assertThat(payload(node.send(wood(), under("k", 'a')))).isEqualTo(new TagId(1));
    assertThat(payload(node.send(wood(), under("k", 'a')))).isInstanceOf(FirstOutcome.class);
    network.next(Fault.BEFORE_THE_COMMIT);
    assertThat(payload(node.send(item("Chair"), under("l", 'a')))).isEqualTo(new ItemId(1));
    assertThat(payload(node.send(item("Chair"), under("l", 'a')))).isInstanceOf(FirstOutcome.class);
  }

  /** Done twice it would show: the outcome would not be one that came before. */
  @Test
  void where_no_event_tells_whether_a_commit_happened_its_key_does() {
    ItemId item = node.ask(item("Chair"));
    TagId tag = node.ask(wood());
    LinkTagToItem link = new LinkTagToItem(item, tag, NONE);
    node.ask(link);

    network.next(Fault.AFTER_THE_COMMIT);
    assertThat(payload(node.send(link, under("k", 'a'))))
        .isInstanceOfSatisfying(
            FirstOutcome.class, first -> assertThat(first.outcome()).isEqualTo(tag));
    network.next(Fault.BEFORE_THE_COMMIT);
    assertThat(payload(node.send(link, under("l", 'a')))).isEqualTo(tag);
    assertThat(database.ask("SELECT count(*) FROM tagledger.idempotency_keys")).isEqualTo(2);
  }

  private void assertRefusedNow() {
    assertThatExceptionOfType(Rejection.TagNameTaken.class).isThrownBy(() -> node.ask(wood()));
  }

  private long tagsAdded() {
    return database.ask("SELECT count(*) FROM tagledger.events WHERE type = 'catalogue.TagAdded'");
  }

  private AddTag wood() {
    return new AddTag(store, "wood", NONE);
  }

  private AddItem item(String name) {
    return new AddItem(store, name, BigDecimal.TEN, NONE);
  }
}
