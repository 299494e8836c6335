package tagledger.command.store;

import static org.assertj.core.api.Assertions.assertThat;
import static tagledger.api.Precondition.NONE;

import java.util.Map;
import org.junit.jupiter.api.Test;
import tagledger.api.Command.AddTag;
import tagledger.api.Command.LinkTagToItem;
import tagledger.api.Event;
import tagledger.api.Event.ItemAdded;
import tagledger.api.Event.PostAdded;
import tagledger.api.Event.StoreCreated;
import tagledger.api.Event.TagAdded;
import tagledger.api.Event.TagsLinked;
import tagledger.api.Event.TagsUnlinked;
import tagledger.api.IdSet;
import tagledger.api.Reverted;

/** Store 1 has items, posts and tags 1 and 2; wood is borne by item 1 and post 2. */
class ReversalsTest extends StoreSpecification {

  static final Event[] HISTORY = {
    created(),
    added(CHAIR, "Chair"),
    added(TABLE, "Table"),
    added(NEWS, "News"),
    added(STORY, "Story"),
    added(WOOD, "wood"),
    added(STEEL, "steel"),
    new TagsLinked(STORE, Map.of(WOOD, IdSet.of(1)), Map.of(WOOD, IdSet.of(2)))
  };

  static final Event[] GONE = {
    created(), added(CHAIR, "Chair"), deleted(IdSet.of(1), IdSet.of(), IdSet.of())
  };

  @Test
  void an_item_becomes_what_it_was() {
    given(HISTORY)
        .when(Reversing.in().item(CHAIR, 1, "Stool", "5").of(STORE))
        .expectEvents(changed(CHAIR, "Stool", "5"));
  }

  @Test
  void a_post_becomes_what_it_was() {
    given(HISTORY)
        .when(Reversing.in().post(STORY, 4, "Tale", "Words").of(STORE))
        .expectEvents(changed(STORY, "Tale", "Words"));
  }

  @Test
  void an_item_comes_back_under_its_own_id_with_its_key_and_its_tags() {
    given(created(), added(CHAIR, "Chair"), added(WOOD, "wood"), deleted(CHAIR))
        .when(Reversing.in().itemWithKey(CHAIR, "Chair", "17.99", "k").linked(WOOD, 1).of(STORE))
        .expectEvents(new ItemAdded(STORE, CHAIR, "Chair", PRICE, "k"), linked(WOOD, 1));
  }

  @Test
  void a_post_comes_back_under_its_own_id_with_its_tags() {
    given(created(), added(NEWS, "News"), added(WOOD, "wood"), deleted(NEWS))
        .when(Reversing.in().post(NEWS, null, "News", "Text").linkedPosts(WOOD, 1).of(STORE))
        .expectEvents(new PostAdded(STORE, NEWS, "News", "Text"), linkedPosts(WOOD, 1));
  }

  @Test
  void what_goes_tells_the_tags_that_it_bore_and_nothing_else_does() {
    given(HISTORY)
        .when(
            Reversing.in()
                .without(CHAIR, 1)
                .without(STORY, 4)
                .without(WOOD)
                .unlinked(WOOD, 1)
                .unlinkedPosts(WOOD, 2)
                .of(STORE))
        .expectEvents(deleted(CHAIR, 1), deleted(STORY, 1), deleted(WOOD));
  }

  @Test
  void links_of_what_stays_are_told_before_a_tag_goes() {
    given(HISTORY)
        .when(
            Reversing.in()
                .without(CHAIR, 1)
                .without(WOOD)
                .unlinked(WOOD, 1)
                .unlinkedPosts(WOOD, 2)
                .of(STORE))
        .expectEvents(unlinkedPosts(WOOD, 2), deleted(CHAIR, 1), deleted(WOOD));
  }

  @Test
  void pairs_are_linked_and_unlinked() {
    given(HISTORY)
        .when(Reversing.in().linked(STEEL, 1, 2).linkedPosts(WOOD, 1).unlinked(WOOD, 1).of(STORE))
        .expectEvents(
            unlinked(WOOD, 1),
            new TagsLinked(STORE, Map.of(STEEL, IdSet.of(1, 2)), Map.of(WOOD, IdSet.of(1))));
  }

