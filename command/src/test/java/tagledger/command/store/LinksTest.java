package tagledger.command.store;

import static tagledger.api.Precondition.NONE;

import org.junit.jupiter.api.Test;
import tagledger.api.Command.LinkTagToItem;
import tagledger.api.Command.UnlinkTagFromItem;
import tagledger.api.Event;
import tagledger.api.Event.TagAdded;
import tagledger.api.Event.TagDeleted;
import tagledger.api.IdSet;
import tagledger.api.ItemId;
import tagledger.api.Precondition;
import tagledger.api.Rejection;
import tagledger.api.TagId;

class LinksTest extends StoreSpecification {

  private static final Event[] UNLINKED = {
    created(), added(CHAIR, "Chair"), added(WOOD, "wood"), added(STEEL, "steel")
  };
  private static final Event[] LINKED = {
    created(), added(CHAIR, "Chair"), added(WOOD, "wood"), linked(WOOD, 1)
  };

  @Test
  void linking_tells_the_pair() {
    given(UNLINKED)
        .when(link(CHAIR, WOOD, NONE))
        .expectEvents(linked(WOOD, 1))
        .expectResultMessagePayload(WOOD);
  }

  @Test
  void linking_again_changes_nothing_and_answers_the_same() {
    given(LINKED).when(link(CHAIR, WOOD, NONE)).expectNoEvents().expectResultMessagePayload(WOOD);
  }

  @Test
  void linking_a_tag_of_another_store_is_refused() {
    elsewhere(new TagAdded(OTHER_STORE, new TagId(3), "glass"));
    given(UNLINKED)
        .when(link(CHAIR, new TagId(3), NONE))
        .expectNoEvents()
        .expectException(Rejection.LinkAcrossStores.class);
  }

  @Test
  void a_tag_that_another_store_has_deleted_does_not_exist() {
    TagId glass = new TagId(3);
    elsewhere(new TagAdded(OTHER_STORE, glass, "glass"), new TagDeleted(OTHER_STORE, glass));
    given(UNLINKED)
        .when(link(CHAIR, glass, NONE))
        .expectNoEvents()
        .expectException(Rejection.NotFound.class);
  }

  @Test
  void linking_a_deleted_tag_is_refused() {
    given(created(), added(CHAIR, "Chair"), added(WOOD, "wood"), deleted(WOOD))
        .when(link(CHAIR, WOOD, NONE))
        .expectNoEvents()
        .expectException(Rejection.NotFound.class);
  }

  @Test
  void linking_a_deleted_item_is_refused() {
    given(created(), added(CHAIR, "Chair"), added(WOOD, "wood"), deleted(CHAIR))
        .when(link(CHAIR, WOOD, NONE))
        .expectNoEvents()
        .expectException(Rejection.NotFound.class);
  }

  @Test
  void linking_what_no_store_has_had_is_refused() {
    given(UNLINKED)
        .when(link(new ItemId(9), WOOD, NONE))
        .expectNoEvents()
        .expectException(Rejection.NotFound.class);
  }

  @Test
  void linking_a_tag_that_no_store_has_had_is_refused() {
    given(UNLINKED)
        .when(link(CHAIR, new TagId(9), NONE))
        .expectNoEvents()
        .expectException(Rejection.NotFound.class);
  }

  @Test
  void linking_in_a_deleted_store_is_refused() {
    given(created(), added(CHAIR, "C"), added(WOOD, "w"), deleted(IdSet.of(1), IdSet.of(1)))
        .when(link(CHAIR, WOOD, NONE))
        .expectNoEvents()
        .expectException(Rejection.NotFound.class);
  }

  @Test
  void linking_is_accepted_at_the_version_of_the_item_or_of_the_tag() {
    given(UNLINKED).when(link(CHAIR, WOOD, ifMatch(1))).expectEvents(linked(WOOD, 1));
    prepare();
    given(UNLINKED).when(link(CHAIR, WOOD, ifMatch(2))).expectEvents(linked(WOOD, 1));
  }

  @Test
  void linking_is_refused_at_any_other_version() {
    given(UNLINKED)
        .when(link(CHAIR, WOOD, ifMatch(0, 3)))
        .expectNoEvents()
        .expectException(Rejection.PreconditionFailed.class);
  }

  @Test
  void linking_again_is_refused_at_a_version_that_is_gone() {
    given(LINKED)
        .when(link(CHAIR, WOOD, ifMatch(1, 2)))
        .expectNoEvents()
        .expectException(Rejection.PreconditionFailed.class);
  }

  @Test
  void a_change_of_an_item_is_a_change_of_the_tags_that_it_bears() {
    given(
            created(),
            added(CHAIR, "Chair"),
            added(WOOD, "wood"),
            linked(WOOD, 1),
            added(TABLE, "Table"),
            changed(CHAIR, "Armchair", "17.99"))
        .when(link(TABLE, WOOD, ifMatch(5)))
        .expectEvents(linked(WOOD, 2));
  }

  @Test
  void unlinking_tells_the_pair() {
    given(LINKED)
        .when(unlink(CHAIR, WOOD, NONE))
        .expectEvents(unlinked(WOOD, 1))
        .expectResultMessagePayload(WOOD);
  }

  @Test
  void unlinking_what_is_not_linked_is_refused() {
    given(UNLINKED)
        .when(unlink(CHAIR, WOOD, NONE))
        .expectNoEvents()
        .expectException(Rejection.NotFound.class);
  }

  @Test
  void unlinking_again_is_refused() {
    given(created(), added(CHAIR, "Chair"), added(WOOD, "wood"), linked(WOOD, 1), unlinked(WOOD, 1))
        .when(unlink(CHAIR, WOOD, NONE))
        .expectNoEvents()
        .expectException(Rejection.NotFound.class);
  }

  @Test
  void unlinking_a_tag_of_another_store_is_refused() {
    elsewhere(new TagAdded(OTHER_STORE, new TagId(3), "glass"));
    given(LINKED)
        .when(unlink(CHAIR, new TagId(3), NONE))
        .expectNoEvents()
        .expectException(Rejection.NotFound.class);
  }

  @Test
  void unlinking_a_deleted_item_is_refused() {
    given(created(), added(CHAIR, "Chair"), added(WOOD, "wood"), linked(WOOD, 1), deleted(CHAIR, 1))
        .when(unlink(CHAIR, WOOD, NONE))
        .expectNoEvents()
        .expectException(Rejection.NotFound.class);
  }

  @Test
  void unlinking_is_refused_at_another_version() {
    given(LINKED)
        .when(unlink(CHAIR, WOOD, ifMatch(1, 2)))
        .expectNoEvents()
        .expectException(Rejection.PreconditionFailed.class);
  }

  @Test
  void unlinking_is_refused_at_a_version_that_is_excluded() {
    given(LINKED)
        .when(unlink(CHAIR, WOOD, ifNoneMatch(3)))
        .expectNoEvents()
        .expectException(Rejection.PreconditionFailed.class);
  }

  private static LinkTagToItem link(ItemId item, TagId tag, Precondition precondition) {
    return new LinkTagToItem(item, tag, precondition);
  }

  private static UnlinkTagFromItem unlink(ItemId item, TagId tag, Precondition precondition) {
    return new UnlinkTagFromItem(item, tag, precondition);
  }
}
