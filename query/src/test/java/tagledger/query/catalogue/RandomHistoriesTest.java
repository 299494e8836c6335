package tagledger.query.catalogue;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tagledger.api.ItemId;
import tagledger.api.Listing;
import tagledger.api.PostId;
import tagledger.api.Query.FindItem;
import tagledger.api.Query.FindPost;
import tagledger.api.Query.FindTag;
import tagledger.api.Query.ListItems;
import tagledger.api.Query.ListItemsOfTag;
import tagledger.api.Query.ListPosts;
import tagledger.api.Query.ListPostsOfStore;
import tagledger.api.Query.ListPostsOfTag;
import tagledger.api.Query.ListStores;
import tagledger.api.Query.ListTags;
import tagledger.api.Query.ListTagsOfItem;
import tagledger.api.Query.ListTagsOfPost;
import tagledger.api.Query.Page;
import tagledger.api.StoreId;
import tagledger.api.TagId;
import tagledger.api.Versioned;
import tagledger.api.View;
import tagledger.api.View.ItemView;
import tagledger.api.View.PlainItem;
import tagledger.api.View.PlainPost;
import tagledger.api.View.PlainStore;
import tagledger.api.View.PlainTag;
import tagledger.api.View.PostView;
import tagledger.api.View.StoreView;
import tagledger.api.View.TagView;
import tagledger.query.catalogue.CatalogueInTest.Recorded;

/** Any history, in batches of any size, comes to the same rows: those that a plain model tells. */
class RandomHistoriesTest {

  private static final int EVENTS = 700;

  private static CatalogueInTest catalogue;

  @BeforeAll
  static void start() {
    catalogue = new CatalogueInTest();
  }

