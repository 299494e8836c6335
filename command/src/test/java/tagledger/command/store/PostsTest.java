package tagledger.command.store;

import static org.assertj.core.api.Assertions.assertThat;
import static tagledger.api.Precondition.NONE;

import org.junit.jupiter.api.Test;
import tagledger.api.Command.AddItem;
import tagledger.api.Command.AddPost;
import tagledger.api.Command.AddTag;
import tagledger.api.Command.DeletePost;
import tagledger.api.Command.DeleteStore;
import tagledger.api.Event.PostAdded;
import tagledger.api.IdSet;
import tagledger.api.PostId;
import tagledger.api.Rejection;

class PostsTest extends StoreSpecification {

  private static final PostId UNKNOWN = new PostId(9);

  @Test
  void adding_a_post_gives_it_an_id() {
    given(created())
        .when(new AddPost(STORE, "News", "Text", NONE))
        .expectEvents(added(NEWS, "News"))
        .expectResultMessagePayload(NEWS);
    assertThat(ports.of(NEWS)).isEqualTo(STORE);
  }

  @Test
  void posts_are_counted_by_themselves() {
    given(created(), added(CHAIR, "Chair"), added(TABLE, "Table"), added(WOOD, "wood"))
        .when(new AddPost(STORE, "News", "Text", NONE))
        .expectEvents(added(NEWS, "News"));
    prepare();
    given(created(), added(NEWS, "News"), added(STORY, "Story"))
        .when(new AddItem(STORE, "Chair", PRICE, NONE))
        .expectEvents(added(CHAIR, "Chair"));
  }

  @Test
  void adding_the_same_post_again_makes_another() {
    given(created(), added(NEWS, "News"))
        .when(new AddPost(STORE, "News", "Text", NONE))
        .expectEvents(added(STORY, "News"))
        .expectResultMessagePayload(STORY);
  }

  @Test
  void a_post_needs_no_content() {
    given(created())
        .when(new AddPost(STORE, "News", null, NONE))
        .expectEvents(new PostAdded(STORE, NEWS, "News", null));
  }

  @Test
  void adding_a_post_to_a_deleted_store_is_refused() {
    given(created(), deleted(IdSet.of(), IdSet.of()))
        .when(new AddPost(STORE, "News", "Text", NONE))
        .expectNoEvents()
        .expectException(Rejection.NotFound.class);
    assertThat(ports.nextPost(STORE)).as("a refusal burns no id").isEqualTo(NEWS);
  }

  @Test
  void adding_a_post_is_refused_where_the_store_is_at_another_version() {
    given(created(), added(CHAIR, "Chair"))
        .when(new AddPost(STORE, "News", "Text", ifMatch(0)))
        .expectNoEvents()
        .expectException(Rejection.PreconditionFailed.class);
  }

  @Test
  void posts_are_no_change_of_the_store() {
    given(
            created(),
            added(NEWS, "News"),
            changed(NEWS, "Old news", "Text"),
            added(STORY, "Story"),
            deleted(STORY))
        .when(new AddTag(STORE, "wood", ifMatch(0)))
        .expectEvents(added(WOOD, "wood"));
  }

  @Test
  void deleting_a_post_names_the_tags_that_it_bore() {
    given(
            created(),
            added(CHAIR, "Chair"),
            added(NEWS, "News"),
            added(WOOD, "wood"),
            added(STEEL, "steel"),
            added(GLASS, "glass"),
            linkedPosts(WOOD, 1),
            linkedPosts(STEEL, 1),
            linked(GLASS, 1))
        .when(new DeletePost(NEWS, NONE))
        .expectEvents(deleted(NEWS, 1, 2))
        .expectResultMessagePayload(NEWS);
  }

  @Test
  void deleting_a_post_again_is_refused() {
    given(created(), added(NEWS, "News"), deleted(NEWS))
        .when(new DeletePost(NEWS, NONE))
        .expectNoEvents()
        .expectException(Rejection.NotFound.class);
  }

  @Test
  void deleting_a_post_that_no_store_has_had_is_refused() {
    given(created())
        .when(new DeletePost(UNKNOWN, NONE))
        .expectNoEvents()
        .expectException(Rejection.NotFound.class);
  }

  @Test
  void deleting_a_post_of_a_deleted_store_is_refused() {
    given(created(), added(NEWS, "News"), deleted(IdSet.of(), IdSet.of(1), IdSet.of()))
        .when(new DeletePost(NEWS, NONE))
        .expectNoEvents()
        .expectException(Rejection.NotFound.class);
  }

  @Test
  void deleting_a_post_is_refused_at_another_version() {
    given(created(), added(NEWS, "News"), changed(NEWS, "Old news", "Text"))
        .when(new DeletePost(NEWS, ifMatch(1)))
        .expectNoEvents()
        .expectException(Rejection.PreconditionFailed.class);
  }

  @Test
  void deleting_a_store_tells_of_its_posts_and_of_their_links() {
    given(
            created(),
            added(CHAIR, "Chair"),
            added(NEWS, "News"),
            added(STORY, "Story"),
            added(WOOD, "wood"),
            linked(WOOD, 1),
            linkedPosts(WOOD, 1, 2))
        .when(new DeleteStore(STORE, NONE))
        .expectEvents(
            unlinkedBoth(WOOD, IdSet.of(1), IdSet.of(1, 2)),
            deleted(IdSet.of(1), IdSet.of(1, 2), IdSet.of(1)));
  }
}
