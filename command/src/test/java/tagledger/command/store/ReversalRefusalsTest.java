package tagledger.command.store;

import static org.assertj.core.api.Assertions.assertThat;
import static tagledger.command.store.ReversalsTest.GONE;
import static tagledger.command.store.ReversalsTest.HISTORY;
import static tagledger.command.store.ReversalsTest.all;

import java.util.Arrays;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.axonframework.test.aggregate.TestExecutor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import tagledger.api.Command.RecallRevert;
import tagledger.api.Event;
import tagledger.api.Event.StoreCreated;
import tagledger.api.ItemId;
import tagledger.api.PostId;
import tagledger.api.Rejection;
import tagledger.api.TagId;

/** Each is refused by one thing that is not as it is told; the rest of it holds. */
class ReversalRefusalsTest extends StoreSpecification {

  private static final ItemId OTHER = new ItemId(9);

  static Stream<Arguments> what_has_moved() {
    return Stream.of(
        refused("an item that changed since", it -> it.item(TABLE, 1, "Stool", "5")),
        refused("an item that went since", it -> it.item(OTHER, 1, "Stool", "5")),
        refused("an item that is there again", it -> it.item(TABLE, null, "Table", "5")),
        refused("an item that is to go and changed since", it -> it.without(TABLE, 1)),
        refused("an item that is to go and has gone", it -> it.without(OTHER, 1)),
        refused("a post that changed since", it -> it.post(NEWS, 2, "Tale", "")),
        refused("a post that went since", it -> it.without(new PostId(9), 2)),
        refused("a post that is there again", it -> it.post(NEWS, null, "News", "")),
        refused("a tag that has gone", it -> it.without(GLASS)),
        refused("a tag that is there again", it -> it.tag(STEEL, "other")),
        refused("a tag whose name is taken", it -> it.tag(GLASS, "steel")),
        refused("two tags of one name", it -> it.tag(GLASS, "new").tag(new TagId(4), "new")),
        refused("an item that bears what is not told", it -> it.without(CHAIR, 1)),
        refused("a post that bears what is not told", it -> it.without(STORY, 4)),
        refused(
            "a tag that an item bears that is not told",
            it -> it.without(WOOD).unlinkedPosts(WOOD, 2)),
        refused(
            "a tag that a post bears that is not told", it -> it.without(WOOD).unlinked(WOOD, 1)),
        refused("a pair that is not linked", it -> it.unlinked(STEEL, 1)),
        refused("a pair of a post that is not linked", it -> it.unlinkedPosts(WOOD, 1, 2)),
        refused("a pair of a tag that has gone", it -> it.unlinked(GLASS, 1)),
        refused("a pair that is linked already", it -> it.linked(WOOD, 1, 2)),
        refused("a pair of a post that is linked already", it -> it.linkedPosts(WOOD, 2)),
        refused("a link to a tag that is not there", it -> it.linked(GLASS, 1)),
        refused("a link to a tag that goes", it -> it.without(STEEL).linked(STEEL, 1)),
        refused("a link of an item that is not there", it -> it.linked(STEEL, 9)),
        refused("a link of an item that goes", it -> it.without(TABLE, 2).linked(STEEL, 2)),
        refused("a link of a post that is not there", it -> it.linkedPosts(STEEL, 9)));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource
  void what_has_moved(String what, Consumer<Reversing> moved) {
    Reversing reversing = Reversing.in().tag(new TagId(5), "fine").linked(STEEL, 1);
    moved.accept(reversing);
    assertRefused(reversing, HISTORY);
  }

  @Test
  void a_store_that_is_gone() {
    assertRefused(Reversing.in().tag(WOOD, "wood"), GONE);
    assertRefused(Reversing.leaving(), GONE);
  }

  @Test
  void a_store_that_is_back_already() {
    assertRefused(Reversing.returning("My store"), HISTORY);
  }

  @Test
  void a_store_whose_name_another_has_now() {
    TestExecutor<Store> given = given(GONE);
    elsewhere(new StoreCreated(OTHER_STORE, "My store"));
    given
        .when(Reversing.returning("My store").of(STORE))
        .expectNoEvents()
        .expectException(Rejection.HasMoved.class);
  }

  @Test
  void a_store_that_holds_more_than_is_told() {
    for (Event more :
        new Event[] {added(OTHER, "X"), added(new PostId(9), "X"), added(GLASS, "X")}) {
      prepare();
      Event[] history =
          Stream.concat(Arrays.stream(HISTORY), Stream.of(more)).toArray(Event[]::new);
      assertRefused(all(Reversing.leaving()), history);
      assertThat(ports.isTaken("My store")).isTrue();
    }
  }

  @Test
  void a_recalled_reversal_that_never_was() {
    given(HISTORY)
        .when(new RecallRevert(STORE))
        .expectNoEvents()
        .expectException(Rejection.HasMoved.class);
  }

  private void assertRefused(Reversing reversing, Event... history) {
    given(history)
        .when(reversing.of(STORE))
        .expectNoEvents()
        .expectException(Rejection.HasMoved.class);
  }

  private static Arguments refused(String what, Consumer<Reversing> moved) {
    return Arguments.of(what, moved);
  }
}
