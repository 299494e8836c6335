package tagledger.query.catalogue;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.Iterator;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tagledger.api.Event;
import tagledger.api.Event.ItemChanged;
import tagledger.api.Event.ItemDeleted;
import tagledger.api.IdSet;
import tagledger.api.ItemId;
import tagledger.api.Listing;
import tagledger.api.Query.FindTag;
import tagledger.api.Query.ListStores;
import tagledger.api.Query.ListTags;
import tagledger.api.Query.Page;
import tagledger.api.StoreId;
import tagledger.api.Versioned;
import tagledger.api.View;
import tagledger.api.View.PlainItem;
import tagledger.api.View.StoreView;
import tagledger.api.View.TagView;
import tagledger.query.sql.NestedRows;

/** What holds more than one row may bring along is shown all the same, without being gathered. */
class LargeThingsTest {

  private static final StoreId STORE = new StoreId(1);
  private static final int LARGE = NestedRows.TOO_MANY;

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

  @ParameterizedTest
  @ValueSource(ints = {LARGE - 1, LARGE, LARGE + 1})
  void all_that_a_store_and_a_tag_hold_is_shown(int size) {
    LargeStore store = given(size);
    Versioned tag = tag();
    Versioned found = requireNonNull(catalogue.queries.largeStore(STORE.value()));
    try (tag;
        found) {
      assertThat(tag.isInMemory()).isEqualTo(size < LARGE);
      assertThat(LargeStore.read(tag.view())).isEqualTo(store.shownTag());
      assertThat(LargeStore.read(found.view())).isEqualTo(store.shown());
    }
    assertThat(catalogue.pool.getHikariPoolMXBean().getActiveConnections()).isZero();
  }

  @Test
  void a_list_shows_all_of_each_and_goes_on_behind_one_that_was_not_read() {
    LargeStore store = given(LARGE);
    catalogue.given(new Event.StoreCreated(new StoreId(2), "Next"));
    try (Listing stores = catalogue.queries.handle(new ListStores(Page.ALL));
        Listing tags = requireNonNull(catalogue.queries.handle(new ListTags(STORE, Page.ALL)))) {
      Iterator<? extends View> eachStore = stores.rows().iterator();
      assertThat(LargeStore.read(eachStore.next())).isEqualTo(store.shown());
      assertThat(eachStore.next()).isEqualTo(new StoreView(2, "Next", List.of(), List.of()));
      assertThat(eachStore.hasNext()).isFalse();

      Iterator<? extends View> eachTag = tags.rows().iterator();
      assertThat(eachTag.next().id()).isEqualTo(LargeStore.OF_ALL.value());
      TagView second = (TagView) eachTag.next();
      assertThat(second.items())
          .containsExactly(new PlainItem(LARGE, "Item " + LARGE, BigDecimal.valueOf(LARGE)));
    }
  }

  @Test
  void what_happens_meanwhile_is_not_shown() {
    LargeStore store = given(LARGE);
    try (Versioned tag = tag()) {
      Iterator<PlainItem> items = ((TagView) tag.view()).items().iterator();
      assertThat(items.next().id()).isEqualTo(1);

      change(new ItemDeleted(STORE, new ItemId(LARGE), IdSet.of(1, 2)), 100_000);
      change(new ItemChanged(STORE, new ItemId(LARGE - 1), "Other", BigDecimal.ONE), 100_001);

      int last = 0;
      PlainItem lastButOne = null;
      while (items.hasNext()) {
        PlainItem item = items.next();
        last = item.id();
        lastButOne = last == LARGE - 1 ? item : lastButOne;
      }
      assertThat(last).isEqualTo(store.size());
      assertThat(requireNonNull(lastButOne).name()).isEqualTo("Item " + (LARGE - 1));
    }
  }

  /** Its version is that of the item that changed last, wherever that stands. */
  @Test
  void a_change_of_any_item_is_one_of_its_tag() {
    given(LARGE + 1);
    for (int item : List.of(1, LARGE, LARGE + 1)) {
      change(new ItemChanged(STORE, new ItemId(item), "Other", BigDecimal.ONE), 100_000 + item);
      try (Versioned tag = tag()) {
        assertThat(tag.version()).isEqualTo(100_000 + item);
      }
    }
  }

  private static LargeStore given(int size) {
    LargeStore store = new LargeStore(STORE, size);
    catalogue.given(store.history().toArray(Event[]::new));
    return store;
  }

  private static void change(Event event, long sequence) {
    catalogue.apply(List.of(new CatalogueInTest.Recorded(event, sequence)));
  }

  private static Versioned tag() {
    return requireNonNull(catalogue.queries.handle(new FindTag(LargeStore.OF_ALL)));
  }
}
