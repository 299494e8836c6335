package tagledger.command.store;

import static org.assertj.core.api.Assertions.assertThat;
import static tagledger.command.Rows.bearing;
import static tagledger.command.Rows.item;
import static tagledger.command.Rows.post;
import static tagledger.command.Rows.tags;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import tagledger.api.Command.ImportRows;
import tagledger.api.Command.ImportRows.Extent;
import tagledger.api.Event;
import tagledger.api.Event.ItemAdded;
import tagledger.api.Imported;
import tagledger.api.Imported.Refused;
import tagledger.api.Row;

/** How much of some rows is written: one changes item 1, one is refused, others are new. */
class RowExtentsTest extends StoreSpecification {

  private static final Event[] HISTORY = {
    created(),
    new ItemAdded(STORE, CHAIR, "Chair", PRICE, "chair"),
    added(WOOD, "wood"),
    linked(WOOD, 1)
  };
  private static final List<Row> ROWS =
      List.of(
          bearing(item(1, "chair", "Stool", null), "steel"),
          bearing(item(2, "table", null, null), "glass"),
          post(3, "news", "News", null),
          tags(4, "paper"));
  private static final Imported OUTCOME =
      new Imported(
          0,
          1,
          Set.of("steel", "paper"),
          1,
          1,
          1,
          0,
          List.of(
              new Refused(
                  2,
                  "name: Missing data for required field. price: Missing data for required field.")));

  @Test
  void good_rows_are_written_and_the_others_left_out() {
    given(HISTORY)
        .when(new ImportRows(STORE, ROWS, Extent.GOOD_ROWS))
        .expectEvents(
            added(STEEL, "steel"),
            added(GLASS, "paper"),
            changed(CHAIR, "Stool", "17.99"),
            new Event.PostAdded(STORE, NEWS, "News", null, "news"),
            unlinked(WOOD, 1),
            linked(STEEL, 1))
        .expectResultMessagePayload(OUTCOME);
  }

  @Test
  void of_all_or_nothing_one_refused_row_leaves_nothing() {
    given(HISTORY)
        .when(new ImportRows(STORE, ROWS, Extent.ALL_OR_NOTHING))
        .expectNoEvents()
        .expectResultMessagePayload(OUTCOME);
    assertNothingIsTaken();
  }

  @Test
  void all_are_written_where_none_is_refused() {
    given(HISTORY)
        .when(new ImportRows(STORE, List.of(ROWS.getLast()), Extent.ALL_OR_NOTHING))
        .expectEvents(added(STEEL, "paper"));
  }

  @Test
  void a_trial_tells_what_would_come_of_it_and_leaves_nothing() {
    given(HISTORY)
        .when(new ImportRows(STORE, ROWS, Extent.NOTHING))
        .expectNoEvents()
        .expectResultMessagePayload(OUTCOME);
    assertNothingIsTaken();
  }

  private void assertNothingIsTaken() {
    assertThat(ports.items(STORE, Set.of("chair", "table"))).containsOnlyKeys("chair");
    assertThat(ports.posts(STORE, Set.of("news"))).isEmpty();
    assertThat(ports.nextItem(STORE)).isEqualTo(TABLE);
    assertThat(ports.nextPost(STORE)).isEqualTo(NEWS);
    assertThat(ports.nextTag(STORE)).isEqualTo(STEEL);
  }
}
