package tagledger.query.history;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

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
import tagledger.api.Event.ItemChanged;
import tagledger.api.Event.ItemDeleted;
import tagledger.api.Event.PostAdded;
import tagledger.api.Event.PostChanged;
import tagledger.api.Event.StoreCreated;
import tagledger.api.Event.StoreDeleted;
import tagledger.api.Event.TagAdded;
import tagledger.api.Event.TagDeleted;
import tagledger.api.Event.TagsLinked;
import tagledger.api.Event.TagsUnlinked;
import tagledger.api.IdSet;
import tagledger.api.ItemId;
import tagledger.api.Links;
import tagledger.api.Metadata;
import tagledger.api.Plan;
import tagledger.api.Plan.Obstacle;
import tagledger.api.PostId;
import tagledger.api.Query.PlanRestore;
import tagledger.api.Query.PlanUndo;
import tagledger.api.Reversal;
import tagledger.api.Reversal.ItemText;
import tagledger.api.Reversal.Kept;
import tagledger.api.Reversal.OfItem;
import tagledger.api.Reversal.OfPost;
import tagledger.api.Reversal.OfTag;
import tagledger.api.Reversal.PostText;
import tagledger.api.Reversal.TagLeaving;
import tagledger.api.Reversal.TagReturning;
import tagledger.api.StoreId;
import tagledger.api.TagId;
import tagledger.api.ThingKind;
import tagledger.query.history.HistoryInTest.Recorded;

class PlansTest {

  private static final StoreId STORE = new StoreId(1);
  private static final ItemId CHAIR = new ItemId(1);
  private static final PostId NEWS = new PostId(1);
  private static final TagId WOOD = new TagId(1);
  private static final TagId STEEL = new TagId(2);
  private static final BigDecimal PRICE = new BigDecimal("17.99");

  private static HistoryInTest history;

  @BeforeAll
  static void start() {
    history = new HistoryInTest();
  }

  @AfterAll
  static void stop() {
    history.close();
  }

  /** Positions 1 to 5. */
  @BeforeEach
  void fill() {
    history.empty();
    history.given("store", new StoreCreated(STORE, "My store"));
    history.given("chair", new ItemAdded(STORE, CHAIR, "Chair", PRICE, "k"));
    history.given("news", new PostAdded(STORE, NEWS, "News", null));
    history.given("wood", new TagAdded(STORE, WOOD, "wood"));
    history.given("link", linked(WOOD, IdSet.of(1), IdSet.of(1)));
  }

  @Test
  void an_item_becomes_what_it_was_and_its_version_is_told() {
    history.given("c", new ItemChanged(STORE, CHAIR, "Stool", BigDecimal.ONE));
    assertThat(ready("c").items())
        .containsExactly(new OfItem(CHAIR, 5, new ItemText("Chair", PRICE, "k")));
  }

  @Test
  void a_post_becomes_what_it_was() {
    history.given("c", new PostChanged(STORE, NEWS, "News", "Words"));
    assertThat(ready("c").posts())
        .containsExactly(new OfPost(NEWS, 5, new PostText("News", null, null)));
  }

  @Test
  void a_deleted_item_comes_back_with_its_key_and_links() {
    history.given("c", new ItemDeleted(STORE, CHAIR, IdSet.of(1)));
    assertThat(ready("c"))
        .isEqualTo(
            new Reversal(
                new Kept(),
                List.of(new OfItem(CHAIR, null, new ItemText("Chair", PRICE, "k"))),
                List.of(),
                List.of(),
                new Links(Map.of(WOOD, IdSet.of(1)), Map.of()),
                Links.NONE));
  }

  @Test
  void a_deleted_store_comes_back_with_all_that_it_held_and_nothing_that_went_before() {
    history.given("steel", new TagAdded(STORE, STEEL, "steel"));
    history.given("no steel", new TagDeleted(STORE, STEEL));
    history.given(
        "c",
        new TagsUnlinked(STORE, Map.of(WOOD, IdSet.of(1)), Map.of(WOOD, IdSet.of(1))),
        new StoreDeleted(STORE, IdSet.of(1), IdSet.of(1), IdSet.of(1)));
    Reversal plan = ready("c");
    assertThat(plan.store()).isEqualTo(new Reversal.Returning("My store"));
    assertThat(plan.items()).extracting(OfItem::id).containsExactly(CHAIR);
    assertThat(plan.posts()).extracting(OfPost::id).containsExactly(NEWS);
    assertThat(plan.tags()).containsExactly(new TagReturning(WOOD, "wood"));
    assertThat(plan.linked())
        .isEqualTo(new Links(Map.of(WOOD, IdSet.of(1)), Map.of(WOOD, IdSet.of(1))));
    assertThat(plan.unlinked()).isEqualTo(Links.NONE);
  }

