package tagledger.command.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
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
import tagledger.api.Command.DeleteItem;
import tagledger.api.Command.DeleteStore;
import tagledger.api.Command.LinkTagToItem;
import tagledger.api.Command.RecallRevert;
import tagledger.api.Command.Revert;
import tagledger.api.FirstOutcome;
import tagledger.api.IdSet;
import tagledger.api.ItemId;
import tagledger.api.Links;
import tagledger.api.Metadata;
import tagledger.api.Rejection;
import tagledger.api.Reversal;
import tagledger.api.Reversal.ItemText;
import tagledger.api.Reversal.OfItem;
import tagledger.api.Reversal.TagReturning;
import tagledger.api.Reverted;
import tagledger.api.StoreId;
import tagledger.api.TagId;
import tagledger.command.Node;
import tagledger.command.TestDatabase;

class RevertsInLogTest {

  private static final BigDecimal PRICE = new BigDecimal("17.99");
  private static final ItemId CHAIR = new ItemId(1);
  private static final TagId WOOD = new TagId(1);

  private TestDatabase database;
  private Node node;
  private StoreId store;

  @BeforeEach
  void start() {
    database = TestDatabase.migrated();
    node = Node.on(database.application());
    store = node.ask(new CreateStore("My store", NONE));
    node.ask(new AddItem(store, "Chair", PRICE, NONE));
    node.ask(new AddTag(store, "wood", NONE));
    node.ask(new LinkTagToItem(CHAIR, WOOD, NONE));
  }

  @AfterEach
  void stop() {
    node.close();
    database.close();
  }

  @Test
  void a_deleted_store_comes_back_with_its_name_and_ids_and_is_one_change() {
    node.ask(new DeleteStore(store, NONE));
    long before = events();

    var result = node.send(bringBack(), Map.of(Metadata.UNDOES, "the deletion")).join();

    Reverted reverted = (Reverted) result.getPayload();
    assertThat(result.getMetaData().get(Metadata.CHANGE)).isEqualTo(reverted.change());
    assertThat(
            database.ask(
                """
                SELECT count(*) FROM tagledger.readable_events
                WHERE position > ? AND metadata::json ->> 'change' = ?
                  AND metadata::json ->> 'undoes' = 'the deletion'""",
                before,
                reverted.change()))
        .isEqualTo(4);
    assertThatExceptionOfType(Rejection.StoreNameTaken.class)
        .isThrownBy(() -> node.ask(new CreateStore("My store", NONE)));
    assertThat(node.<ItemId>ask(new DeleteItem(CHAIR, NONE))).isEqualTo(CHAIR);
  }

  @Test
  void a_store_that_came_back_is_the_same_to_a_node_that_reads_it_from_the_log() {
    try (Node snapshots = Node.withSnapshots(1, database.application())) {
      snapshots.ask(new DeleteStore(store, NONE));
      snapshots.ask(bringBack());
    }
    try (Node cold = Node.on(database.application())) {
      assertThatExceptionOfType(Rejection.HasMoved.class).isThrownBy(() -> cold.ask(bringBack()));
      assertThatExceptionOfType(Rejection.TagBorne.class)
          .isThrownBy(() -> cold.ask(new Command.DeleteTag(WOOD, NONE)));
      assertThat(cold.<ItemId>ask(new AddItem(store, "Table", PRICE, NONE)))
          .isEqualTo(new ItemId(2));
    }
  }

  @Test
  void a_store_that_goes_by_a_reversal_frees_its_name() {
    StoreId other = node.ask(new CreateStore("Other", NONE));
    node.ask(new Revert(other, reversal(new Reversal.Leaving(), List.of(), List.of())));
    assertThat(node.<StoreId>ask(new CreateStore("Other", NONE))).isEqualTo(new StoreId(3));
    Revert back =
        new Revert(other, reversal(new Reversal.Returning("Other"), List.of(), List.of()));
    assertThatExceptionOfType(Rejection.HasMoved.class).isThrownBy(() -> node.ask(back));
  }

  @Test
  void a_change_is_told_only_of_what_recorded_something() {
    var nothing =
        node.send(new Revert(store, reversal(new Reversal.Kept(), List.of(), List.of())), Map.of())
            .join();
    assertThat(nothing.getPayload()).isEqualTo(new Reverted(null));
    assertThat(nothing.getMetaData()).doesNotContainKey(Metadata.CHANGE);
    var again = node.send(new LinkTagToItem(CHAIR, WOOD, NONE), Map.of()).join();
    assertThat(again.getMetaData()).doesNotContainKey(Metadata.CHANGE);
    var added =
        node.send(new AddTag(store, "new", NONE), Map.of(Metadata.CHANGE, "import 1")).join();
    assertThat(added.getMetaData().get(Metadata.CHANGE)).isEqualTo("import 1");
  }

  @Test
  void what_has_moved_uses_up_no_key_and_what_was_done_is_recalled() {
    assertThatExceptionOfType(Rejection.HasMoved.class)
        .isThrownBy(() -> payload(node.send(bringBack(), under("k", 'a'))));
    node.ask(new DeleteStore(store, NONE));
    assertThatExceptionOfType(Rejection.HasMoved.class)
        .isThrownBy(() -> payload(node.send(new RecallRevert(store), under("k", 'a'))));

    Object done = payload(node.send(bringBack(), under("k", 'a')));

    FirstOutcome again =
        (FirstOutcome) payload(node.send(new RecallRevert(store), under("k", 'a')));
    assertThat(again.outcome()).isEqualTo(done).isInstanceOf(Reverted.class);
    assertThatExceptionOfType(Rejection.KeyReused.class)
        .isThrownBy(() -> payload(node.send(new RecallRevert(store), under("k", 'b'))));
  }

  @Test
  void that_nothing_was_to_be_done_is_recalled_too() {
    Revert nothing = new Revert(store, reversal(new Reversal.Kept(), List.of(), List.of()));
    assertThat(payload(node.send(nothing, under("k", 'a')))).isEqualTo(new Reverted(null));
    FirstOutcome again = (FirstOutcome) payload(node.send(nothing, under("k", 'a')));
    assertThat(again.outcome()).isEqualTo(new Reverted(null));
  }

  private Revert bringBack() {
    Reversal bare =
        reversal(
            new Reversal.Returning("My store"),
            List.of(new OfItem(CHAIR, null, new ItemText("Chair", PRICE, null))),
            List.of(new TagReturning(WOOD, "wood")));
    Map<TagId, IdSet> linked = new HashMap<>();
    linked.put(WOOD, IdSet.of(1));
    return new Revert(
        store,
        new Reversal(
            bare.store(),
            bare.items(),
            List.of(),
            bare.tags(),
            new Links(linked, Map.of()),
            Links.NONE));
  }

  private static Reversal reversal(
      Reversal.OfStore store, List<OfItem> items, List<Reversal.OfTag> tags) {
    return new Reversal(store, items, List.of(), tags, Links.NONE, Links.NONE);
  }

  private long events() {
    return database.ask("SELECT count(*) FROM tagledger.events");
  }
}
