package tagledger.query.near;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import javax.sql.DataSource;
import org.axonframework.messaging.MetaData;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.jdbc.datasource.DelegatingDataSource;
import tagledger.api.Event;
import tagledger.api.IdSet;
import tagledger.api.ItemId;
import tagledger.api.NearViews.Written;
import tagledger.api.NearViews.WrittenPage;
import tagledger.api.Query;
import tagledger.api.Query.Page;
import tagledger.api.SoleWriter;
import tagledger.api.StoreId;
import tagledger.api.TagId;
import tagledger.api.Versioned;
import tagledger.api.View;
import tagledger.api.View.ItemView;
import tagledger.query.catalogue.CatalogueInTest;
import tagledger.query.catalogue.CatalogueInTest.Recorded;
import tagledger.query.catalogue.CatalogueModel;
import tagledger.query.projection.Projector;
import tools.jackson.core.StreamWriteFeature;
import tools.jackson.databind.json.JsonMapper;

/** What is near is what the tables say, to the byte. */
class NearTest {

  private static final JsonMapper JSON =
      JsonMapper.builder().enable(StreamWriteFeature.WRITE_BIGDECIMAL_AS_PLAIN).build();
  private static final long MUCH = 100_000_000;

  private static CatalogueInTest catalogue;
  private final AtomicLong term = new AtomicLong(1);
  private Near near = near(MUCH);

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
    catalogue.follow(near);
  }

  private Near near(long bytes) {
    return near(catalogue.pool(), bytes);
  }

  private Near near(DataSource readers, long bytes) {
    NearTables tables = new NearTables(readers, "SELECT position FROM generation");
    return new Near(tables, term::get, bytes);
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void after_each_batch_of_any_history_what_is_near_is_what_the_tables_say(long seed) {
    List<Recorded> history = new CatalogueModel(seed).history(700);
    Random random = new Random(seed);
    for (int from = 0; from < history.size(); ) {
      int to = Math.min(history.size(), from + random.nextInt(1, 60));
      catalogue.apply(history.subList(from, to));
      from = to;
      if (random.nextInt(4) == 0) {
        bringAll();
      }
      assertThat(differences()).isEmpty();
    }
    bringAll();
    assertThat(differences()).isEmpty();
    assertThatItTakesWhatItTakesAnew();
    assertThat(catalogue.items()).allSatisfy(item -> assertThat(find(item.view())).isNotNull());
    assertThat(catalogue.tags()).allSatisfy(tag -> assertThat(find(tag.view())).isNotNull());
    assertThat(catalogue.stores()).allSatisfy(store -> assertThat(find(store.view())).isNotNull());
  }

  @ParameterizedTest
  @ValueSource(longs = {21, 22, 23})
  void stores_that_are_brought_in_while_much_happens_to_them_lack_nothing_of_it(long seed)
      throws Exception {
    List<Recorded> history = new CatalogueModel(seed).history(1_500);
    AtomicBoolean done = new AtomicBoolean();
    CompletableFuture<Void> bringing =
        CompletableFuture.runAsync(
            () -> {
              while (!done.get()) {
                near.lost(true);
                bringAll();
              }
            });
    for (int from = 0; from < history.size(); from += 10) {
      catalogue.apply(history.subList(from, Math.min(history.size(), from + 10)));
      assertThat(differences()).isEmpty();
    }
    done.set(true);
    bringing.get();
  }

  @Test
  void what_is_shown_is_written_as_every_other_answer_is() {
    StoreId store = new StoreId(1);
    String name = "\"quoted\" \\ / \u0001 \u20ac \ud83d\ude00 \u2028 <&>";
    List<Event> events =
        List.of(
            new Event.StoreCreated(store, name),
            new Event.TagAdded(store, new TagId(7), name),
            new Event.ItemAdded(store, new ItemId(2147483647), name, new BigDecimal("1E+3")),
            new Event.ItemAdded(store, new ItemId(5), null, new BigDecimal("0.000001")),
            new Event.TagsLinked(store, Map.of(new TagId(7), IdSet.of(5, 2147483647)), Map.of()));
    catalogue.apply(recorded(events));
    bringAll();
    assertThat(differences()).isEmpty();
    assertThat(text(near.find(new Query.FindItem(new ItemId(2147483647)), false)))
        .contains("\"price\":1000,")
        .contains("\"tags\":[{\"id\":7");
  }

  @Test
  void nothing_is_near_while_others_may_write_and_nothing_of_before_is_afterwards() {
    givenAnItem();
    bringAll();
    assertThat(near.find(item(), false)).isNotNull();
    term.set(SoleWriter.UNSURE);
    assertThat(near.find(item(), false)).isNull();
    term.set(2);
    assertThat(near.find(item(), false)).isNull();
    bringAll();
    assertThat(near.find(item(), false)).isNotNull();
  }

  @Test
  void nothing_is_near_while_a_batch_that_touches_it_is_being_committed() {
    givenAnItem();
    bringAll();
    List<Projector.Recorded> batch = change("Table", 2, 1_000_000);
    near.committing(batch);
    assertThat(near.find(item(), false)).isNull();
    assertThat(near.find(new Query.FindStore(new StoreId(1)), false)).isNull();
    near.committed(batch, true);
    assertThat(text(near.find(item(), false))).contains("Table");
  }

  @Test
  void who_wrote_before_that_batch_is_shown_what_he_wrote_all_the_same() {
    givenAnItem();
    bringAll();
    List<Projector.Recorded> next = change("Table", 2, 1_000_000);
    near.committing(next);
    assertThat(text(near.find(item(), true))).contains("Chair");
    near.committed(next, true);
    near.committing(change("Bench", 3, 1_000_001));
    assertThat(text(near.find(item(), true))).contains("Table");
    near.lost(true);
    assertThat(near.find(item(), true)).isNull();
  }

  @Test
  void no_page_is_near_while_a_batch_that_touches_it_is_being_committed() {
    givenAnItem();
    bringAll();
    assertThat(text(near.page(page(0, 1)))).contains("Chair");
    List<Projector.Recorded> batch = change("Table", 2, 1_000_000);
    near.committing(batch);
    assertThat(near.page(page(0, 1))).isNull();
    near.committed(batch, true);
    assertThat(text(near.page(page(0, 1)))).contains("Table");
  }

  @Test
  void no_page_is_near_of_which_something_changed_since_the_tables_were_asked() {
    AtomicReference<Runnable> meanwhile = new AtomicReference<>(() -> {});
    near.close();
    near =
        near(
            new DelegatingDataSource(catalogue.pool()) {
              @Override
              public Connection getConnection() throws SQLException {
                meanwhile.getAndSet(() -> {}).run();
                return super.getConnection();
              }
            },
            MUCH);
    givenAnItem();
    bringAll();
    List<Projector.Recorded> batch = change("Table", 2, 1_000_000);
    meanwhile.set(
        () -> {
          near.committing(batch);
          near.committed(batch, true);
        });
    assertThat(near.page(page(0, 1))).isNull();
    assertThat(text(near.page(page(0, 1)))).contains("Table");
    meanwhile.set(
        () -> {
          near.lost(true);
          near.loader().load(1, MUCH);
        });
    assertThat(near.page(page(0, 1))).isNull();
  }

  @Test
  void a_page_shows_what_is_changed_together_together_and_nothing_older_than_the_tables()
      throws Exception {
    int last = 500;
    StoreId store = new StoreId(1);
    catalogue.apply(
        recorded(
            List.of(
                new Event.StoreCreated(store, "Shop"),
                new Event.ItemAdded(store, new ItemId(1), "0", BigDecimal.ZERO),
                new Event.ItemAdded(store, new ItemId(2), "0", BigDecimal.ZERO))));
    bringAll();
    CompletableFuture<Void> changing =
        CompletableFuture.runAsync(
            () -> {
              for (int i = 1; i <= last; i++) {
                BigDecimal price = BigDecimal.valueOf(i);
                catalogue.apply(
                    List.of(
                        new Recorded(
                            new Event.ItemChanged(store, new ItemId(1), null, price), 2L * i + 1),
                        new Recorded(
                            new Event.ItemChanged(store, new ItemId(2), null, price), 2L * i + 2)));
              }
            });
    int pages = 0;
    while (!changing.isDone() || pages == 0) {
      BigDecimal before = prices(catalogue.list(page(0, 2))).getFirst();
      WrittenPage page = near.page(page(0, 2));
      if (page != null) {
        pages++;
        List<BigDecimal> prices = prices(List.of(JSON.readValue(page.json(), ItemView[].class)));
        assertThat(prices).hasSize(2).containsOnly(prices.getFirst());
        assertThat(prices.getFirst()).isGreaterThanOrEqualTo(before);
      }
    }
    changing.get();
    assertThat(prices(catalogue.list(page(0, 2)))).containsOnly(BigDecimal.valueOf(last));
  }

  @Test
  void a_store_of_which_pages_are_read_comes_into_memory() {
    givenAnItem();
    await().until(() -> near.page(page(0, 1)) != null);
  }

  @Test
  void a_list_without_limit_or_of_some_stores_alone_is_not_near() {
    givenAnItem();
    bringAll();
    assertThat(near.page(new Query.ListItems(Page.ALL))).isNull();
    assertThat(near.page(new Query.ListItems(new Page(0, 1), IdSet.of(1)))).isNull();
  }

  private static List<BigDecimal> prices(List<? extends View> items) {
    return items.stream().map(item -> ((ItemView) item).price()).toList();
  }

  private static Query.ListItems page(int after, int limit) {
    return new Query.ListItems(new Page(after, limit));
  }

  private static String text(@Nullable WrittenPage page) {
    return new String(requireNonNull(page).json(), UTF_8);
  }

  @Test
  void nothing_is_near_while_the_tables_do_not_tell_of_all() {
    givenAnItem();
    bringAll();
    near.lost(false);
    bringAll();
    assertThat(near.find(item(), false)).isNull();
    near.lost(true);
    bringAll();
    assertThat(near.find(item(), false)).isNotNull();
  }

  @Test
  void what_was_read_longest_ago_makes_room_and_what_is_too_large_stays_in_the_tables() {
    near.close();
    near = near(60_000);
    catalogue.follow(near);
    List<Recorded> history = new ArrayList<>();
    for (int store = 1; store <= 3; store++) {
      int items = store == 3 ? 2_000 : 200;
      List<Event> events = new ArrayList<>();
      events.add(new Event.StoreCreated(new StoreId(store), "Store " + store));
      for (int i = 1; i <= items; i++) {
        events.add(
            new Event.ItemAdded(
                new StoreId(store), new ItemId(store * 10_000 + i), "Chair", BigDecimal.ONE));
      }
      history.addAll(recorded(events));
    }
    catalogue.apply(history);
    bringAll();
    assertThat(near.find(new Query.FindStore(new StoreId(3)), false)).isNull();
    assertThat(near.find(new Query.FindStore(new StoreId(2)), false)).isNotNull();
    assertThat(near.bytes()).isLessThanOrEqualTo(60_000);
    assertThat(differences()).isEmpty();
  }

  private static List<Projector.Recorded> change(String name, int sequence, long position) {
    return List.of(
        new Projector.Recorded(
            new Event.ItemChanged(new StoreId(1), new ItemId(1), name, BigDecimal.TEN),
            sequence,
            position,
            MetaData.emptyInstance()));
  }

  private static Query.OfCatalogue item() {
    return new Query.FindItem(new ItemId(1));
  }

  private static void givenAnItem() {
    catalogue.apply(
        recorded(
            List.of(
                new Event.StoreCreated(new StoreId(1), "Shop"),
                new Event.ItemAdded(new StoreId(1), new ItemId(1), "Chair", BigDecimal.ONE))));
  }

  private static List<Recorded> recorded(List<Event> events) {
    List<Recorded> recorded = new ArrayList<>();
    events.forEach(event -> recorded.add(new Recorded(event, recorded.size())));
    return recorded;
  }

  private void bringAll() {
    catalogue
        .list(new Query.ListStores(Page.ALL))
        .forEach(store -> near.loader().load(store.id(), MUCH));
  }

  private void assertThatItTakesWhatItTakesAnew() {
    long taken = near.bytes();
    near.lost(true);
    bringAll();
    assertThat(near.bytes()).isEqualTo(taken);
  }

  /** What is near and not what the tables say; that something is not near is no difference. */
  private List<String> differences() {
    List<String> differences = new ArrayList<>();
    List<Versioned> all = new ArrayList<>(catalogue.items());
    all.addAll(catalogue.tags());
    all.addAll(catalogue.stores());
    for (Versioned one : all) {
      Written found = find(one.view());
      String expected = JSON.writeValueAsString(one.view()) + one.version();
      if (found != null && !(text(found) + found.version()).equals(expected)) {
        differences.add(text(found) + found.version() + " is not " + expected);
      }
    }
    for (Versioned store : catalogue.stores()) {
      Query.ListTags tags = new Query.ListTags(new StoreId(store.view().id()), Page.ALL);
      Written found = near.find(tags, false);
      String expected = JSON.writeValueAsString(catalogue.list(tags));
      if (found != null && !text(found).equals(expected)) {
        differences.add(text(found) + " is not " + expected);
      }
    }
    List<Versioned> items = catalogue.items();
    int middle = items.isEmpty() ? 0 : items.get(items.size() / 2).view().id();
    for (Query.ListItems query : List.of(page(0, 10_000), page(middle, 3))) {
      WrittenPage found = near.page(query);
      if (found != null && !(text(found) + found.last()).equals(expected(query.page()))) {
        differences.add(text(found) + found.last() + " is not " + expected(query.page()));
      }
    }
    return differences;
  }

  private static String expected(Page page) {
    int limit = requireNonNull(page.limit());
    List<View> items = catalogue.list(page(page.after(), limit + 1));
    List<View> some = items.subList(0, Math.min(limit, items.size()));
    return JSON.writeValueAsString(some) + (items.size() > limit ? some.getLast().id() : null);
  }

  private @Nullable Written find(View view) {
    return near.find(
        switch (view) {
          case View.ItemView it -> new Query.FindItem(new ItemId(it.id()));
          case View.TagView it -> new Query.FindTag(new TagId(it.id()));
          case View.StoreView it -> new Query.FindStore(new StoreId(it.id()));
          default -> throw new IllegalArgumentException(view.toString());
        },
        false);
  }

  private static String text(@Nullable Written written) {
    return new String(requireNonNull(written).json(), UTF_8);
  }
}
