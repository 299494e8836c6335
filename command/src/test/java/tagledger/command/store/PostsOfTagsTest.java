package tagledger.command.store;

import static tagledger.api.Precondition.NONE;

import org.junit.jupiter.api.Test;
import tagledger.api.Command.AddTag;
import tagledger.api.Command.DeleteTag;
import tagledger.api.Command.UnlinkTagFromItem;
import tagledger.api.Event;
import tagledger.api.Rejection;

/** What posts mean for the tags that they bear. */
class PostsOfTagsTest extends StoreSpecification {

  private static final Event[] LINKED = {
    created(), added(NEWS, "News"), added(WOOD, "wood"), linkedPosts(WOOD, 1)
  };

  @Test
  void posts_and_their_links_are_no_change_of_the_tags_that_they_bear() {
    given(
            created(),
            added(NEWS, "News"),
            added(WOOD, "wood"),
            linkedPosts(WOOD, 1),
            added(STORY, "Story"),
            changed(NEWS, "Old news", "Text"),
            deleted(NEWS, 1))
        .when(new DeleteTag(WOOD, ifMatch(2)))
        .expectEvents(deleted(WOOD));
  }

  @Test
  void links_of_posts_are_no_change_of_the_store() {
    given(created(), added(NEWS, "News"), added(WOOD, "wood"), linkedPosts(WOOD, 1))
        .when(new AddTag(STORE, "steel", ifMatch(2)))
        .expectEvents(added(STEEL, "steel"));
  }

  @Test
  void deleting_a_tag_is_refused_while_a_post_bears_it() {
    given(LINKED)
        .when(new DeleteTag(WOOD, NONE))
        .expectNoEvents()
        .expectException(Rejection.TagBorne.class);
  }

  @Test
  void a_tag_whose_last_post_lost_it_can_be_deleted() {
    given(
            created(),
            added(NEWS, "News"),
            added(WOOD, "wood"),
            linkedPosts(WOOD, 1),
            unlinkedPosts(WOOD, 1))
        .when(new DeleteTag(WOOD, NONE))
        .expectEvents(deleted(WOOD));
  }

  @Test
  void a_tag_whose_last_item_lost_it_is_still_borne_by_a_post_of_the_same_id() {
    given(
            created(),
            added(CHAIR, "Chair"),
            added(NEWS, "News"),
            added(WOOD, "wood"),
            linked(WOOD, 1),
            linkedPosts(WOOD, 1),
            unlinked(WOOD, 1))
        .when(new DeleteTag(WOOD, NONE))
        .expectNoEvents()
        .expectException(Rejection.TagBorne.class);
  }

  @Test
  void an_item_of_the_same_id_bears_no_tag_of_the_posts() {
    given(
            created(),
            added(CHAIR, "Chair"),
            added(NEWS, "News"),
            added(WOOD, "wood"),
            linkedPosts(WOOD, 1))
        .when(new UnlinkTagFromItem(CHAIR, WOOD, NONE))
        .expectNoEvents()
        .expectException(Rejection.NotFound.class);
  }
}
