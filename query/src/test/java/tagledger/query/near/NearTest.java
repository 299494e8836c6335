package tagledger.query.near;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.axonframework.messaging.MetaData;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tagledger.api.Event;
import tagledger.api.IdSet;
import tagledger.api.ItemId;
import tagledger.api.NearViews.Written;
import tagledger.api.Query;
import tagledger.api.Query.Page;
import tagledger.api.SoleWriter;
import tagledger.api.StoreId;
import tagledger.api.TagId;
import tagledger.api.Versioned;
import tagledger.api.View;
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
    NearTables tables = new NearTables(catalogue.pool(), "SELECT position FROM generation");
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
    return differences;
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
