package tagledger.query.near;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static tagledger.query.near.NearInTest.change;
import static tagledger.query.near.NearInTest.item;
import static tagledger.query.near.NearInTest.recorded;
import static tagledger.query.near.NearInTest.text;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tagledger.api.Event;
import tagledger.api.IdSet;
import tagledger.api.ItemId;
import tagledger.api.Query;
import tagledger.api.SoleWriter;
import tagledger.api.StoreId;
import tagledger.api.TagId;
import tagledger.query.catalogue.CatalogueInTest.Recorded;
import tagledger.query.catalogue.CatalogueModel;
import tagledger.query.projection.Projector;

/** What is near is what the tables say, to the byte. */
class NearTest {

  @RegisterExtension private static final NearInTest given = new NearInTest();
  private Near near;

  @BeforeEach
  void empty() {
    near = given.empty();
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void after_each_batch_of_any_history_what_is_near_is_what_the_tables_say(long seed) {
    List<Recorded> history = new CatalogueModel(seed).history(700);
    Random random = new Random(seed);
    for (int from = 0; from < history.size(); ) {
      int to = Math.min(history.size(), from + random.nextInt(1, 60));
      given.catalogue.apply(history.subList(from, to));
      from = to;
      if (random.nextInt(4) == 0) {
        given.bringAll();
      }
      assertThat(given.differences()).isEmpty();
    }
    given.bringAll();
    assertThat(given.differences()).isEmpty();
    assertThatItTakesWhatItTakesAnew();
    assertThat(given.catalogue.items())
        .allSatisfy(item -> assertThat(given.find(item.view())).isNotNull());
    assertThat(given.catalogue.tags())
        .allSatisfy(tag -> assertThat(given.find(tag.view())).isNotNull());
    assertThat(given.catalogue.stores())
        .allSatisfy(store -> assertThat(given.find(store.view())).isNotNull());
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
                given.bringAll();
              }
            });
    for (int from = 0; from < history.size(); from += 10) {
      given.catalogue.apply(history.subList(from, Math.min(history.size(), from + 10)));
      assertThat(given.differences()).isEmpty();
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
    given.catalogue.apply(recorded(events));
    given.bringAll();
    assertThat(given.differences()).isEmpty();
    assertThat(text(near.find(new Query.FindItem(new ItemId(2147483647)), false)))
        .contains("\"price\":1000,")
        .contains("\"tags\":[{\"id\":7");
  }

  @Test
  void what_would_be_long_is_left_to_the_tables() {
    StoreId store = new StoreId(1);
    String name = "x".repeat(10_000);
    List<Event> events = new ArrayList<>();
    events.add(new Event.StoreCreated(store, "Shop"));
    events.add(new Event.TagAdded(store, new TagId(1), "wood"));
    for (int n = 1; n <= 500; n++) {
      events.add(new Event.ItemAdded(store, new ItemId(n), name, BigDecimal.ONE));
    }
    IdSet all = IdSet.ofSorted(IntStream.rangeClosed(1, 500).iterator());
    events.add(new Event.TagsLinked(store, Map.of(new TagId(1), all), Map.of()));
    given.catalogue.apply(recorded(events));
    given.bringAll();

    assertThat(near.find(new Query.FindStore(store), false)).isNull();
    assertThat(near.find(new Query.FindTag(new TagId(1)), false)).isNull();
    assertThat(near.find(new Query.ListTags(store, Query.Page.ALL), false)).isNull();
    assertThat(near.page(NearInTest.page(0, 500))).isNull();
    assertThat(near.page(NearInTest.page(0, 300))).isNotNull();
    assertThat(near.find(item(), false)).isNotNull();
  }

  @Test
  void an_answer_is_made_once_of_each_state() {
    given.givenAnItem();
    given.bringAll();
    Query.OfCatalogue store = new Query.FindStore(new StoreId(1));
    byte[] first = requireNonNull(near.find(store, false)).json();
    assertThat(requireNonNull(near.find(store, false)).json()).isSameAs(first);
    List<Projector.Recorded> batch = change("Table", 2, 1_000_000);
    near.committing(batch);
    assertThat(requireNonNull(near.find(store, true)).json()).isEqualTo(first);
    near.committed(batch, true);
    assertThat(text(near.find(store, false))).contains("Table");
  }

  @Test
  void nothing_is_near_while_others_may_write_and_nothing_of_before_is_afterwards() {
    given.givenAnItem();
    given.bringAll();
    assertThat(near.find(item(), false)).isNotNull();
    given.term.set(SoleWriter.UNSURE);
    assertThat(near.find(item(), false)).isNull();
    given.term.set(2);
    assertThat(near.find(item(), false)).isNull();
    given.bringAll();
    assertThat(near.find(item(), false)).isNotNull();
  }

  @Test
  void nothing_is_near_while_a_batch_that_touches_it_is_being_committed() {
    given.givenAnItem();
    given.bringAll();
    List<Projector.Recorded> batch = change("Table", 2, 1_000_000);
    near.committing(batch);
    assertThat(near.find(item(), false)).isNull();
    assertThat(near.find(new Query.FindStore(new StoreId(1)), false)).isNull();
    near.committed(batch, true);
    assertThat(text(near.find(item(), false))).contains("Table");
  }

  @Test
  void who_wrote_before_that_batch_is_shown_what_he_wrote_all_the_same() {
    given.givenAnItem();
    given.bringAll();
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
    given.givenAnItem();
    given.bringAll();
    near.lost(false);
    given.bringAll();
    assertThat(near.find(item(), false)).isNull();
    near.lost(true);
    given.bringAll();
    assertThat(near.find(item(), false)).isNotNull();
  }

  @Test
  void what_was_read_longest_ago_makes_room_and_what_is_too_large_stays_in_the_tables() {
    near = given.anew(given.catalogue.pool(), 60_000);
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
    given.catalogue.apply(history);
    given.bringAll();
    assertThat(near.find(new Query.FindStore(new StoreId(3)), false)).isNull();
    assertThat(near.find(new Query.FindStore(new StoreId(2)), false)).isNotNull();
    assertThat(near.bytes()).isLessThanOrEqualTo(60_000);
    assertThat(given.differences()).isEmpty();
  }

  private void assertThatItTakesWhatItTakesAnew() {
    long taken = near.bytes();
    near.lost(true);
    given.bringAll();
    assertThat(near.bytes()).isEqualTo(taken);
  }
}
