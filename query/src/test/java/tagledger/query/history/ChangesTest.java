package tagledger.query.history;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tagledger.api.Change;
import tagledger.api.Change.Detail;
import tagledger.api.Change.ItemLink;
import tagledger.api.Change.ItemState;
import tagledger.api.Change.PostLink;
import tagledger.api.Change.PostState;
import tagledger.api.Change.StoreState;
import tagledger.api.Change.TagState;
import tagledger.api.Changes;
import tagledger.api.Event;
import tagledger.api.Event.ItemAdded;
import tagledger.api.Event.ItemChanged;
import tagledger.api.Event.ItemDeleted;
import tagledger.api.Event.PostAdded;
import tagledger.api.Event.PostChanged;
import tagledger.api.Event.PostDeleted;
import tagledger.api.Event.StoreCreated;
import tagledger.api.Event.StoreDeleted;
import tagledger.api.Event.TagAdded;
import tagledger.api.Event.TagDeleted;
import tagledger.api.Event.TagsLinked;
import tagledger.api.Event.TagsUnlinked;
import tagledger.api.IdSet;
import tagledger.api.ItemId;
import tagledger.api.Metadata;
import tagledger.api.PostId;
import tagledger.api.Query.ChangeFilter;
import tagledger.api.Query.ChangePage;
import tagledger.api.Query.FindChange;
import tagledger.api.Query.ListChanges;
import tagledger.api.StoreId;
import tagledger.api.TagId;
import tagledger.api.ThingKind;

/** Given commands, then what is told of them. */
class ChangesTest {

  static final ChangePage ALL = new ChangePage(false, null, null);

  private static final StoreId STORE = new StoreId(1);
  private static final ItemId ITEM = new ItemId(1);
  private static final PostId POST = new PostId(1);
  private static final TagId TAG = new TagId(1);
  private static final BigDecimal PRICE = new BigDecimal("10.5");
  private static final Event CREATED = new StoreCreated(STORE, "My store");
  private static final Event CHAIR = new ItemAdded(STORE, ITEM, "Chair", PRICE);
  private static final Event NEWS = new PostAdded(STORE, POST, "News", "Text");
  private static final Event RED = new TagAdded(STORE, TAG, "red");
  private static final Map<TagId, IdSet> PAIR = Map.of(TAG, IdSet.of(1));

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

  @Test
  void a_change_tells_who_did_what_when_and_why() {
    history.given(
        Map.of(
            Metadata.COMMAND_ID, "c1",
            Metadata.CHANGE, "change 1",
            Metadata.ACTOR, "ann",
            Metadata.REQUEST, "4bf92f35",
            Metadata.REASON, "first of all"),
        CREATED);

    Change change = only().change();
    assertThat(change.id()).isEqualTo("change 1");
    assertThat(change.position()).isEqualTo(1);
    assertThat(change.time()).isEqualTo(HistoryInTest.FIRST.plusSeconds(1));
    assertThat(change.actor()).isEqualTo("ann");
    assertThat(change.requestId()).isEqualTo("4bf92f35");
    assertThat(change.reason()).isEqualTo("first of all");
    assertThat(change.storeId()).isEqualTo(1);
  }

  @Test
  void what_is_added_has_nothing_before_and_what_is_removed_nothing_after() {
    history.given("1", CREATED);
    assertLast("Store \"My store\" created", added(new StoreState(1, "My store")));
    history.given("2", CHAIR);
    assertLast("Item \"Chair\" added at 10.5", added(chair("Chair", "10.5")));
    history.given("3", NEWS);
    assertLast("Post \"News\" added", added(new PostState(1, "News", "Text")));
    history.given("4", RED);
    assertLast("Tag \"red\" added", added(new TagState(1, "red")));
    history.given("5", new TagsLinked(STORE, PAIR, Map.of()));
    assertLast("Tag \"red\" linked to item \"Chair\"", added(new ItemLink(1, 1)));
    history.given("6", new TagsLinked(STORE, Map.of(), PAIR));
    assertLast("Tag \"red\" linked to post \"News\"", added(new PostLink(1, 1)));
    history.given("7", new TagsUnlinked(STORE, PAIR, Map.of()));
    assertLast("Tag \"red\" unlinked from item \"Chair\"", removed(new ItemLink(1, 1)));
    history.given("8", new PostDeleted(STORE, POST, IdSet.of(1)));
    assertLast(
        "Post \"News\" deleted with 1 link",
        removed(new PostState(1, "News", "Text")),
        removed(new PostLink(1, 1)));
    history.given("9", new TagDeleted(STORE, TAG));
    assertLast("Tag \"red\" deleted", removed(new TagState(1, "red")));
    history.given("10", new ItemDeleted(STORE, ITEM, IdSet.of()));
    assertLast("Item \"Chair\" deleted", removed(chair("Chair", "10.5")));
  }

