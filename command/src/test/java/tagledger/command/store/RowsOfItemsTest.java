package tagledger.command.store;

import static tagledger.command.Rows.bearing;
import static tagledger.command.Rows.item;
import static tagledger.command.Rows.tags;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tagledger.api.Command.ImportRows;
import tagledger.api.Command.ImportRows.Extent;
import tagledger.api.Event;
import tagledger.api.Event.ItemAdded;
import tagledger.api.Event.TagsLinked;
import tagledger.api.Event.TagsUnlinked;
import tagledger.api.IdSet;
import tagledger.api.Imported;
import tagledger.api.Imported.Refused;
import tagledger.api.ItemId;
import tagledger.api.Rejection;
import tagledger.api.Row;

/** Where there are things, item 1 is known as chair and bears wood; steel is borne by none. */
class RowsOfItemsTest extends StoreSpecification {

  private static final String NAME_AND_PRICE =
      "name: Missing data for required field. price: Missing data for required field.";
  private static final Event[] HISTORY = {
    created(),
    keyed(CHAIR, "Chair", "chair"),
    added(WOOD, "wood"),
    added(STEEL, "steel"),
    linked(WOOD, 1)
  };

  @Test
  void a_new_key_makes_an_item() {
    given(created())
        .when(rows(item(1, "chair", "Chair", "17.99")))
        .expectEvents(keyed(CHAIR, "Chair", "chair"))
        .expectResultMessagePayload(items(1));
  }

  @Test
  void two_keys_make_two_items_of_one_name() {
    given(created())
        .when(rows(item(1, "a", "Chair", "17.99"), item(2, "b", "Chair", "17.99")))
        .expectEvents(keyed(CHAIR, "Chair", "a"), keyed(TABLE, "Chair", "b"))
        .expectResultMessagePayload(items(2));
  }

  @Test
  void a_key_that_is_known_changes_what_its_row_gives() {
    given(HISTORY)
        .when(rows(item(1, "chair", null, "20")))
        .expectEvents(changed(CHAIR, "Chair", "20"))
        .expectResultMessagePayload(changes(1, 0));
    prepare();
    given(HISTORY)
        .when(rows(item(1, "chair", "Stool", null)))
        .expectEvents(changed(CHAIR, "Stool", "17.99"))
        .expectResultMessagePayload(changes(1, 0));
  }

  @Test
  void a_key_without_more_changes_nothing() {
    given(HISTORY)
        .when(rows(item(1, "chair", null, null)))
        .expectNoEvents()
        .expectResultMessagePayload(changes(0, 1));
  }

  @ParameterizedTest
  @ValueSource(strings = {"17.99", "17.990", "1799E-2"})
  void equal_prices_are_no_change(String price) {
    given(HISTORY)
        .when(rows(bearing(item(1, "chair", "Chair", price), "wood", "wood")))
        .expectNoEvents()
        .expectResultMessagePayload(changes(0, 1));
  }

  @Test
  void what_a_new_item_lacks_is_told_by_its_line_and_its_tags_are_not_made() {
    given(created())
        .when(
            rows(
                bearing(item(2, "a", null, null), "glass"),
                item(3, "b", "Chair", null),
                item(5, "c", null, "1")))
        .expectNoEvents()
        .expectResultMessagePayload(
            new Imported(
                0,
                0,
                Set.of(),
                0,
                0,
                0,
                0,
                List.of(
                    new Refused(2, NAME_AND_PRICE),
                    new Refused(3, "price: Missing data for required field."),
                    new Refused(5, "name: Missing data for required field."))));
  }

  @Test
  void tags_that_are_missing_are_made_once_and_those_that_are_there_are_used() {
    given(HISTORY)
        .when(
            rows(
                bearing(item(1, "a", "A", "1"), "steel", "glass"),
                bearing(item(2, "b", "B", "2"), "glass"),
                tags(3, "glass", "wood")))
        .expectEvents(
            added(GLASS, "glass"),
            new ItemAdded(STORE, TABLE, "A", price("1"), "a"),
            new ItemAdded(STORE, new ItemId(3), "B", price("2"), "b"),
            new TagsLinked(STORE, Map.of(STEEL, IdSet.of(2), GLASS, IdSet.of(2, 3)), Map.of()))
        .expectResultMessagePayload(new Imported(2, 0, Set.of("glass"), 3, 0, 0, 0, List.of()));
  }

  @Test
  void given_tags_are_exactly_those_that_it_bears() {
    given(HISTORY)
        .when(rows(bearing(item(1, "chair", null, null), "steel")))
        .expectEvents(unlinked(WOOD, 1), linked(STEEL, 1))
        .expectResultMessagePayload(new Imported(0, 0, Set.of(), 1, 1, 1, 0, List.of()));
    prepare();
    given(HISTORY)
        .when(rows(bearing(item(1, "chair", null, null))))
        .expectEvents(unlinked(WOOD, 1))
        .expectResultMessagePayload(new Imported(0, 0, Set.of(), 0, 1, 1, 0, List.of()));
  }

  @Test
  void tags_that_are_not_given_stay() {
    given(HISTORY)
        .when(rows(item(1, "chair", "Stool", null)))
        .expectEvents(changed(CHAIR, "Stool", "17.99"));
  }

  @Test
  void a_tag_whose_name_was_erased_is_not_among_those_that_are_given() {
    given(
            created(),
            keyed(CHAIR, "Chair", "chair"),
            new Event.TagAdded(STORE, WOOD, null),
            linked(WOOD, 1))
        .when(rows(bearing(item(1, "chair", null, null))))
        .expectEvents(new TagsUnlinked(STORE, Map.of(WOOD, IdSet.of(1)), Map.of()))
        .expectResultMessagePayload(new Imported(0, 0, Set.of(), 0, 1, 1, 0, List.of()));
  }

  @Test
  void a_deleted_item_comes_back_as_itself_without_its_former_tags() {
    Event[] history = {HISTORY[0], HISTORY[1], HISTORY[2], HISTORY[4], deleted(CHAIR, 1)};
    given(history)
        .when(rows(item(1, "chair", "Chair", "17.99")))
        .expectEvents(keyed(CHAIR, "Chair", "chair"))
        .expectResultMessagePayload(items(1));
    prepare();
    given(history)
        .when(rows(item(1, "chair", "Chair", null)))
        .expectNoEvents()
        .expectResultMessagePayload(
            new Imported(
                0,
                0,
                Set.of(),
                0,
                0,
                0,
                0,
                List.of(new Refused(1, "price: Missing data for required field."))));
  }

  @Test
  void a_deleted_store_takes_no_rows() {
    given(created(), deleted(IdSet.of(), IdSet.of()))
        .when(rows(item(1, "chair", "Chair", "1")))
        .expectNoEvents()
        .expectException(Rejection.NotFound.class);
  }

  @Test
  void no_rows_come_to_nothing() {
    given(created()).when(rows()).expectNoEvents().expectResultMessagePayload(items(0));
  }

  private static BigDecimal price(String price) {
    return new BigDecimal(price);
  }

  private static ItemAdded keyed(ItemId item, String name, String key) {
    return new ItemAdded(STORE, item, name, PRICE, key);
  }

  private static ImportRows rows(Row... rows) {
    return new ImportRows(STORE, List.of(rows), Extent.GOOD_ROWS);
  }

  private static Imported items(long added) {
    return new Imported(added, 0, Set.of(), 0, 0, 0, 0, List.of());
  }

  private static Imported changes(long changed, long unchanged) {
    return new Imported(0, 0, Set.of(), 0, 0, changed, unchanged, List.of());
  }
}
