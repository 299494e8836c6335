package tagledger.query.history;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tagledger.api.Event;
import tagledger.api.Event.ItemAdded;
import tagledger.api.Event.ItemDeleted;
import tagledger.api.Event.TagAdded;
import tagledger.api.IdSet;
import tagledger.api.ItemId;
import tagledger.api.Listing;
import tagledger.api.Query.AsOf;
import tagledger.api.Query.FindStore;
import tagledger.api.Query.FindTag;
import tagledger.api.Query.ListStores;
import tagledger.api.Query.ListTags;
import tagledger.api.Query.OfCatalogue;
import tagledger.api.Query.Page;
import tagledger.api.StoreId;
import tagledger.api.TagId;
import tagledger.api.Versioned;
import tagledger.query.catalogue.LargeStore;
import tagledger.query.sql.NestedRows;

/** What held more than one row may bring along is shown as it was, without being gathered. */
class LargePastsTest {

  private static final StoreId STORE = new StoreId(1);
  private static final int LARGE = NestedRows.TOO_MANY;

  private static HistoryInTest history;

  @BeforeAll
  static void start() {
    history = new HistoryInTest();
  }

  @AfterAll
  static void stop() {
    history.close();
  }

  @BeforeEach
  void empty() {
    history.empty();
  }

  @ParameterizedTest
  @ValueSource(ints = {LARGE - 1, LARGE, LARGE + 1})
  void all_that_a_store_and_a_tag_held_is_shown(int size) {
    LargeStore store = new LargeStore(STORE, size);
    Event[] events = store.history().toArray(Event[]::new);
    history.given(Map.of(), events);
    history.given(
        Map.of(),
        new ItemDeleted(STORE, new ItemId(1), IdSet.of(1)),
        new ItemAdded(STORE, new ItemId(size + 1), "Later", BigDecimal.ONE),
        new TagAdded(STORE, new TagId(size + 1), "Later"));

    assertThat(asked(new FindStore(STORE), events.length)).isEqualTo(store.shown());
    assertThat(asked(new FindTag(LargeStore.OF_ALL), events.length)).isEqualTo(store.shownTag());
    assertThat(asked(new ListStores(Page.ALL), events.length)).isEqualTo(store.shown());
    assertThat(asked(new ListTags(STORE, Page.ALL), events.length)).isEqualTo(store.shownTag());
    assertThat(history.connectionsInUse()).isZero();
  }

  /** What is answered, or the first of it. */
  private static Object asked(OfCatalogue query, long position) {
    return switch (requireNonNull(history.past.handle(new AsOf(query, position)))) {
      case Versioned one -> {
        try (one) {
          yield LargeStore.read(one.view());
        }
      }
      case Listing listing -> {
        try (listing) {
          yield LargeStore.read(listing.rows().iterator().next());
        }
      }
      default -> throw new IllegalStateException("No answer to " + query);
    };
  }
}