  @Test
  void what_is_changed_has_its_values_before_and_after() {
    history.given("1", CREATED, CHAIR, NEWS);
    history.given("2", new ItemChanged(STORE, ITEM, "Chair", new BigDecimal("12")));
    assertLast(
        "Item \"Chair\": price 10.5 → 12",
        new Detail(ThingKind.ITEM, chair("Chair", "10.5"), chair("Chair", "12")));
    history.given("3", new ItemChanged(STORE, ITEM, "Armchair", new BigDecimal("12")));
    assertLast(
        "Item \"Chair\" renamed to \"Armchair\"",
        new Detail(ThingKind.ITEM, chair("Chair", "12"), chair("Armchair", "12")));
    history.given("4", new ItemChanged(STORE, ITEM, "Stool", new BigDecimal("8.25")));
    assertLast(
        "Item \"Armchair\" renamed to \"Stool\", price 12 → 8.25",
        new Detail(ThingKind.ITEM, chair("Armchair", "12"), chair("Stool", "8.25")));
    history.given("5", new PostChanged(STORE, POST, "News", null));
    assertLast(
        "Post \"News\": content changed",
        new Detail(
            ThingKind.POST, new PostState(1, "News", "Text"), new PostState(1, "News", null)));
    history.given("6", new PostChanged(STORE, POST, "Old news", null));
    assertLast(
        "Post \"News\" renamed to \"Old news\"",
        new Detail(
            ThingKind.POST, new PostState(1, "News", null), new PostState(1, "Old news", null)));
    history.given("7", new PostChanged(STORE, POST, "Newer", "Words"));
    assertLast(
        "Post \"Old news\" renamed to \"Newer\", content changed",
        new Detail(
            ThingKind.POST,
            new PostState(1, "Old news", null),
            new PostState(1, "Newer", "Words")));
  }

  @Test
  void a_thing_that_comes_back_was_not_there_before() {
    history.given("1", CREATED, CHAIR);
    history.given("2", new ItemDeleted(STORE, ITEM, IdSet.of()));
    history.given("3", new ItemAdded(STORE, ITEM, "Stool", PRICE));
    assertLast("Item \"Stool\" added at 10.5", added(chair("Stool", "10.5")));
  }

  @Test
  void a_thing_that_goes_and_comes_back_in_one_command_is_changed() {
    history.given("1", CREATED, CHAIR);
    history.given(
        "2", new ItemDeleted(STORE, ITEM, IdSet.of()), new ItemAdded(STORE, ITEM, "Stool", PRICE));
    assertThat(last().details())
        .containsExactly(
            new Detail(ThingKind.ITEM, chair("Chair", "10.5"), chair("Stool", "10.5")));
  }

  @Test
  void what_comes_and_goes_in_one_command_never_was() {
    history.given("1", CREATED);
    history.given("2", CHAIR, new ItemDeleted(STORE, ITEM, IdSet.of()));
    assertLast("Nothing changed");
  }

