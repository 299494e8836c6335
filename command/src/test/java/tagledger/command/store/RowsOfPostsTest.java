package tagledger.command.store;

import static tagledger.command.Rows.bearing;
import static tagledger.command.Rows.item;
import static tagledger.command.Rows.post;
import static tagledger.command.Rows.tags;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import tagledger.api.Command.ImportRows;
import tagledger.api.Command.ImportRows.Extent;
import tagledger.api.Event;
import tagledger.api.Event.ItemAdded;
import tagledger.api.Event.PostAdded;
import tagledger.api.Event.TagsLinked;
import tagledger.api.IdSet;
import tagledger.api.Imported;
import tagledger.api.Imported.Refused;
import tagledger.api.PostId;
import tagledger.api.Row;

/** Where there are things, post 1 is known as news and bears wood. */
class RowsOfPostsTest extends StoreSpecification {

  private static final Event[] HISTORY = {
    created(), keyed(NEWS, "News", "news"), added(WOOD, "wood"), linkedPosts(WOOD, 1)
  };

  @Test
  void a_new_key_makes_a_post_which_needs_no_content() {
    given(created())
        .when(rows(post(1, "a", "News", "Text"), post(2, "b", "News", null)))
        .expectEvents(keyed(NEWS, "News", "a"), new PostAdded(STORE, STORY, "News", null, "b"))
        .expectResultMessagePayload(new Imported(0, 2, Set.of(), 0, 0, 0, 0, List.of()));
  }

  @Test
  void a_new_post_needs_its_title() {
    given(created())
        .when(rows(bearing(post(7, "a", null, "Text"), "wood")))
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
                List.of(new Refused(7, "title: Missing data for required field."))));
  }

  @Test
  void a_key_that_is_known_changes_what_its_row_gives() {
    given(HISTORY)
        .when(rows(post(1, "news", null, "More")))
        .expectEvents(changed(NEWS, "News", "More"))
        .expectResultMessagePayload(changes(1, 0));
    prepare();
    given(HISTORY)
        .when(rows(post(1, "news", "Old news", null)))
        .expectEvents(changed(NEWS, "Old news", "Text"))
        .expectResultMessagePayload(changes(1, 0));
  }

  @Test
  void the_same_again_changes_nothing() {
    given(HISTORY)
        .when(rows(bearing(post(1, "news", "News", "Text"), "wood")))
        .expectNoEvents()
        .expectResultMessagePayload(changes(0, 1));
  }

  @Test
  void a_deleted_post_comes_back_as_itself() {
    given(HISTORY[0], HISTORY[1], HISTORY[2], HISTORY[3], deleted(NEWS, 1))
        .when(rows(bearing(post(1, "news", "News", "Text"), "wood")))
        .expectEvents(keyed(NEWS, "News", "news"), linkedPosts(WOOD, 1))
        .expectResultMessagePayload(new Imported(0, 1, Set.of(), 1, 0, 0, 0, List.of()));
  }

  @Test
  void links_of_both_kinds_are_told_together() {
    given(HISTORY)
        .when(
            rows(
                bearing(post(1, "news", null, null), "steel"),
                bearing(item(2, "chair", "Chair", "17.99"), "steel", "wood")))
        .expectEvents(
            added(STEEL, "steel"),
            new ItemAdded(STORE, CHAIR, "Chair", PRICE, "chair"),
            unlinkedPosts(WOOD, 1),
            new TagsLinked(
                STORE, Map.of(WOOD, IdSet.of(1), STEEL, IdSet.of(1)), Map.of(STEEL, IdSet.of(1))))
        .expectResultMessagePayload(new Imported(1, 0, Set.of("steel"), 3, 1, 1, 0, List.of()));
  }

  @Test
  void tags_alone_are_made_where_they_are_missing() {
    given(HISTORY)
        .when(rows(tags(1, "wood", "steel"), tags(2, "steel", "glass"), tags(3)))
        .expectEvents(added(STEEL, "steel"), added(GLASS, "glass"))
        .expectResultMessagePayload(
            new Imported(0, 0, Set.of("steel", "glass"), 0, 0, 0, 0, List.of()));
  }

  private static PostAdded keyed(PostId post, String title, String key) {
    return new PostAdded(STORE, post, title, "Text", key);
  }

  private static ImportRows rows(Row... rows) {
    return new ImportRows(STORE, List.of(rows), Extent.GOOD_ROWS);
  }

  private static Imported changes(long changed, long unchanged) {
    return new Imported(0, 0, Set.of(), 0, 0, changed, unchanged, List.of());
  }
}
