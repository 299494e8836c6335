package tagledger.query.catalogue;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static tagledger.query.catalogue.CatalogueInTest.read;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;
import tagledger.api.Event;
import tagledger.api.Event.PostAdded;
import tagledger.api.Event.PostChanged;
import tagledger.api.Event.PostDeleted;
import tagledger.api.Event.StoreCreated;
import tagledger.api.Event.StoreDeleted;
import tagledger.api.Event.TagAdded;
import tagledger.api.Event.TagsLinked;
import tagledger.api.Event.TagsUnlinked;
import tagledger.api.IdSet;
import tagledger.api.Listing;
import tagledger.api.PostId;
import tagledger.api.Query.FindPost;
import tagledger.api.Query.FindTag;
import tagledger.api.Query.ListPosts;
import tagledger.api.Query.Page;
import tagledger.api.StoreId;
import tagledger.api.TagId;
import tagledger.api.Versioned;
import tagledger.api.View;
import tagledger.api.View.PlainStore;
import tagledger.api.View.PlainTag;
import tagledger.api.View.PostView;

/** Given events, then what is known of posts. */
class PostsTest {

  private static final StoreId STORE = new StoreId(1);
  private static final PostId NEWS = new PostId(1);
  private static final TagId WOOD = new TagId(1);
  private static final PlainStore SHOP = new PlainStore(1, "My store");
  private static final PlainTag PLAIN_WOOD = new PlainTag(1, "wood");

  private static final Event CREATED = new StoreCreated(STORE, "My store");
  private static final Event ADDED = new PostAdded(STORE, NEWS, "News", "Text");
  private static final Event TAGGED = new TagAdded(STORE, WOOD, "wood");
  private static final Event LINKED = new TagsLinked(STORE, Map.of(), pair(1));
  private static final Event UNLINKED = new TagsUnlinked(STORE, Map.of(), pair(1));

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
  void an_added_post_is_found_and_is_no_change_of_its_store() {
    catalogue.given(CREATED, ADDED);
    assertThat(news())
        .isEqualTo(new Versioned(new PostView(1, "News", "Text", SHOP, List.of()), 1));
    assertThat(storeVersion()).isZero();
  }

  @Test
  void a_changed_post_is_shown_as_it_is_now() {
    catalogue.given(CREATED, ADDED, new PostChanged(STORE, NEWS, "Old news", null));
    assertThat(news())
        .isEqualTo(new Versioned(new PostView(1, "Old news", null, SHOP, List.of()), 2));
    assertThat(storeVersion()).isZero();
  }

  @Test
  void a_link_is_a_new_version_of_the_post_and_not_of_the_tag_or_the_store() {
    catalogue.given(CREATED, ADDED, TAGGED, LINKED);
    assertThat(news())
        .isEqualTo(new Versioned(new PostView(1, "News", "Text", SHOP, List.of(PLAIN_WOOD)), 3));
    assertThat(tagVersion()).isEqualTo(2);
    assertThat(storeVersion()).isEqualTo(2);
  }

  @Test
  void an_unlinked_pair_is_a_new_version_of_the_post_and_not_of_the_tag_or_the_store() {
    catalogue.given(CREATED, ADDED, TAGGED, LINKED, UNLINKED);
    assertThat(news())
        .isEqualTo(new Versioned(new PostView(1, "News", "Text", SHOP, List.of()), 4));
    assertThat(tagVersion()).isEqualTo(2);
    assertThat(storeVersion()).isEqualTo(2);
  }

  @Test
  void a_deleted_post_is_gone_with_its_links_and_changes_neither_tag_nor_store() {
    catalogue.given(CREATED, ADDED, TAGGED, LINKED, new PostDeleted(STORE, NEWS, IdSet.of(1)));
    assertThat(news()).isNull();
    assertThat(catalogue.rows()).hasSize(2);
    assertThat(tagVersion()).isEqualTo(2);
    assertThat(storeVersion()).isEqualTo(2);
  }

  @Test
  void a_deleted_store_takes_its_posts_with_it_and_no_others() {
    catalogue.given(
        new StoreCreated(new StoreId(2), "Other"),
        new PostAdded(new StoreId(2), new PostId(9), "Theirs", null));
    catalogue.given(CREATED, ADDED, TAGGED, LINKED);
    Event end = new StoreDeleted(STORE, IdSet.of(), IdSet.of(1), IdSet.of(1));
    catalogue.given(UNLINKED, end);
    assertThat(ids(catalogue.queries.handle(new ListPosts(Page.ALL)))).containsExactly(9);
    assertThat(catalogue.rows()).hasSize(2);
  }

  @Test
  void a_redacted_title_is_shown_as_redacted_and_a_redacted_content_as_none() {
    catalogue.given(CREATED, new PostAdded(STORE, NEWS, null, null));
    assertThat(news())
        .isEqualTo(new Versioned(new PostView(1, "(redacted)", null, SHOP, List.of()), 1));
  }

  @ParameterizedTest
  @NullSource
  @ValueSource(
      strings = {"", "NULL", "null", "{}", "{\"a\",b}", "\\ \t\r\n ' Größe 木 \uD83E\uDE91"})
  void a_content_is_kept_exactly(@Nullable String content) {
    catalogue.given(CREATED, new PostAdded(STORE, NEWS, "News", content));
    assertThat(((PostView) requireNonNull(news()).view()).content()).isEqualTo(content);
  }

  @Test
  void a_megabyte_of_content_is_kept_exactly() {
    String content = "Größe \"x\" \\ 木 \uD83E\uDE91\n".repeat(60_000);
    catalogue.given(CREATED, ADDED, new PostChanged(STORE, NEWS, "Long", content));
    assertThat(((PostView) requireNonNull(news()).view()).content()).isEqualTo(content);
  }

  private static List<Integer> ids(@Nullable Listing listing) {
    return read(requireNonNull(listing)).stream().map(View::id).toList();
  }

  private static Map<TagId, IdSet> pair(int... bearers) {
    return Map.of(WOOD, IdSet.of(bearers));
  }

  private static @Nullable Versioned news() {
    return catalogue.queries.handle(new FindPost(NEWS));
  }

  private static long tagVersion() {
    return requireNonNull(catalogue.queries.handle(new FindTag(WOOD))).version();
  }

  private static long storeVersion() {
    return requireNonNull(
        catalogue.jdbc.queryForObject("SELECT version FROM stores WHERE id = 1", Long.class));
  }
}