  @Test
  void the_end_of_a_store_is_the_end_of_all_that_is_in_it() {
    history.given("1", CREATED, CHAIR, NEWS, RED, new TagAdded(STORE, new TagId(2), "blue"));
    history.given("2", new TagsLinked(STORE, PAIR, PAIR));
    history.given(
        "3",
        new TagsUnlinked(STORE, PAIR, PAIR),
        new StoreDeleted(STORE, IdSet.of(1), IdSet.of(1), IdSet.of(1, 2)));
    assertLast(
        "Store \"My store\" deleted with 1 item, 1 post, 2 tags and 2 links",
        removed(new StoreState(1, "My store")),
        removed(new TagState(1, "red")),
        removed(new TagState(2, "blue")),
        removed(chair("Chair", "10.5")),
        removed(new PostState(1, "News", "Text")),
        removed(new ItemLink(1, 1)),
        removed(new PostLink(1, 1)));
  }

  @Test
  void many_things_are_counted() {
    history.given("1", CREATED, CHAIR, RED);
    history.given(
        "2",
        new ItemAdded(STORE, new ItemId(2), "Table", PRICE),
        new ItemAdded(STORE, new ItemId(3), "Bed", PRICE),
        new TagAdded(STORE, new TagId(2), "blue"),
        new ItemChanged(STORE, ITEM, "Stool", PRICE),
        new TagsLinked(STORE, Map.of(TAG, IdSet.of(1, 2)), Map.of()));
    assertThat(last().summary()).isEqualTo("2 items, 1 tag and 2 links added; 1 item changed");
  }

  @Test
  void an_import_is_one_change_however_many_commands_it_took() {
    history.given("1", CREATED, NEWS);
    history.given(imported("a"), CHAIR, new ItemAdded(STORE, new ItemId(3), "Bed", PRICE));
    history.given("2", new PostDeleted(STORE, POST, IdSet.of()));
    history.given(
        imported("b"),
        RED,
        new ItemAdded(STORE, new ItemId(2), "Table", PRICE),
        new TagsLinked(STORE, Map.of(TAG, IdSet.of(1, 2)), Map.of()));

    List<ReadChange> all = all();
    assertThat(all).extracting(ReadChange::position).containsExactly(2L, 5L, 8L);
    assertLast(
        "Import: 3 items, 1 tag and 2 links added",
        added(chair("Chair", "10.5")),
        added(new ItemState(3, "Bed", PRICE)),
        added(new TagState(1, "red")),
        added(new ItemState(2, "Table", PRICE)),
        added(new ItemLink(1, 1)),
        added(new ItemLink(2, 1)));
  }

  @Test
  void what_is_undone_is_named() {
    history.given("1", CREATED, CHAIR);
    history.given("2", new ItemChanged(STORE, ITEM, "Stool", PRICE));
    history.given(
        Map.of(Metadata.COMMAND_ID, "3", Metadata.CHANGE, "3", Metadata.UNDOES, "2"),
        new ItemChanged(STORE, ITEM, "Chair", PRICE));
    assertThat(last().summary()).isEqualTo("Undid 2: Item \"Stool\" renamed to \"Chair\"");
  }

  @Test
  void a_text_that_was_redacted_is_said_to_be() {
    history.given("1", CREATED, CHAIR, NEWS);
    history.given("2", new ItemChanged(STORE, ITEM, null, PRICE));
    assertLast(
        "Item \"Chair\" renamed to \"(redacted)\"",
        new Detail(ThingKind.ITEM, chair("Chair", "10.5"), chair("(redacted)", "10.5")));
    history.given("3", new PostChanged(STORE, POST, null, null));
    assertThat(last().summary())
        .isEqualTo("Post \"News\" renamed to \"(redacted)\", content changed");
  }

  @Test
  void a_redaction_that_left_no_metadata_leaves_the_change_readable() {
    history.given("1", CREATED, CHAIR);
    history.forgetMetadata(1);
    assertThat(last().summary()).isEqualTo("Store \"My store\" created with 1 item");
  }

  @Test
  void long_names_are_cut_and_stay_on_one_line() {
    history.given(
        "1", CREATED, new PostAdded(STORE, POST, "a\nb" + "\ud83e\ude91".repeat(250), null));
    history.given("2", new PostDeleted(STORE, POST, IdSet.of()));
    assertThat(last().summary())
        .isEqualTo("Post \"a b" + "\ud83e\ude91".repeat(56) + "…\" deleted");
  }

