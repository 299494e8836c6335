package tagledger.command.lane;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static tagledger.api.Precondition.NONE;
import static tagledger.command.Keys.under;
import static tagledger.command.Node.payload;

import java.math.BigDecimal;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tagledger.api.Command;
import tagledger.api.Command.AddItem;
import tagledger.api.Command.AddTag;
import tagledger.api.Command.CreateStore;
import tagledger.api.Command.DeleteTag;
import tagledger.api.Command.LinkTagToItem;
import tagledger.api.Command.UnlinkTagFromItem;
import tagledger.api.FirstOutcome;
import tagledger.api.IdempotencyKey;
import tagledger.api.IdempotentRequest;
import tagledger.api.ItemId;
import tagledger.api.Metadata;
import tagledger.api.Rejection;
import tagledger.api.StoreId;
import tagledger.api.TagId;
import tagledger.command.Keys;
import tagledger.command.Node;
import tagledger.command.TestDatabase;

class KeysTest {

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
  void what_is_asked_again_is_not_done_again_and_answers_what_it_came_to() {
    var first = node.send(chair(), under("k", 'a')).join();
    node.ask(new AddTag(store, "wood", NONE));
    long before = events();

    var again = node.send(chair(), under("k", 'a')).join();

    assertThat(first.getMetaData().get(Metadata.POSITION)).isEqualTo(2L);
    assertThat(first.getPayload()).isEqualTo(new ItemId(1));
    assertThat(again.getPayload()).isEqualTo(new FirstOutcome(new ItemId(1), 2));
    assertThat(again.getMetaData().get(Metadata.POSITION)).isEqualTo(2L);
    assertThat(events()).isEqualTo(before);
  }

  @Test
  void something_else_under_the_same_key_is_refused_and_changes_nothing() {
    node.send(chair(), under("k", 'a')).join();
    long before = events();

    assertThatExceptionOfType(Rejection.KeyReused.class)
        .isThrownBy(() -> payload(node.send(chair(), under("k", 'b'))));
    assertThat(events()).isEqualTo(before);
    assertThat(outcome(chair(), 'a')).isEqualTo(new ItemId(1));
  }

  @Test
  void another_key_and_another_actors_key_are_other_requests() {
    IdempotentRequest mine = Keys.request("k", 'a');
    IdempotentRequest theirs =
        new IdempotentRequest(new IdempotencyKey("someone", "k"), mine.digest(), mine.status());

    assertThat(payload(node.send(chair(), under(mine)))).isEqualTo(new ItemId(1));
    assertThat(payload(node.send(chair(), under(theirs)))).isEqualTo(new ItemId(2));
    assertThat(payload(node.send(chair(), under("K", 'a')))).isEqualTo(new ItemId(3));
  }

  @Test
  void a_refusal_is_the_outcome_also_when_its_reason_is_gone() {
    TagId wood = node.ask(new AddTag(store, "wood", NONE));
    AddTag add = new AddTag(store, "wood", NONE);
    assertThatExceptionOfType(Rejection.TagNameTaken.class)
        .isThrownBy(() -> payload(node.send(add, under("k", 'a'))));
    node.ask(new DeleteTag(wood, NONE));

    assertThat(outcome(add, 'a')).isInstanceOf(Rejection.TagNameTaken.class);
  }

  @Test
  void what_no_store_knew_stays_refused() {
    AddTag add = new AddTag(new StoreId(2), "wood", NONE);
    LinkTagToItem link = new LinkTagToItem(new ItemId(1), new TagId(1), NONE);
    assertThatExceptionOfType(Rejection.NotFound.class)
        .isThrownBy(() -> payload(node.send(add, under("k", 'a'))));
    assertThatExceptionOfType(Rejection.NotFound.class)
        .isThrownBy(() -> payload(node.send(link, under("l", 'a'))));
    node.ask(new CreateStore("Second", NONE));
    node.ask(chair());
    node.ask(new AddTag(store, "wood", NONE));

    assertThat(outcome(add, 'a')).isInstanceOf(Rejection.NotFound.class);
    assertThat(((FirstOutcome) payload(node.send(link, under("l", 'a')))).outcome())
        .isInstanceOf(Rejection.NotFound.class);
    assertThatExceptionOfType(Rejection.KeyReused.class)
        .isThrownBy(
            () -> payload(node.send(new AddTag(new StoreId(99), "wood", NONE), under("k", 'b'))));
  }