  @AfterAll
  static void stop() {
    catalogue.close();
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6})
  void batches_of_any_size_come_to_the_same_rows(long seed) {
    CatalogueModel model = new CatalogueModel(seed);
    List<Recorded> history = model.history(EVENTS);
    List<String> oneByOne = replay(history, 1, 1, seed);
    assertShows(model);
    assertThat(replay(history, EVENTS * 2, EVENTS * 2, seed)).as("at once").isEqualTo(oneByOne);
    assertShows(model);
    assertThat(replay(history, 1, 5, seed)).as("small batches").isEqualTo(oneByOne);
    assertThat(replay(history, 10, 200, seed)).as("large batches").isEqualTo(oneByOne);
  }

  @Test
  void short_histories_come_to_the_same_rows_at_once_and_one_by_one() {
    for (int seed = 100; seed < 150; seed++) {
      CatalogueModel model = new CatalogueModel(seed);
      List<Recorded> history = model.history(5 + seed % 40);
      assertThat(replay(history, 1_000, 1_000, seed))
          .as("seed %d", seed)
          .isEqualTo(replay(history, 1, 1, seed));
      assertShows(model);
    }
  }

  private static List<String> replay(List<Recorded> history, int least, int most, long seed) {
    Random random = new Random(seed);
    catalogue.empty();
    for (int from = 0; from < history.size(); ) {
      int to = Math.min(history.size(), from + random.nextInt(least, most + 1));
      catalogue.apply(history.subList(from, to));
      from = to;
    }
    return catalogue.rows();
  }

  private static void assertShows(CatalogueModel model) {
    List<View> stores = new ArrayList<>();
    model.stores.forEach(
        (id, store) -> {
          stores.add(store(model, id));
          assertThat(version("stores", "version", id)).isEqualTo(store.version);
          assertThat(
                  listed(catalogue.queries.handle(new ListPostsOfStore(new StoreId(id), Page.ALL))))
              .isEqualTo(
                  model.posts.entrySet().stream()
                      .filter(post -> post.getValue().store == id)
                      .map(post -> post(model, post.getKey(), post.getValue()))
                      .toList());
          assertThat(listed(catalogue.queries.handle(new ListTags(new StoreId(id), Page.ALL))))
              .isEqualTo(
                  model.tags.entrySet().stream()
                      .filter(tag -> tag.getValue().store == id)
                      .map(tag -> tag(model, tag.getKey(), tag.getValue()))
                      .toList());
        });
    List<View> items = new ArrayList<>();
    model.items.forEach(
        (id, item) -> {
          ItemView view = item(model, id, item);
          items.add(view);
          assertThat(catalogue.queries.handle(new FindItem(new ItemId(id))))
              .isEqualTo(new Versioned(view, item.version()));
          assertThat(listed(catalogue.queries.handle(new ListTagsOfItem(new ItemId(id), Page.ALL))))
              .isEqualTo(view.tags());
        });
    List<View> posts = new ArrayList<>();
    model.posts.forEach(
        (id, post) -> {
          PostView view = post(model, id, post);
          posts.add(view);
          assertThat(catalogue.queries.handle(new FindPost(new PostId(id))))
              .isEqualTo(new Versioned(view, post.version()));
          assertThat(listed(catalogue.queries.handle(new ListTagsOfPost(new PostId(id), Page.ALL))))
              .isEqualTo(view.tags());
        });
    model.tags.forEach(
        (id, tag) -> {
          TagView view = tag(model, id, tag);
          assertThat(catalogue.queries.handle(new FindTag(new TagId(id))))
              .isEqualTo(new Versioned(view, model.versionOf(tag)));
          assertThat(listed(catalogue.queries.handle(new ListItemsOfTag(new TagId(id), Page.ALL))))
              .isEqualTo(view.items());
          assertThat(listed(catalogue.queries.handle(new ListPostsOfTag(new TagId(id), Page.ALL))))
              .isEqualTo(
                  tag.posts.stream()
                      .map(it -> new PlainPost(it, requireNonNull(model.posts.get(it)).name))
                      .toList());
        });
    assertThat(CatalogueInTest.read(catalogue.queries.handle(new ListStores(Page.ALL))))
        .isEqualTo(stores);
    assertThat(CatalogueInTest.read(catalogue.queries.handle(new ListItems(Page.ALL))))
        .isEqualTo(items);
    assertThat(listed(catalogue.queries.handle(new ListPosts(Page.ALL)))).isEqualTo(posts);
    assertThat(keys("items")).isEqualTo(keys(model.items));
    assertThat(keys("posts")).isEqualTo(keys(model.posts));
    assertThat(count("tags")).isEqualTo(model.tags.size());
    assertThat(count("items_tags"))
        .isEqualTo(model.tags.values().stream().mapToInt(tag -> tag.items.size()).sum());
    assertThat(count("posts_tags"))
        .isEqualTo(model.tags.values().stream().mapToInt(tag -> tag.posts.size()).sum());
  }

  private static List<View> listed(@Nullable Listing listing) {
    return CatalogueInTest.read(requireNonNull(listing));
  }

  private static PostView post(CatalogueModel model, int id, CatalogueState.Bearer post) {
    return new PostView(
        id,
        post.name,
        post.content,
        plain(model, post.store),
        model.tags.entrySet().stream()
            .filter(tag -> tag.getValue().posts.contains(id))
            .map(tag -> new PlainTag(tag.getKey(), tag.getValue().name))
            .toList());
  }

  private static StoreView store(CatalogueModel model, int id) {
    return new StoreView(
        id,
        plain(model, id).name(),
        model.items.entrySet().stream()
            .filter(item -> item.getValue().store == id)
            .map(item -> plain(item.getKey(), item.getValue()))
            .toList(),
        model.tags.entrySet().stream()
            .filter(tag -> tag.getValue().store == id)
            .map(tag -> new PlainTag(tag.getKey(), tag.getValue().name))
            .toList());
  }

  private static ItemView item(CatalogueModel model, int id, CatalogueState.Bearer item) {
    return new ItemView(
        id,
        item.name,
        item.price,
        plain(model, item.store),
        model.tags.entrySet().stream()
            .filter(tag -> tag.getValue().items.contains(id))
            .map(tag -> new PlainTag(tag.getKey(), tag.getValue().name))
            .toList());
  }

  private static TagView tag(CatalogueModel model, int id, CatalogueState.Tag tag) {
    return new TagView(
        id,
        tag.name,
        tag.items.stream().map(item -> plain(item, requireNonNull(model.items.get(item)))).toList(),
        plain(model, tag.store));
  }

  private static PlainStore plain(CatalogueModel model, int store) {
    return new PlainStore(store, requireNonNull(model.stores.get(store)).name);
  }

  private static PlainItem plain(int id, CatalogueState.Bearer item) {
    return new PlainItem(id, item.name, item.price);
  }

  private static List<String> keys(Map<Integer, CatalogueState.Bearer> things) {
    return things.entrySet().stream()
        .map(thing -> thing.getKey() + ": " + thing.getValue().key)
        .toList();
  }

  private static List<String> keys(String table) {
    return catalogue.jdbc.query(
        "SELECT id, key FROM " + table + " ORDER BY id",
        (row, n) -> row.getInt(1) + ": " + row.getString(2));
  }

  private static long version(String table, String column, int id) {
    return one("SELECT %s FROM %s WHERE id = %d".formatted(column, table, id));
  }

  private static long count(String table) {
    return one("SELECT count(*) FROM " + table);
  }

  private static long one(String sql) {
    Long answer = catalogue.jdbc.queryForObject(sql, Long.class);
    return answer == null ? -1 : answer;
  }
}
