package tagledger.command.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.hasProperty;
import static org.hamcrest.Matchers.is;
import static tagledger.api.Precondition.NONE;

import java.util.Arrays;
import java.util.Map;
import org.hamcrest.Matcher;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tagledger.api.Command.AddTag;
import tagledger.api.Command.LinkTags;
import tagledger.api.Command.UnlinkTags;
import tagledger.api.Event;
import tagledger.api.Event.ItemAdded;
import tagledger.api.Event.PostAdded;
import tagledger.api.Event.TagAdded;
import tagledger.api.Event.TagsLinked;
import tagledger.api.Event.TagsUnlinked;
import tagledger.api.IdSet;
import tagledger.api.ItemId;
import tagledger.api.PairsChanged;
import tagledger.api.PostId;
import tagledger.api.Rejection;

/** Store 1 has items, posts and tags 1 and 2; wood is borne by item 1 and post 2. */
class BulkLinksTest extends StoreSpecification {

  private static final IdSet NO = IdSet.of();
  private static final IdSet BOTH = IdSet.of(1, 2);
  private static final Event[] HISTORY = {
    created(),
    added(CHAIR, "Chair"),
    added(TABLE, "Table"),
    added(NEWS, "News"),
    added(STORY, "Story"),
    added(WOOD, "wood"),
    added(STEEL, "steel"),
    new TagsLinked(STORE, Map.of(WOOD, IdSet.of(1)), Map.of(WOOD, IdSet.of(2)))
  };

  @Test
  void linking_tells_exactly_the_pairs_that_were_not_linked() {
    given(HISTORY)
        .when(link(BOTH, BOTH, BOTH))
        .expectEvents(
            new TagsLinked(
                STORE,
                Map.of(WOOD, IdSet.of(2), STEEL, BOTH),
                Map.of(WOOD, IdSet.of(1), STEEL, BOTH)))
        .expectResultMessagePayload(new PairsChanged(6, 2));
  }

  @Test
  void unlinking_tells_exactly_the_pairs_that_were_linked() {
    given(HISTORY)
        .when(unlink(BOTH, BOTH, BOTH))
        .expectEvents(new TagsUnlinked(STORE, Map.of(WOOD, IdSet.of(1)), Map.of(WOOD, IdSet.of(2))))
        .expectResultMessagePayload(new PairsChanged(2, 6));
  }

  @Test
  void items_alone_can_be_linked() {
    given(HISTORY)
        .when(link(BOTH, NO, IdSet.of(1)))
        .expectEvents(linked(WOOD, 2))
        .expectResultMessagePayload(new PairsChanged(1, 1));
  }

  @Test
  void posts_alone_can_be_unlinked() {
    given(HISTORY)
        .when(unlink(NO, BOTH, IdSet.of(1)))
        .expectEvents(unlinkedPosts(WOOD, 2))
        .expectResultMessagePayload(new PairsChanged(1, 1));
  }

  @Test
  void linking_what_is_linked_records_nothing() {
    given(HISTORY)
        .when(link(IdSet.of(1), IdSet.of(2), IdSet.of(1)))
        .expectNoEvents()
        .expectResultMessagePayload(new PairsChanged(0, 2));
  }

  @Test
  void unlinking_what_is_not_linked_records_nothing() {
    given(HISTORY)
        .when(unlink(BOTH, BOTH, IdSet.of(2)))
        .expectNoEvents()
        .expectResultMessagePayload(new PairsChanged(0, 4));
  }

  @Test
  void linking_again_changes_nothing() {
    given(add(HISTORY, new TagsLinked(STORE, Map.of(STEEL, BOTH), Map.of(STEEL, BOTH))))
        .when(link(BOTH, BOTH, IdSet.of(2)))
        .expectNoEvents()
        .expectResultMessagePayload(new PairsChanged(0, 4));
  }

  @Test
  void unlinking_again_changes_nothing() {
    given(add(HISTORY, unlinkedBoth(WOOD, IdSet.of(1), IdSet.of(2))))
        .when(unlink(BOTH, BOTH, BOTH))
        .expectNoEvents()
        .expectResultMessagePayload(new PairsChanged(0, 8));
  }

