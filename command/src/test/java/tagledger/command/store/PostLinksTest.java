package tagledger.command.store;

import static tagledger.api.Precondition.NONE;

import org.junit.jupiter.api.Test;
import tagledger.api.Command.LinkTagToPost;
import tagledger.api.Command.UnlinkTagFromPost;
import tagledger.api.Event;
import tagledger.api.Event.TagAdded;
import tagledger.api.Event.TagDeleted;
import tagledger.api.IdSet;
import tagledger.api.PostId;
import tagledger.api.Precondition;
import tagledger.api.Rejection;
import tagledger.api.TagId;

class PostLinksTest extends StoreSpecification {

  private static final Event[] UNLINKED = {
    created(), added(NEWS, "News"), added(WOOD, "wood"), added(STEEL, "steel")
  };
  private static final Event[] LINKED = {
    created(), added(NEWS, "News"), added(WOOD, "wood"), linkedPosts(WOOD, 1)
  };

  @Test
  void linking_tells_the_pair() {
    given(UNLINKED)
        .when(link(NEWS, WOOD, NONE))
        .expectEvents(linkedPosts(WOOD, 1))
        .expectResultMessagePayload(WOOD);
  }

  @Test
  void linking_again_changes_nothing_and_answers_the_same() {
    given(LINKED).when(link(NEWS, WOOD, NONE)).expectNoEvents().expectResultMessagePayload(WOOD);
  }

  @Test
  void linking_a_tag_of_another_store_is_refused() {
    elsewhere(new TagAdded(OTHER_STORE, GLASS, "glass"));
    given(UNLINKED)
        .when(link(NEWS, GLASS, NONE))
        .expectNoEvents()
        .expectException(Rejection.LinkAcrossStores.class);
  }

  @Test
  void a_tag_that_another_store_has_deleted_does_not_exist() {
    elsewhere(new TagAdded(OTHER_STORE, GLASS, "glass"), new TagDeleted(OTHER_STORE, GLASS));
    given(UNLINKED)
        .when(link(NEWS, GLASS, NONE))
        .expectNoEvents()
        .expectException(Rejection.NotFound.class);
  }

  @Test
  void linking_a_deleted_tag_is_refused() {
    given(created(), added(NEWS, "News"), added(WOOD, "wood"), deleted(WOOD))
        .when(link(NEWS, WOOD, NONE))
        .expectNoEvents()
        .expectException(Rejection.NotFound.class);
  }

  @Test
  void linking_a_deleted_post_is_refused() {
    given(created(), added(NEWS, "News"), added(WOOD, "wood"), deleted(NEWS))
        .when(link(NEWS, WOOD, NONE))
        .expectNoEvents()
        .expectException(Rejection.NotFound.class);
  }

  @Test
  void linking_what_no_store_has_had_is_refused() {
    given(UNLINKED)
        .when(link(new PostId(9), WOOD, NONE))
        .expectNoEvents()
        .expectException(Rejection.NotFound.class);
  }

  @Test
  void linking_a_tag_that_no_store_has_had_is_refused() {
    given(UNLINKED)
        .when(link(NEWS, new TagId(9), NONE))
        .expectNoEvents()
        .expectException(Rejection.NotFound.class);
  }

  @Test
  void linking_in_a_deleted_store_is_refused() {
    given(
            created(),
            added(NEWS, "N"),
            added(WOOD, "w"),
            deleted(IdSet.of(), IdSet.of(1), IdSet.of(1)))
        .when(link(NEWS, WOOD, NONE))
        .expectNoEvents()
        .expectException(Rejection.NotFound.class);
  }

  @Test
  void linking_is_accepted_at_the_version_of_the_post_or_of_the_tag() {
    given(UNLINKED).when(link(NEWS, WOOD, ifMatch(1))).expectEvents(linkedPosts(WOOD, 1));
    prepare();
    given(UNLINKED).when(link(NEWS, WOOD, ifMatch(2))).expectEvents(linkedPosts(WOOD, 1));
  }

  @Test
  void linking_is_refused_at_any_other_version() {
    given(UNLINKED)
        .when(link(NEWS, WOOD, ifMatch(0, 3)))
        .expectNoEvents()
        .expectException(Rejection.PreconditionFailed.class);
  }

  @Test
  void linking_again_is_refused_at_a_version_that_is_gone() {
    given(LINKED)
        .when(link(NEWS, WOOD, ifMatch(1)))
        .expectNoEvents()
        .expectException(Rejection.PreconditionFailed.class);
  }

  @Test
  void unlinking_is_accepted_at_the_version_that_the_tag_keeps() {
    given(LINKED).when(unlink(NEWS, WOOD, ifMatch(2))).expectEvents(unlinkedPosts(WOOD, 1));
  }

  @Test
  void unlinking_tells_the_pair() {
    given(LINKED)
        .when(unlink(NEWS, WOOD, NONE))
        .expectEvents(unlinkedPosts(WOOD, 1))
        .expectResultMessagePayload(WOOD);
  }

  @Test
  void unlinking_what_is_not_linked_is_refused() {
    given(UNLINKED)
        .when(unlink(NEWS, WOOD, NONE))
        .expectNoEvents()
        .expectException(Rejection.NotFound.class);
  }

  @Test
  void unlinking_again_is_refused() {
    given(
            created(),
            added(NEWS, "News"),
            added(WOOD, "wood"),
            linkedPosts(WOOD, 1),
            unlinkedPosts(WOOD, 1))
        .when(unlink(NEWS, WOOD, NONE))
        .expectNoEvents()
        .expectException(Rejection.NotFound.class);
  }

  @Test
  void unlinking_a_tag_of_another_store_is_refused() {
    elsewhere(new TagAdded(OTHER_STORE, GLASS, "glass"));
    given(LINKED)
        .when(unlink(NEWS, GLASS, NONE))
        .expectNoEvents()
        .expectException(Rejection.NotFound.class);
  }

  @Test
  void unlinking_a_deleted_post_is_refused() {
    given(
            created(),
            added(NEWS, "News"),
            added(WOOD, "wood"),
            linkedPosts(WOOD, 1),
            deleted(NEWS, 1))
        .when(unlink(NEWS, WOOD, NONE))
        .expectNoEvents()
        .expectException(Rejection.NotFound.class);
  }

  @Test
  void unlinking_is_refused_at_another_version() {
    given(LINKED)
        .when(unlink(NEWS, WOOD, ifMatch(1)))
        .expectNoEvents()
        .expectException(Rejection.PreconditionFailed.class);
  }

  @Test
  void unlinking_is_refused_at_a_version_that_is_excluded() {
    given(LINKED)
        .when(unlink(NEWS, WOOD, ifNoneMatch(3)))
        .expectNoEvents()
        .expectException(Rejection.PreconditionFailed.class);
  }

  private static LinkTagToPost link(PostId post, TagId tag, Precondition precondition) {
    return new LinkTagToPost(post, tag, precondition);
  }

  private static UnlinkTagFromPost unlink(PostId post, TagId tag, Precondition precondition) {
    return new UnlinkTagFromPost(post, tag, precondition);
  }
}
