package tagledger.command.store;

import static tagledger.api.Precondition.NONE;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import tagledger.api.Command.ChangePost;
import tagledger.api.Event.PostAdded;
import tagledger.api.Event.PostChanged;
import tagledger.api.IdSet;
import tagledger.api.PostId;
import tagledger.api.Precondition;
import tagledger.api.Rejection;

class ChangedPostsTest extends StoreSpecification {

  private static final PostId UNKNOWN = new PostId(9);

  @Test
  void changing_a_post_tells_the_whole_post() {
    given(created(), added(NEWS, "News"))
        .when(change(NEWS, "Old news", null, NONE))
        .expectEvents(changed(NEWS, "Old news", "Text"))
        .expectResultMessagePayload(NEWS);
  }

  @Test
  void changing_a_post_starts_from_its_last_change() {
    given(
            created(),
            added(NEWS, "News"),
            changed(NEWS, "Old news", "More"),
            added(STORY, "Story"),
            added(WOOD, "wood"),
            linkedPosts(WOOD, 1))
        .when(change(NEWS, null, "Most", NONE))
        .expectEvents(changed(NEWS, "Old news", "Most"));
  }

  @Test
  void a_post_without_content_can_get_one() {
    given(created(), new PostAdded(STORE, NEWS, "News", null))
        .when(change(NEWS, null, "", NONE))
        .expectEvents(changed(NEWS, "News", ""));
  }

  @Test
  void changing_a_post_to_what_it_is_records_nothing() {
    given(created(), added(NEWS, "News"))
        .when(change(NEWS, "News", "Text", NONE))
        .expectNoEvents()
        .expectResultMessagePayload(NEWS);
  }

  @Test
  void changing_a_post_again_records_nothing() {
    given(created(), added(NEWS, "News"), changed(NEWS, "Old news", "Text"))
        .when(change(NEWS, "Old news", null, NONE))
        .expectNoEvents()
        .expectResultMessagePayload(NEWS);
  }

  @Test
  void changing_nothing_of_a_post_records_nothing() {
    given(created(), new PostAdded(STORE, NEWS, "News", null))
        .when(change(NEWS, null, null, NONE))
        .expectNoEvents()
        .expectSuccessfulHandlerExecution();
  }

  @Test
  void a_redacted_title_stays_absent_while_the_content_changes() {
    given(created(), new PostAdded(STORE, NEWS, null, null))
        .when(change(NEWS, null, "Text", NONE))
        .expectEvents(new PostChanged(STORE, NEWS, null, "Text"));
  }

  @Test
  void changing_a_post_is_refused_at_another_version() {
    given(created(), added(NEWS, "News"), changed(NEWS, "Old news", "Text"))
        .when(change(NEWS, "News", null, ifMatch(1)))
        .expectNoEvents()
        .expectException(Rejection.PreconditionFailed.class);
  }

  @Test
  void a_new_link_is_a_new_version_of_the_post() {
    given(created(), added(NEWS, "News"), added(WOOD, "wood"), linkedPosts(WOOD, 1))
        .when(change(NEWS, "Old news", null, ifMatch(3)))
        .expectEvents(changed(NEWS, "Old news", "Text"));
    prepare();
    given(created(), added(NEWS, "News"), added(WOOD, "wood"), linkedPosts(WOOD, 1))
        .when(change(NEWS, "Old news", null, ifMatch(1)))
        .expectNoEvents()
        .expectException(Rejection.PreconditionFailed.class);
  }

  @Test
  void changing_a_post_that_no_store_has_had_is_refused() {
    given(created())
        .when(change(UNKNOWN, "News", "Text", NONE))
        .expectNoEvents()
        .expectException(Rejection.NotFound.class);
  }

  @Test
  void changing_a_deleted_post_is_refused() {
    given(created(), added(NEWS, "News"), deleted(NEWS))
        .when(change(NEWS, "News", "Text", NONE))
        .expectNoEvents()
        .expectException(Rejection.NotFound.class);
  }

  @Test
  void changing_a_post_of_a_deleted_store_is_refused() {
    given(created(), added(NEWS, "News"), deleted(IdSet.of(), IdSet.of(1), IdSet.of()))
        .when(change(NEWS, "Old news", null, NONE))
        .expectNoEvents()
        .expectException(Rejection.NotFound.class);
  }

  @Test
  void an_item_of_the_same_id_is_no_post() {
    given(created(), added(CHAIR, "Chair"))
        .when(change(NEWS, "News", null, NONE))
        .expectNoEvents()
        .expectException(Rejection.NotFound.class);
  }

  private static ChangePost change(
      PostId post, @Nullable String title, @Nullable String content, Precondition precondition) {
    return new ChangePost(post, title, content, precondition);
  }
}
