package tagledger.query.catalogue;

import static org.assertj.core.api.Assertions.assertThat;
import static tagledger.query.catalogue.CatalogueInTest.read;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tagledger.api.Event;
import tagledger.api.Event.ItemAdded;
import tagledger.api.Event.ItemChanged;
import tagledger.api.Event.ItemDeleted;
import tagledger.api.Event.StoreCreated;
import tagledger.api.Event.StoreDeleted;
import tagledger.api.Event.TagAdded;
import tagledger.api.Event.TagDeleted;
import tagledger.api.Event.TagsLinked;
import tagledger.api.Event.TagsUnlinked;
import tagledger.api.IdSet;
import tagledger.api.ItemId;
import tagledger.api.Listing;
import tagledger.api.Query.FindItem;
import tagledger.api.Query.FindTag;
import tagledger.api.Query.ListStores;
import tagledger.api.Query.ListTags;
import tagledger.api.Query.Page;
import tagledger.api.StoreId;
import tagledger.api.TagId;
import tagledger.api.Versioned;
import tagledger.api.View;
import tagledger.api.View.ItemView;
import tagledger.api.View.PlainItem;
import tagledger.api.View.PlainStore;
import tagledger.api.View.PlainTag;
import tagledger.api.View.StoreView;
import tagledger.api.View.TagView;
import tagledger.query.catalogue.CatalogueInTest.Recorded;

/** Given events, then what is known. */
class CatalogueProjectorTest {

  private static final StoreId STORE = new StoreId(1);
  private static final ItemId CHAIR = new ItemId(1);
  private static final TagId WOOD = new TagId(1);
  private static final BigDecimal PRICE = new BigDecimal("17.99");
  private static final PlainStore SHOP = new PlainStore(1, "My store");
  private static final PlainItem PLAIN_CHAIR = new PlainItem(1, "Chair", PRICE);
  private static final PlainTag PLAIN_WOOD = new PlainTag(1, "wood");

  private static final Event CREATED = new StoreCreated(STORE, "My store");
  private static final Event ADDED = new ItemAdded(STORE, CHAIR, "Chair", PRICE);
  private static final Event TAGGED = new TagAdded(STORE, WOOD, "wood");
  private static final Event LINKED = new TagsLinked(STORE, Map.of(WOOD, IdSet.of(1)), Map.of());

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
  void a_batch_that_is_written_in_parts_comes_to_its_end() {
    IdSet items = IdSet.parse("1-1500");
    List<Event> history = new ArrayList<>(List.of(CREATED));
    items
        .ids()
        .forEach(id -> history.add(new ItemAdded(STORE, new ItemId(id), "Item " + id, PRICE)));
    IdSet tags = IdSet.parse("1-100");
    tags.ids()
        .forEach(
            id -> {
              TagId tag = new TagId(id);
              history.add(new TagAdded(STORE, tag, "tag " + id));
              history.add(new TagsLinked(STORE, Map.of(tag, items), Map.of()));
            });
    history.add(new TagsUnlinked(STORE, Map.of(WOOD, IdSet.parse("1-1499")), Map.of()));
    history.add(new ItemChanged(STORE, new ItemId(1500), "Last", PRICE));

    catalogue.given(history.toArray(Event[]::new));

    assertThat(Objects.requireNonNull(wood()).view())
        .isEqualTo(new TagView(1, "tag 1", List.of(new PlainItem(1500, "Last", PRICE)), SHOP));
    assertThat(catalogue.jdbc.queryForObject("SELECT count(*) FROM items_tags", Long.class))
        .isEqualTo(100 * 1500 - 1499);
  }

  @Test
  void a_created_store_is_listed() {
    catalogue.given(CREATED);
    assertThat(stores()).containsExactly(new StoreView(1, "My store", List.of(), List.of()));
    assertThat(read(tags())).isEmpty();
  }

  @Test
  void an_added_item_is_found_and_is_in_its_store() {
    catalogue.given(CREATED, ADDED);
    assertThat(chair())
        .isEqualTo(new Versioned(new ItemView(1, "Chair", PRICE, SHOP, List.of()), 1));
    assertThat(stores())
        .containsExactly(new StoreView(1, "My store", List.of(PLAIN_CHAIR), List.of()));
  }

  @Test
  void a_changed_item_is_shown_as_it_is_now() {
    catalogue.given(
        CREATED, ADDED, new ItemChanged(STORE, CHAIR, "Stool", new BigDecimal("10.50")));
    assertThat(chair())
        .isEqualTo(
            new Versioned(new ItemView(1, "Stool", new BigDecimal("10.50"), SHOP, List.of()), 2));
  }

  @Test
  void a_deleted_item_is_gone_with_its_links() {
    catalogue.given(CREATED, ADDED, TAGGED, LINKED, new ItemDeleted(STORE, CHAIR, IdSet.of(1)));
    assertThat(chair()).isNull();
    assertThat(wood()).isEqualTo(new Versioned(new TagView(1, "wood", List.of(), SHOP), 4));
  }

