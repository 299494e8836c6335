package tagledger.command.store;

import static org.assertj.core.api.Assertions.assertThat;
import static tagledger.api.Precondition.NONE;

import org.junit.jupiter.api.Test;
import tagledger.api.Command.AddTag;
import tagledger.api.Command.DeleteTag;
import tagledger.api.Event.TagAdded;
import tagledger.api.IdSet;
import tagledger.api.Rejection;
import tagledger.api.TagId;

class TagsTest extends StoreSpecification {

  @Test
  void adding_a_tag_gives_it_an_id() {
    given(created())
        .when(new AddTag(STORE, "wood", NONE))
        .expectEvents(added(WOOD, "wood"))
        .expectResultMessagePayload(WOOD);
  }

  @Test
  void adding_a_tag_again_is_refused() {
    given(created(), added(WOOD, "wood"))
        .when(new AddTag(STORE, "wood", NONE))
        .expectNoEvents()
        .expectException(Rejection.TagNameTaken.class);
    assertThat(ports.nextTag(STORE)).as("a refusal burns no id").isEqualTo(STEEL);
  }

  @Test
  void tag_names_are_told_apart_by_case() {
    given(created(), added(WOOD, "wood"))
        .when(new AddTag(STORE, "Wood", NONE))
        .expectEvents(added(STEEL, "Wood"));
  }

  @Test
  void a_tag_may_have_the_name_of_a_deleted_one() {
    given(created(), added(WOOD, "wood"), deleted(WOOD))
        .when(new AddTag(STORE, "wood", NONE))
        .expectEvents(added(STEEL, "wood"));
  }

  @Test
  void a_tag_may_have_the_name_of_another_stores_tag() {
    elsewhere(new TagAdded(OTHER_STORE, WOOD, "wood"));
    given(created()).when(new AddTag(STORE, "wood", NONE)).expectEvents(added(STEEL, "wood"));
  }

  @Test
  void a_redacted_name_keeps_nobody_from_using_it() {
    given(created(), new TagAdded(STORE, WOOD, null))
        .when(new AddTag(STORE, "wood", NONE))
        .expectEvents(added(STEEL, "wood"));
  }

  @Test
  void adding_a_tag_to_a_deleted_store_is_refused() {
    given(created(), deleted(IdSet.of(), IdSet.of()))
        .when(new AddTag(STORE, "wood", NONE))
        .expectNoEvents()
        .expectException(Rejection.NotFound.class);
  }

  @Test
  void adding_a_tag_is_refused_where_the_store_is_at_another_version() {
    given(created(), added(CHAIR, "Chair"))
        .when(new AddTag(STORE, "wood", ifMatch(0)))
        .expectNoEvents()
        .expectException(Rejection.PreconditionFailed.class);
  }

  @Test
  void deleting_a_tag_that_nothing_bears_says_so() {
    given(created(), added(WOOD, "wood"))
        .when(new DeleteTag(WOOD, NONE))
        .expectEvents(deleted(WOOD))
        .expectResultMessagePayload(WOOD);
  }

  @Test
  void deleting_a_tag_is_refused_while_an_item_bears_it() {
    given(created(), added(CHAIR, "Chair"), added(WOOD, "wood"), linked(WOOD, 1))
        .when(new DeleteTag(WOOD, NONE))
        .expectNoEvents()
        .expectException(Rejection.TagBorne.class);
  }

  @Test
  void a_tag_whose_last_item_lost_it_can_be_deleted() {
    given(created(), added(CHAIR, "Chair"), added(WOOD, "wood"), linked(WOOD, 1), unlinked(WOOD, 1))
        .when(new DeleteTag(WOOD, NONE))
        .expectEvents(deleted(WOOD));
  }

  @Test
  void a_tag_whose_last_item_was_deleted_can_be_deleted() {
    given(created(), added(CHAIR, "Chair"), added(WOOD, "wood"), linked(WOOD, 1), deleted(CHAIR, 1))
        .when(new DeleteTag(WOOD, NONE))
        .expectEvents(deleted(WOOD));
  }

  @Test
  void deleting_a_tag_again_is_refused() {
    given(created(), added(WOOD, "wood"), deleted(WOOD))
        .when(new DeleteTag(WOOD, NONE))
        .expectNoEvents()
        .expectException(Rejection.NotFound.class);
  }

  @Test
  void deleting_a_tag_that_no_store_has_had_is_refused() {
    given(created())
        .when(new DeleteTag(new TagId(9), NONE))
        .expectNoEvents()
        .expectException(Rejection.NotFound.class);
  }

  @Test
  void deleting_a_tag_of_a_deleted_store_is_refused() {
    given(created(), added(WOOD, "wood"), deleted(IdSet.of(), IdSet.of(1)))
        .when(new DeleteTag(WOOD, NONE))
        .expectNoEvents()
        .expectException(Rejection.NotFound.class);
  }

  @Test
  void deleting_a_tag_is_refused_at_another_version() {
    given(created(), added(CHAIR, "Chair"), added(WOOD, "wood"), linked(WOOD, 1), unlinked(WOOD, 1))
        .when(new DeleteTag(WOOD, ifMatch(2)))
        .expectNoEvents()
        .expectException(Rejection.PreconditionFailed.class);
  }
}