  @Test
  void of_several_commands_before_is_before_the_first_and_after_is_after_the_last() {
    imported(new ItemChanged(STORE, CHAIR, "Stool", PRICE), "first");
    imported(new ItemChanged(STORE, CHAIR, "Bench", PRICE), "second");
    imported(new TagAdded(STORE, STEEL, "steel"), "second");
    Reversal plan = ready("import");
    assertThat(plan.items())
        .containsExactly(new OfItem(CHAIR, 6, new ItemText("Chair", PRICE, "k")));
    assertThat(plan.tags()).containsExactly((OfTag) new TagLeaving(STEEL));
  }

  @Test
  void what_a_change_came_to_nothing_of_is_left_alone() {
    imported(new ItemChanged(STORE, CHAIR, "Stool", PRICE), "first");
    imported(new ItemChanged(STORE, CHAIR, "Chair", new BigDecimal("17.990")), "second");
    assertThat(ready("import").isEmpty()).isTrue();
    history.given("since", new ItemChanged(STORE, CHAIR, "Bench", PRICE));
    assertThat(ready("import").isEmpty()).isTrue();
  }

  @Test
  void prices_are_compared_as_numbers() {
    history.given("c", new ItemChanged(STORE, CHAIR, "Chair", new BigDecimal("2.5")));
    history.given("d", new ItemChanged(STORE, CHAIR, "Chair", new BigDecimal("3")));
    history.given("e", new ItemChanged(STORE, CHAIR, "Chair", new BigDecimal("2.50")));
    assertThat(ready("c").items()).hasSize(1);
  }

  @Test
  void texts_that_were_redacted_come_back_absent() {
    history.jdbc.update("UPDATE item_values SET name = NULL");
    history.jdbc.update("UPDATE tags SET name = NULL");
    history.jdbc.update("UPDATE stores SET name = NULL");
    history.given(
        "c",
        new TagsUnlinked(STORE, Map.of(WOOD, IdSet.of(1)), Map.of(WOOD, IdSet.of(1))),
        new StoreDeleted(STORE, IdSet.of(1), IdSet.of(1), IdSet.of(1)));
    Reversal plan = ready("c");
    assertThat(plan.store()).isEqualTo(new Reversal.Returning(null));
    assertThat(plan.tags()).containsExactly(new TagReturning(WOOD, null));
    assertThat(requireNonNull(plan.items().getFirst().target()).name()).isNull();
  }

  @Test
  void a_tag_may_take_its_name_back_from_one_that_goes() {
    history.given(
        "unlink", new TagsUnlinked(STORE, Map.of(WOOD, IdSet.of(1)), Map.of(WOOD, IdSet.of(1))));
    history.given("c", new TagDeleted(STORE, WOOD), new TagAdded(STORE, STEEL, "wood"));
    assertThat(ready("c").tags())
        .containsExactly(new TagReturning(WOOD, "wood"), new TagLeaving(STEEL));
  }

  @Test
  void no_part_of_a_command_is_planned_with() {
    history.given("c", new ItemChanged(STORE, CHAIR, "Stool", PRICE));
    Recorded first = recorded(new ItemChanged(STORE, CHAIR, "Half", PRICE), 6, "half", "half");
    history.log(List.of(first, recorded(new TagAdded(STORE, STEEL, "x"), 7, "half", "half")));
    history.take(List.of(first));
    assertThat(ready("c").items())
        .containsExactly(new OfItem(CHAIR, 5, new ItemText("Chair", PRICE, "k")));
    assertThat(plan("half")).isNull();
  }

  @Test
  void what_has_changed_since_stands_in_the_way() {
    history.given("c", new ItemChanged(STORE, CHAIR, "Stool", PRICE));
    history.given("d", new ItemChanged(STORE, CHAIR, "Stool", BigDecimal.TWO));
    assertThat(obstacles("c"))
        .containsExactly(new Obstacle(ThingKind.ITEM, 1, "Has changed since."));
    assertThat(obstacles("chair"))
        .containsExactly(new Obstacle(ThingKind.ITEM, 1, "Has changed since."));
  }

  @Test
  void what_hangs_on_a_thing_that_would_go_stands_in_the_way() {
    assertThat(obstacles("chair"))
        .containsExactly(new Obstacle(ThingKind.LINK, 1, "Item 1 has been given tag 1 since."));
    assertThat(obstacles("wood"))
        .containsExactly(
            new Obstacle(ThingKind.LINK, 1, "Item 1 has been given tag 1 since."),
            new Obstacle(ThingKind.LINK, 1, "Post 1 has been given tag 1 since."));
    assertThat(obstacles("store"))
        .extracting(Obstacle::kind)
        .containsExactly(ThingKind.ITEM, ThingKind.POST, ThingKind.TAG);
  }