  @Test
  void a_change_is_found_by_its_id() {
    history.given("1", CREATED, CHAIR);
    history.given("2", new ItemDeleted(STORE, ITEM, IdSet.of()));

    List<ReadChange> found = ReadChange.all(history.changes.handle(new FindChange("2")));
    assertThat(found).hasSize(1);
    assertThat(found.getFirst().summary()).isEqualTo("Item \"Chair\" deleted");
    assertThat(history.changes.handle(new FindChange("3"))).isNull();
    assertThat(history.connectionsInUse()).isZero();
  }

  @Test
  void details_that_were_not_read_are_passed_over() {
    history.given("1", CREATED, CHAIR, NEWS, RED);
    history.given("2", new ItemDeleted(STORE, ITEM, IdSet.of()));
    try (Changes changes = list(ALL)) {
      assertThat(changes.rows().skip(1).toList().getFirst().summary())
          .isEqualTo("Item \"Chair\" deleted");
    }
    assertThat(history.connectionsInUse()).isZero();
  }

  @Test
  void a_large_change_stands_among_small_ones_complete_and_in_order() {
    int many = 5_000;
    List<Event> large = new ArrayList<>(List.of(RED));
    for (int id = many; id > 1; id--) {
      large.add(new ItemAdded(STORE, new ItemId(id), "Item " + id, PRICE));
    }
    large.add(new TagsLinked(STORE, Map.of(TAG, ids(many)), Map.of()));
    history.given("1", CREATED, CHAIR);
    history.given("2", large.toArray(Event[]::new));
    history.given("3", NEWS);

    List<ReadChange> all = all();
    assertThat(all)
        .extracting(ReadChange::summary)
        .containsExactly(
            "Store \"My store\" created with 1 item",
            "4,999 items, 1 tag and 5,000 links added",
            "Post \"News\" added");
    List<Detail> expected = new ArrayList<>(List.of(added(new TagState(1, "red"))));
    for (int id = 2; id <= many; id++) {
      expected.add(added(new ItemState(id, "Item " + id, PRICE)));
    }
    IntStream.rangeClosed(1, many).forEach(id -> expected.add(added(new ItemLink(id, 1))));
    assertThat(all.get(1).details()).isEqualTo(expected);
  }

  private static IdSet ids(int many) {
    return IdSet.of(IntStream.rangeClosed(1, many).toArray());
  }

  private static Map<String, String> imported(String command) {
    return Map.of(
        Metadata.COMMAND_ID, command, Metadata.CHANGE, "import", Metadata.COMMAND, "ImportRows");
  }

  private static ItemState chair(String name, String price) {
    return new ItemState(1, name, new BigDecimal(price));
  }

  private static Detail added(Change.State state) {
    return new Detail(kind(state), null, state);
  }

  private static Detail removed(Change.State state) {
    return new Detail(kind(state), state, null);
  }

  private static ThingKind kind(Change.State state) {
    return switch (state) {
      case StoreState it -> ThingKind.STORE;
      case ItemState it -> ThingKind.ITEM;
      case PostState it -> ThingKind.POST;
      case TagState it -> ThingKind.TAG;
      case ItemLink it -> ThingKind.LINK;
      case PostLink it -> ThingKind.LINK;
    };
  }

  private static void assertLast(String summary, Detail... details) {
    ReadChange last = last();
    assertThat(last.summary()).isEqualTo(summary);
    assertThat(last.details()).containsExactly(details);
  }

  private static ReadChange last() {
    return all().getLast();
  }

  private static ReadChange only() {
    List<ReadChange> all = all();
    assertThat(all).hasSize(1);
    return all.getFirst();
  }

  private static List<ReadChange> all() {
    return ReadChange.all(list(ALL));
  }

  private static Changes list(ChangePage page) {
    return requireNonNull(history.changes.handle(new ListChanges(ChangeFilter.NONE, page)));
  }
}