  @Test
  void a_command_that_changed_nothing_is_not_decided_again_either() {
    ItemId item = node.ask(chair());
    TagId tag = node.ask(new AddTag(store, "wood", NONE));
    LinkTagToItem link = new LinkTagToItem(item, tag, NONE);
    node.ask(link);
    assertThat(payload(node.send(link, under("k", 'a')))).isEqualTo(tag);
    node.ask(new UnlinkTagFromItem(item, tag, NONE));
    long before = events();

    assertThat(outcome(link, 'a')).isEqualTo(tag);
    assertThat(events()).isEqualTo(before);
  }

  @Test
  void of_two_in_one_batch_the_second_is_answered_with_the_first() {
    Command other = new AddTag(store, "wood", NONE);

    var outcomes =
        node.together(
            database,
            List.of(chair(), chair(), other),
            Map.of(chair(), under("k", 'a'), other, under("k", 'b')));

    assertThat(node.largestBatch()).isEqualTo(3);
    assertThat(payload(outcomes.get(0))).isEqualTo(new ItemId(1));
    assertThat(payload(outcomes.get(1)))
        .isInstanceOfSatisfying(
            FirstOutcome.class, first -> assertThat(first.outcome()).isEqualTo(new ItemId(1)));
    assertThatExceptionOfType(Rejection.KeyReused.class).isThrownBy(() -> payload(outcomes.get(2)));
    assertThat(database.ask("SELECT count(*) FROM tagledger.events WHERE type LIKE '%Added'"))
        .isOne();
  }

  @Test
  void a_command_that_fails_uses_no_key_nor_do_those_beside_it_use_theirs_twice() {
    Map<String, Object> failing = new HashMap<>(under("k", 'a'));
    failing.put(Node.FAILS, true);
    Command beside = new AddTag(store, "wood", NONE);

    var outcomes =
        node.together(
            database, List.of(chair(), beside), Map.of(chair(), failing, beside, under("l", 'a')));

    assertThatThrownBy(() -> payload(outcomes.get(0))).hasMessage("Fails unexpectedly");
    assertThat(payload(outcomes.get(1))).isEqualTo(new TagId(1));
    assertThat(payload(node.send(chair(), under("k", 'a')))).isEqualTo(new ItemId(1));
  }

  @Test
  void after_a_day_a_key_is_as_good_as_new() {
    node.send(chair(), under("k", 'a')).join();
    age("23 hours 59 minutes");
    assertThat(outcome(chair(), 'a')).isEqualTo(new ItemId(1));
    age("24 hours");

    assertThat(payload(node.send(chair(), under("k", 'b')))).isEqualTo(new ItemId(2));
    assertThat(outcome(chair(), 'b')).isEqualTo(new ItemId(2));
  }

  @Test
  void another_node_knows_the_key_and_of_both_at_once_one_writes() {
    try (Node other = Node.on(database.application())) {
      node.send(chair(), under("k", 'a')).join();
      assertThat(payload(other.send(chair(), under("k", 'a')))).isInstanceOf(FirstOutcome.class);
      for (int i = 0; i < 100; i++) {
        var here = node.send(chair(), under("contended " + i, 'a'));
        var there = other.send(chair(), under("contended " + i, 'a'));
        assertThat(List.of(payload(here), payload(there)))
            .extracting(it -> it instanceof FirstOutcome first ? first.outcome() : it)
            .containsOnly(new ItemId(i + 2));
      }
    }
    assertThat(database.ask("SELECT count(*) FROM tagledger.events WHERE type LIKE '%Added'"))
        .isEqualTo(101);
  }

  @Test
  void a_key_is_not_kept_with_its_events() {
    node.send(chair(), under("a key of the day", 'a')).join();

    assertThat(
            database
                .owner()
                .queryForObject(
                    "SELECT string_agg(metadata, '') FROM tagledger.readable_events", String.class))
        .contains("AddItem")
        .doesNotContain("a key of the day", Metadata.IDEMPOTENT_REQUEST);
  }

  @Test
  void commands_without_a_key_ask_no_table() {
    database.owner().execute("ALTER TABLE tagledger.idempotency_keys RENAME TO away");

    assertThat(node.<ItemId>ask(chair())).isEqualTo(new ItemId(1));
    assertThatThrownBy(() -> payload(node.send(chair(), under("k", 'a'))))
        .hasMessageContaining("idempotency_keys");
  }

  private Object outcome(Command command, char asked) {
    return ((FirstOutcome) payload(node.send(command, under("k", asked)))).outcome();
  }

  private void age(String age) {
    database
        .owner()
        .update("UPDATE tagledger.idempotency_keys SET recorded_at = now() - ?::interval", age);
  }

  private long events() {
    return database.ask("SELECT count(*) FROM tagledger.events");
  }

  private AddItem chair() {
    return new AddItem(store, "Chair", BigDecimal.TEN, NONE);
  }
}
