package tagledger.command.store;

import static tagledger.command.Rows.bearing;
import static tagledger.command.Rows.item;
import static tagledger.command.Rows.post;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import tagledger.api.Command.ImportRows;
import tagledger.api.Command.ImportRows.Extent;
import tagledger.api.Event;
import tagledger.api.Event.ItemAdded;
import tagledger.api.Event.PostAdded;
import tagledger.api.IdSet;
import tagledger.api.Imported;
import tagledger.api.Imported.Refused;
import tagledger.api.Row;

/** Several rows of one command about one thing: together they come to what they come to in turn. */
class RowsWithOneKeyTest extends StoreSpecification {

  private static final Event[] HISTORY = {
    created(),
    new ItemAdded(STORE, CHAIR, "Chair", PRICE, "chair"),
    added(WOOD, "wood"),
    linked(WOOD, 1)
  };

  @Test
  void a_later_row_changes_what_an_earlier_says_of_a_new_item() {
    given(created())
        .when(rows(item(1, "chair", "Stool", "17.99"), item(2, "chair", "Chair", null)))
        .expectEvents(new ItemAdded(STORE, CHAIR, "Chair", PRICE, "chair"))
        .expectResultMessagePayload(outcome(1, Set.of(), 0, 0, 1, 0));
  }

  @Test
  void a_later_row_that_says_the_same_changes_nothing() {
    given(created(), added(WOOD, "wood"), added(STEEL, "steel"))
        .when(
            rows(
                bearing(item(1, "chair", "Chair", "17.99"), "wood", "steel"),
                bearing(item(2, "chair", "Chair", "17.990"), "steel", "wood", "wood")))
        .expectEvents(
            new ItemAdded(STORE, CHAIR, "Chair", PRICE, "chair"),
            new Event.TagsLinked(STORE, Map.of(WOOD, IdSet.of(1), STEEL, IdSet.of(1)), Map.of()))
        .expectResultMessagePayload(outcome(1, Set.of(), 2, 0, 0, 1));
  }

  @Test
  void of_rows_about_an_item_that_is_there_one_change_is_told() {
    given(HISTORY)
        .when(rows(item(1, "chair", "Stool", null), item(2, "chair", null, "20")))
        .expectEvents(changed(CHAIR, "Stool", "20"))
        .expectResultMessagePayload(outcome(0, Set.of(), 0, 0, 2, 0));
  }

  @Test
  void a_change_that_a_later_row_takes_back_is_not_told() {
    given(HISTORY)
        .when(
            rows(
                bearing(item(1, "chair", "Stool", null)),
                bearing(item(2, "chair", "Chair", null), "wood")))
        .expectNoEvents()
        .expectResultMessagePayload(outcome(0, Set.of(), 0, 0, 0, 2));
  }

  @Test
  void tags_that_only_an_earlier_row_gives_are_made_and_not_borne() {
    given(HISTORY)
        .when(
            rows(
                bearing(item(1, "chair", null, null), "steel"),
                bearing(item(2, "chair", null, null), "wood")))
        .expectEvents(added(STEEL, "steel"))
        .expectResultMessagePayload(outcome(0, Set.of("steel"), 0, 0, 0, 2));
  }

  @Test
  void a_row_is_refused_by_what_came_before_it_and_not_after() {
    given(created())
        .when(
            rows(
                bearing(item(1, "chair", "Stool", null), "wood"),
                item(2, "chair", "Chair", "17.99"),
                item(3, "chair", null, null)))
        .expectEvents(new ItemAdded(STORE, CHAIR, "Chair", PRICE, "chair"))
        .expectResultMessagePayload(
            new Imported(
                1,
                0,
                Set.of(),
                0,
                0,
                0,
                1,
                List.of(new Refused(1, "price: Missing data for required field."))));
  }

  @Test
  void an_item_and_a_post_may_share_a_key() {
    given(created())
        .when(
            rows(
                post(1, "a", "News", "Text"),
                item(2, "a", "Chair", "17.99"),
                post(3, "a", null, "Longer text")))
        .expectEvents(
            new ItemAdded(STORE, CHAIR, "Chair", PRICE, "a"),
            new PostAdded(STORE, NEWS, "News", "Longer text", "a"))
        .expectResultMessagePayload(new Imported(1, 1, Set.of(), 0, 0, 1, 0, List.of()));
  }

  private static ImportRows rows(Row... rows) {
    return new ImportRows(STORE, List.of(rows), Extent.GOOD_ROWS);
  }

  private static Imported outcome(
      long items, Set<String> tags, long linked, long unlinked, long changed, long unchanged) {
    return new Imported(items, 0, tags, linked, unlinked, changed, unchanged, List.of());
  }
}
