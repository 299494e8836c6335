package tagledger.query.catalogue;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static tagledger.query.catalogue.CatalogueInTest.read;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tagledger.api.Event;
import tagledger.api.Event.ItemAdded;
import tagledger.api.Event.PostAdded;
import tagledger.api.Event.StoreCreated;
import tagledger.api.Event.TagAdded;
import tagledger.api.Event.TagsLinked;
import tagledger.api.IdSet;
import tagledger.api.ItemId;
import tagledger.api.Listing;
import tagledger.api.PostId;
import tagledger.api.Query.FindPost;
import tagledger.api.Query.ListItemsOfTag;
import tagledger.api.Query.ListPosts;
import tagledger.api.Query.ListPostsOfStore;
import tagledger.api.Query.ListPostsOfTag;
import tagledger.api.Query.ListTagsOfItem;
import tagledger.api.Query.ListTagsOfPost;
import tagledger.api.Query.Page;
import tagledger.api.StoreId;
import tagledger.api.TagId;
import tagledger.api.View;

/** The lists of what bears tags, and of what it bears. */
class LinkedListsTest {

  private static final StoreId STORE = new StoreId(1);
  private static final PostId NEWS = new PostId(1);
  private static final TagId WOOD = new TagId(1);
  private static final Page SECOND = new Page(1, 1);

  private static final Event CREATED = new StoreCreated(STORE, "My store");

  private static CatalogueInTest catalogue;

  @BeforeAll
  static void start() {
    catalogue = new CatalogueInTest();
  }

  @AfterAll
  static void stop() {
    catalogue.close();
  }

  @BeforeEach
  void empty() {
    catalogue.empty();
  }

  @Test
  void lists_are_in_the_order_of_ids_and_paged() {
    fill();
    assertOrderedAndPaged(
        catalogue.queries.handle(new ListPosts(Page.ALL)),
        catalogue.queries.handle(new ListPosts(SECOND)));
    assertOrderedAndPaged(
        catalogue.queries.handle(new ListPostsOfStore(STORE, Page.ALL)),
        catalogue.queries.handle(new ListPostsOfStore(STORE, SECOND)));
    assertOrderedAndPaged(
        catalogue.queries.handle(new ListPostsOfTag(WOOD, Page.ALL)),
        catalogue.queries.handle(new ListPostsOfTag(WOOD, SECOND)));
    assertOrderedAndPaged(
        catalogue.queries.handle(new ListItemsOfTag(WOOD, Page.ALL)),
        catalogue.queries.handle(new ListItemsOfTag(WOOD, SECOND)));
    assertOrderedAndPaged(
        catalogue.queries.handle(new ListTagsOfItem(new ItemId(1), Page.ALL)),
        catalogue.queries.handle(new ListTagsOfItem(new ItemId(1), SECOND)));
    assertOrderedAndPaged(
        catalogue.queries.handle(new ListTagsOfPost(NEWS, Page.ALL)),
        catalogue.queries.handle(new ListTagsOfPost(NEWS, SECOND)));
  }

  @Test
  void what_bears_nothing_has_an_empty_list_and_what_is_unknown_has_none() {
    fill();
    assertThat(ids(catalogue.queries.handle(new ListPostsOfStore(new StoreId(2), Page.ALL))))
        .isEmpty();
    assertThat(ids(catalogue.queries.handle(new ListTagsOfPost(new PostId(2), new Page(1, null)))))
        .isEmpty();
    assertThat(catalogue.queries.handle(new FindPost(new PostId(99)))).isNull();
    assertThat(catalogue.queries.handle(new ListPostsOfStore(new StoreId(99), Page.ALL))).isNull();
    assertThat(catalogue.queries.handle(new ListPostsOfTag(new TagId(99), Page.ALL))).isNull();
    assertThat(catalogue.queries.handle(new ListItemsOfTag(new TagId(99), Page.ALL))).isNull();
    assertThat(catalogue.queries.handle(new ListTagsOfItem(new ItemId(99), Page.ALL))).isNull();
    assertThat(catalogue.queries.handle(new ListTagsOfPost(new PostId(99), Page.ALL))).isNull();
  }

  /** Items, posts and tags 1, 2 and 5, told out of order; all that bears wood, and wood's. */
  private static void fill() {
    catalogue.given(new StoreCreated(new StoreId(2), "Empty"));
    Map<TagId, IdSet> first = Map.of(new TagId(5), IdSet.of(1), new TagId(2), IdSet.of(1));
    catalogue.given(
        CREATED,
        post(5),
        post(1),
        post(2),
        item(5),
        item(1),
        item(2),
        tag(5),
        tag(1),
        tag(2),
        new TagsLinked(STORE, first, first),
        new TagsLinked(STORE, pair(5, 1, 2), pair(2, 5, 1)));
  }

  private static Event post(int id) {
    return new PostAdded(STORE, new PostId(id), "Post", null);
  }

  private static Event item(int id) {
    return new ItemAdded(STORE, new ItemId(id), "Item", BigDecimal.ONE);
  }

  private static Event tag(int id) {
    return new TagAdded(STORE, new TagId(id), "tag " + id);
  }

  private static void assertOrderedAndPaged(@Nullable Listing all, @Nullable Listing second) {
    assertThat(ids(all)).containsExactly(1, 2, 5);
    assertThat(ids(second)).containsExactly(2);
  }

  private static List<Integer> ids(@Nullable Listing listing) {
    return read(requireNonNull(listing)).stream().map(View::id).toList();
  }

  private static Map<TagId, IdSet> pair(int... bearers) {
    return Map.of(WOOD, IdSet.of(bearers));
  }
}