  @Test
  void a_tag_comes_back_under_its_own_id_and_its_name_is_taken_again() {
    given(created(), added(WOOD, "wood"), deleted(WOOD))
        .when(Reversing.in().tag(WOOD, "wood").of(STORE))
        .expectEvents(added(WOOD, "wood"));
    given(created(), added(WOOD, "wood"), deleted(WOOD), added(WOOD, "wood"))
        .when(new AddTag(STORE, "wood", NONE))
        .expectNoEvents();
  }

  @Test
  void a_tag_takes_the_name_of_one_that_goes() {
    given(created(), added(WOOD, "wood"), deleted(WOOD), added(STEEL, "wood"))
        .when(Reversing.in().tag(WOOD, "wood").without(STEEL).of(STORE))
        .expectEvents(deleted(STEEL), added(WOOD, "wood"));
  }

  @Test
  void redacted_texts_come_back_absent() {
    given(created(), added(CHAIR, "Chair"), added(WOOD, "wood"), deleted(CHAIR), deleted(WOOD))
        .when(Reversing.in().item(CHAIR, null, null, "17.99").tag(WOOD, null).of(STORE))
        .expectEvents(new TagAdded(STORE, WOOD, null), new ItemAdded(STORE, CHAIR, null, PRICE));
  }

  @Test
  void a_deleted_store_comes_back_with_all_that_is_told() {
    given(GONE)
        .when(
            Reversing.returning("My store")
                .item(CHAIR, null, "Chair", "17.99")
                .post(NEWS, null, "News", "Text")
                .tag(WOOD, "wood")
                .linked(WOOD, 1)
                .linkedPosts(WOOD, 1)
                .of(STORE))
        .expectEvents(
            created(),
            added(WOOD, "wood"),
            added(CHAIR, "Chair"),
            added(NEWS, "News"),
            new TagsLinked(STORE, Map.of(WOOD, IdSet.of(1)), Map.of(WOOD, IdSet.of(1))));
    assertThat(ports.isTaken("My store")).isTrue();
  }

  @Test
  void a_store_that_came_back_takes_commands() {
    given(
            created(),
            added(CHAIR, "Chair"),
            deleted(IdSet.of(1), IdSet.of(), IdSet.of()),
            created(),
            added(CHAIR, "Chair"),
            added(WOOD, "wood"))
        .when(new LinkTagToItem(CHAIR, WOOD, NONE))
        .expectEvents(linked(WOOD, 1));
  }

  @Test
  void a_store_without_a_name_comes_back_without_one() {
    given(GONE)
        .when(Reversing.returning(null).of(STORE))
        .expectEvents(new StoreCreated(STORE, null));
  }

  @Test
  void a_store_goes_with_all_that_is_told_as_it_would_if_it_were_deleted() {
    given(HISTORY)
        .when(all(Reversing.leaving()).of(STORE))
        .expectEvents(
            new TagsUnlinked(STORE, Map.of(WOOD, IdSet.of(1)), Map.of(WOOD, IdSet.of(2))),
            deleted(IdSet.of(1, 2), IdSet.of(1, 2), IdSet.of(1, 2)));
    assertThat(ports.isTaken("My store")).isFalse();
  }

  @Test
  void nothing_is_recorded_where_nothing_is_told() {
    given(HISTORY)
        .when(Reversing.in().of(STORE))
        .expectNoEvents()
        .expectResultMessagePayload(new Reverted(null));
    given(GONE).when(Reversing.in().of(STORE)).expectNoEvents();
  }

  static Reversing all(Reversing reversing) {
    return reversing
        .without(CHAIR, 1)
        .without(TABLE, 2)
        .without(NEWS, 3)
        .without(STORY, 4)
        .without(WOOD)
        .without(STEEL)
        .unlinked(WOOD, 1)
        .unlinkedPosts(WOOD, 2);
  }
}