  @Test
  void a_deleted_store_stands_in_the_way_of_what_was_in_it() {
    history.given("c", new ItemDeleted(STORE, CHAIR, IdSet.of(1)));
    history.given(
        "gone",
        new TagsUnlinked(STORE, Map.of(), Map.of(WOOD, IdSet.of(1))),
        new StoreDeleted(STORE, IdSet.of(), IdSet.of(1), IdSet.of(1)));
    assertThat(obstacles("c"))
        .containsExactly(
            new Obstacle(ThingKind.STORE, 1, "Is no longer there."),
            new Obstacle(ThingKind.TAG, 1, "Is no longer there, and a link to it would be."));
  }

  @Test
  void an_unknown_change_has_no_plan() {
    assertThat(plan("nothing")).isNull();
  }

  @Test
  void a_store_is_planned_to_be_what_it_was() {
    history.given("c", new ItemChanged(STORE, CHAIR, "Stool", PRICE));
    history.given("unlink", new TagsUnlinked(STORE, Map.of(WOOD, IdSet.of(1)), Map.of()));
    history.given("steel", new TagAdded(STORE, STEEL, "steel"));
    assertThat(restored(5))
        .isEqualTo(
            new Plan.Ready(
                STORE,
                new Reversal(
                    new Kept(),
                    List.of(new OfItem(CHAIR, 5, new ItemText("Chair", PRICE, "k"))),
                    List.of(),
                    List.of(new TagLeaving(STEEL)),
                    new Links(Map.of(WOOD, IdSet.of(1)), Map.of()),
                    Links.NONE)));
    assertThat(restored(8))
        .isInstanceOfSatisfying(
            Plan.Ready.class, plan -> assertThat(plan.reversal().isEmpty()).isTrue());
  }

  @Test
  void a_store_that_went_comes_back_and_one_that_was_not_there_does_not() {
    history.given(
        "gone",
        new TagsUnlinked(STORE, Map.of(WOOD, IdSet.of(1)), Map.of(WOOD, IdSet.of(1))),
        new StoreDeleted(STORE, IdSet.of(1), IdSet.of(1), IdSet.of(1)));
    assertThat(restored(2))
        .isEqualTo(
            new Plan.Ready(
                STORE,
                new Reversal(
                    new Reversal.Returning("My store"),
                    List.of(new OfItem(CHAIR, null, new ItemText("Chair", PRICE, "k"))),
                    List.of(),
                    List.of(),
                    Links.NONE,
                    Links.NONE)));
    assertThat(restored(0)).isEqualTo(new Plan.NoSuchState(STORE));
    assertThat(restored(7)).isEqualTo(new Plan.NoSuchState(STORE));
    assertThat(plans().handle(new PlanRestore(new StoreId(2), 3))).isNull();
  }

  @Test
  void more_than_one_command_may_do_is_counted_and_not_planned() {
    history.jdbc.update(
        "INSERT INTO items SELECT id, 9, %d, 1, NULL FROM generate_series(10, 200_010) AS id"
            .formatted(Spans.OPEN));
    history.jdbc.update(
        "INSERT INTO item_values SELECT id, 9, 9, 'x', 1 FROM generate_series(10, 200_010) AS id");
    history.jdbc.update("UPDATE progress SET settled = 9");
    assertThat(restored(5)).isEqualTo(new Plan.TooLarge(STORE, 200_001, 0));
  }

  private static void imported(Event event, String command) {
    Recorded one = recorded(event, next++, command, "import");
    history.log(List.of(one));
    history.take(List.of(one));
  }

  private static int next;

  @BeforeEach
  void count() {
    next = 5;
  }

  private static Recorded recorded(Event event, long sequence, String command, String change) {
    return new Recorded(
        event, sequence, Map.of(Metadata.COMMAND_ID, command, Metadata.CHANGE, change));
  }

  private static Event linked(TagId tag, IdSet items, IdSet posts) {
    return new TagsLinked(STORE, Map.of(tag, items), Map.of(tag, posts));
  }

  private static UndoQueries plans() {
    return new UndoQueries(requireNonNull(history.jdbc.getDataSource()));
  }

  private static @Nullable Plan plan(String change) {
    return plans().handle(new PlanUndo(change));
  }

  private static @Nullable Plan restored(long position) {
    return plans().handle(new PlanRestore(STORE, position));
  }

  private static Reversal ready(String change) {
    assertThat(plan(change)).isInstanceOf(Plan.Ready.class);
    return ((Plan.Ready) requireNonNull(plan(change))).reversal();
  }

  private static List<Obstacle> obstacles(String change) {
    assertThat(plan(change)).isInstanceOf(Plan.Obstructed.class);
    Plan.Obstructed obstructed = (Plan.Obstructed) requireNonNull(plan(change));
    assertThat(obstructed.count()).isEqualTo(obstructed.obstacles().size());
    return obstructed.obstacles();
  }
}