  @Test
  void an_added_tag_is_found_and_is_in_its_store() {
    catalogue.given(CREATED, TAGGED);
    assertThat(wood()).isEqualTo(new Versioned(new TagView(1, "wood", List.of(), SHOP), 1));
    assertThat(stores())
        .containsExactly(new StoreView(1, "My store", List.of(), List.of(PLAIN_WOOD)));
  }

  @Test
  void a_deleted_tag_is_gone() {
    catalogue.given(CREATED, TAGGED, new TagDeleted(STORE, WOOD));
    assertThat(wood()).isNull();
    assertThat(read(tags())).isEmpty();
  }

  @Test
  void a_link_is_shown_on_both_sides() {
    catalogue.given(CREATED, ADDED, TAGGED, LINKED);
    assertThat(chair())
        .isEqualTo(new Versioned(new ItemView(1, "Chair", PRICE, SHOP, List.of(PLAIN_WOOD)), 3));
    assertThat(wood())
        .isEqualTo(new Versioned(new TagView(1, "wood", List.of(PLAIN_CHAIR), SHOP), 3));
  }

  @Test
  void a_change_of_an_item_is_a_new_version_of_its_tags() {
    catalogue.given(CREATED, ADDED, TAGGED, LINKED, new ItemChanged(STORE, CHAIR, "Chair", PRICE));
    assertThat(wood())
        .isEqualTo(new Versioned(new TagView(1, "wood", List.of(PLAIN_CHAIR), SHOP), 4));
  }

  @Test
  void an_unlinked_pair_is_shown_no_more() {
    catalogue.given(
        CREATED,
        ADDED,
        TAGGED,
        LINKED,
        new TagsUnlinked(STORE, Map.of(WOOD, IdSet.of(1)), Map.of()));
    assertThat(chair())
        .isEqualTo(new Versioned(new ItemView(1, "Chair", PRICE, SHOP, List.of()), 4));
    assertThat(wood()).isEqualTo(new Versioned(new TagView(1, "wood", List.of(), SHOP), 4));
  }

  @Test
  void a_deleted_store_takes_all_with_it_and_nothing_else() {
    catalogue.given(new StoreCreated(new StoreId(2), "Other"));
    catalogue.given(CREATED, ADDED, TAGGED, LINKED);
    List<Event> end =
        List.of(
            new TagsUnlinked(STORE, Map.of(WOOD, IdSet.of(1)), Map.of()),
            new StoreDeleted(STORE, IdSet.of(1), IdSet.of(), IdSet.of(1)));
    catalogue.apply(List.of(new Recorded(end.get(0), 4), new Recorded(end.get(1), 5)));
    assertThat(stores()).containsExactly(new StoreView(2, "Other", List.of(), List.of()));
    assertThat(catalogue.rows()).hasSize(1);
    assertThat(catalogue.queries.handle(new ListTags(STORE, Page.ALL))).isNull();
  }

  @Test
  void a_store_can_come_and_go_in_one_batch() {
    catalogue.given(
        CREATED,
        ADDED,
        TAGGED,
        LINKED,
        new TagsUnlinked(STORE, Map.of(WOOD, IdSet.of(1)), Map.of()),
        new StoreDeleted(STORE, IdSet.of(1), IdSet.of(), IdSet.of(1)));
    assertThat(catalogue.rows()).isEmpty();
  }

  @Test
  void all_that_happens_to_a_thing_in_one_batch_folds_into_how_it_ends() {
    catalogue.given(
        CREATED,
        ADDED,
        TAGGED,
        LINKED,
        new ItemChanged(STORE, CHAIR, "Stool", PRICE),
        new ItemDeleted(STORE, CHAIR, IdSet.of(1)),
        new ItemAdded(STORE, CHAIR, "Bench", BigDecimal.ONE),
        new TagsLinked(STORE, Map.of(WOOD, IdSet.of(1)), Map.of()),
        new TagsUnlinked(STORE, Map.of(WOOD, IdSet.of(1)), Map.of()),
        new TagDeleted(STORE, WOOD));
    assertThat(catalogue.rows()).hasSize(2);
    assertThat(chair())
        .isEqualTo(new Versioned(new ItemView(1, "Bench", BigDecimal.ONE, SHOP, List.of()), 8));
  }

  @Test
  void redacted_names_are_shown_as_redacted() {
    catalogue.given(
        new StoreCreated(STORE, null),
        new ItemAdded(STORE, CHAIR, null, PRICE),
        new TagAdded(STORE, WOOD, null),
        LINKED);
    PlainStore shop = new PlainStore(1, "(redacted)");
    assertThat(chair())
        .isEqualTo(
            new Versioned(
                new ItemView(1, "(redacted)", PRICE, shop, List.of(new PlainTag(1, "(redacted)"))),
                3));
  }

  private static @Nullable Versioned chair() {
    return catalogue.queries.handle(new FindItem(CHAIR));
  }

  private static @Nullable Versioned wood() {
    return catalogue.queries.handle(new FindTag(WOOD));
  }

  private static Listing tags() {
    return Objects.requireNonNull(catalogue.queries.handle(new ListTags(STORE, Page.ALL)));
  }

  private static List<View> stores() {
    return read(catalogue.queries.handle(new ListStores(Page.ALL)));
  }
}
