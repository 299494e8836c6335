package tagledger.command.lane;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static tagledger.api.Precondition.NONE;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.axonframework.commandhandling.CommandResultMessage;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tagledger.api.Command.AddItem;
import tagledger.api.Command.AddTag;
import tagledger.api.Command.ChangeItem;
import tagledger.api.Command.CreateStore;
import tagledger.api.Command.DeleteItem;
import tagledger.api.Command.DeleteStore;
import tagledger.api.Command.DeleteTag;
import tagledger.api.Command.LinkTagToItem;
import tagledger.api.Command.UnlinkTagFromItem;
import tagledger.api.ItemId;
import tagledger.api.Precondition;
import tagledger.api.Precondition.OneOf;
import tagledger.api.Precondition.Unconditional;
import tagledger.api.Rejection;
import tagledger.api.StoreId;
import tagledger.api.TagId;
import tagledger.command.Node;
import tagledger.command.TestDatabase;

/** Two nodes take turns on one store, which each of them has in memory. */
class TwoNodesTest {

  private static TestDatabase database;
  private static Node here;
  private static Node there;
  private static int stores;

  private StoreId store;
  private ItemId item;
  private TagId tag;

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

  /** Both have the store in memory when a test begins. */
  @BeforeEach
  void fill() {
    store = here.ask(new CreateStore("store " + stores++, NONE));
    item = there.ask(new AddItem(store, "Chair", BigDecimal.TEN, NONE));
    tag = here.ask(new AddTag(store, "wood", NONE));
    there.ask(new AddTag(store, "steel", NONE));
  }

  @Test
  void a_tags_name_that_the_other_gave_is_taken() {
    there.ask(new AddTag(store, "glass", NONE));
    assertRefused(Rejection.TagNameTaken.class, () -> here.ask(new AddTag(store, "glass", NONE)));
  }

  @Test
  void a_tag_that_the_other_linked_is_not_deleted() {
    there.ask(new LinkTagToItem(item, tag, NONE));
    assertRefused(Rejection.TagBorne.class, () -> here.ask(new DeleteTag(tag, NONE)));
  }

  @Test
  void a_pair_that_the_other_linked_is_linked_without_an_event() {
    there.ask(new LinkTagToItem(item, tag, NONE));
    long before = events();
    assertThat(here.<TagId>ask(new LinkTagToItem(item, tag, NONE))).isEqualTo(tag);
    assertThat(events()).isEqualTo(before);
  }

  @Test
  void a_pair_that_the_other_unlinked_is_linked_anew() {
    here.ask(new LinkTagToItem(item, tag, NONE));
    there.ask(new UnlinkTagFromItem(item, tag, NONE));
    long before = events();
    here.ask(new LinkTagToItem(item, tag, NONE));
    assertThat(events()).isEqualTo(before + 1);
  }

  @Test
  void what_the_other_deleted_is_gone() {
    there.ask(new DeleteItem(item, NONE));
    assertRefused(Rejection.NotFound.class, () -> here.ask(new LinkTagToItem(item, tag, NONE)));
    there.ask(new DeleteStore(store, NONE));
    assertRefused(Rejection.NotFound.class, () -> here.ask(new AddTag(store, "x", NONE)));
  }

  @Test
  void a_change_that_the_other_made_is_what_the_next_starts_from() {
    there.ask(new ChangeItem(item, null, "Stool", null, NONE));
    here.ask(new ChangeItem(item, null, null, BigDecimal.ONE, NONE));
    assertThat(
            database
                .owner()
                .queryForObject(
                    """
                    SELECT payload FROM tagledger.readable_events
                    ORDER BY position DESC LIMIT 1""",
                    String.class))
        .contains("\"name\":\"Stool\",\"price\":1}");
  }

  @Test
  void a_version_that_the_other_has_passed_does_not_match() {
    Precondition asAdded = new Precondition(new OneOf(Set.of(1L)), new Unconditional());
    there.ask(new ChangeItem(item, null, "Stool", null, NONE));
    assertRefused(
        Rejection.PreconditionFailed.class,
        () -> here.ask(new ChangeItem(item, null, "Bench", null, asAdded)));
  }

  @Test
  void a_stores_name_that_the_other_gave_is_taken() {
    there.ask(new CreateStore("only once " + store.value(), NONE));
    assertRefused(
        Rejection.StoreNameTaken.class,
        () -> here.ask(new CreateStore("only once " + store.value(), NONE)));
  }

  @Test
  void of_the_same_name_asked_for_on_both_at_once_one_is_given() {
    List<CompletableFuture<CommandResultMessage<?>>> outcomes = new ArrayList<>();
    for (int i = 0; i < 100; i++) {
      AddTag add = new AddTag(store, "contended " + i, NONE);
      outcomes.add(here.send(add, Map.of()));
      outcomes.add(there.send(add, Map.of()));
    }
    long given = outcomes.stream().filter(it -> !it.join().isExceptional()).count();
    long refused =
        outcomes.stream()
            .filter(it -> it.join().isExceptional())
            .filter(it -> it.join().exceptionResult() instanceof Rejection.TagNameTaken)
            .count();
    assertThat(given).isEqualTo(100);
    assertThat(refused).isEqualTo(100);
  }

  @Test
  void ids_go_on_from_those_that_the_other_gave() {
    int next = item.value() + 1;
    for (int i = 0; i < 10; i++) {
      Node node = i % 2 == 0 ? here : there;
      ItemId added = node.ask(new AddItem(store, "item", BigDecimal.TEN, NONE));
      assertThat(added.value()).isEqualTo(next++);
    }
  }

  private static long events() {
    return database.ask("SELECT count(*) FROM tagledger.events");
  }

  private static void assertRefused(Class<? extends Rejection> refusal, Runnable asking) {
    assertThatExceptionOfType(refusal).isThrownBy(asking::run);
  }
}