  @ParameterizedTest
  @CsvSource({"'', '', ''", "'', '', 1-2", "1-2, 1-2, ''"})
  void no_pairs_at_all_are_none_changed(IdSet items, IdSet posts, IdSet tags) {
    given(HISTORY)
        .when(link(items, posts, tags))
        .expectNoEvents()
        .expectResultMessagePayload(new PairsChanged(0, 0));
    prepare();
    given(HISTORY)
        .when(unlink(items, posts, tags))
        .expectNoEvents()
        .expectResultMessagePayload(new PairsChanged(0, 0));
  }

  @Test
  void unknown_ids_are_all_named_and_nothing_is_linked() {
    elsewhere(
        new ItemAdded(OTHER_STORE, new ItemId(3), "Sofa", PRICE),
        new PostAdded(OTHER_STORE, new PostId(4), "Else", null),
        new TagAdded(OTHER_STORE, GLASS, "glass"));
    given(HISTORY)
        .when(link(IdSet.of(1, 3, 9), IdSet.of(2, 4, 8), IdSet.of(2, 3, 7)))
        .expectNoEvents()
        .expectException(Rejection.NotOfThisStore.class)
        .expectException(naming(IdSet.of(3, 9), IdSet.of(4, 8), IdSet.of(3, 7)));
  }

  @Test
  void unknown_ids_are_all_named_and_nothing_is_unlinked() {
    given(HISTORY)
        .when(unlink(IdSet.of(1, 3), IdSet.of(2), IdSet.of(1, 9)))
        .expectNoEvents()
        .expectException(Rejection.NotOfThisStore.class)
        .expectException(naming(IdSet.of(3), NO, IdSet.of(9)));
  }

  @Test
  void unknown_ids_are_named_also_where_there_are_no_pairs() {
    given(HISTORY)
        .when(link(NO, IdSet.of(3), NO))
        .expectNoEvents()
        .expectException(naming(NO, IdSet.of(3), NO));
  }

  @Test
  void what_was_deleted_is_not_of_the_store() {
    given(
            created(),
            added(CHAIR, "Chair"),
            added(NEWS, "News"),
            added(WOOD, "wood"),
            deleted(CHAIR),
            deleted(NEWS),
            deleted(WOOD))
        .when(link(IdSet.of(1), IdSet.of(1), IdSet.of(1)))
        .expectNoEvents()
        .expectException(naming(IdSet.of(1), IdSet.of(1), IdSet.of(1)));
  }

  @Test
  void linking_in_a_deleted_store_is_refused() {
    given(add(HISTORY, deleted(BOTH, BOTH, BOTH)))
        .when(link(BOTH, BOTH, BOTH))
        .expectNoEvents()
        .expectException(Rejection.NotFound.class);
  }

  @Test
  void unlinking_in_a_deleted_store_is_refused() {
    given(add(HISTORY, deleted(BOTH, BOTH, BOTH)))
        .when(unlink(BOTH, BOTH, BOTH))
        .expectNoEvents()
        .expectException(Rejection.NotFound.class);
  }

  @Test
  void linking_and_unlinking_are_refused_where_the_store_is_at_another_version() {
    given(HISTORY)
        .when(new LinkTags(STORE, BOTH, BOTH, BOTH, ifMatch(7)))
        .expectNoEvents()
        .expectException(Rejection.PreconditionFailed.class);
    prepare();
    given(HISTORY)
        .when(new UnlinkTags(STORE, BOTH, BOTH, BOTH, ifMatch(7)))
        .expectNoEvents()
        .expectException(Rejection.PreconditionFailed.class);
  }

  @Test
  void bulk_links_are_no_change_of_the_store() {
    given(HISTORY).when(new AddTag(STORE, "glass", ifMatch(6))).expectEvents(added(GLASS, "glass"));
    assertThat(ports.of(GLASS)).isEqualTo(STORE);
  }

  private static LinkTags link(IdSet items, IdSet posts, IdSet tags) {
    return new LinkTags(STORE, items, posts, tags, NONE);
  }

  private static UnlinkTags unlink(IdSet items, IdSet posts, IdSet tags) {
    return new UnlinkTags(STORE, items, posts, tags, NONE);
  }

  private static Event[] add(Event[] history, Event event) {
    Event[] more = Arrays.copyOf(history, history.length + 1);
    more[history.length] = event;
    return more;
  }

  private static Matcher<Object> naming(IdSet items, IdSet posts, IdSet tags) {
    return hasProperty(
        "message", is("Not of this store: items " + items + ", posts " + posts + ", tags " + tags));
  }
}
