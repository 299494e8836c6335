package tagledger.command.log;

import static org.assertj.core.api.Assertions.assertThat;
import static tagledger.api.Precondition.NONE;
import static tagledger.command.Rows.bearing;
import static tagledger.command.Rows.item;
import static tagledger.command.Rows.post;

import java.math.BigDecimal;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tagledger.api.Command.AddItem;
import tagledger.api.Command.AddPost;
import tagledger.api.Command.CreateStore;
import tagledger.api.Command.DeleteItem;
import tagledger.api.Command.ImportRows;
import tagledger.api.Command.ImportRows.Extent;
import tagledger.api.Imported;
import tagledger.api.ItemId;
import tagledger.api.PostId;
import tagledger.api.Row;
import tagledger.api.StoreId;
import tagledger.command.Node;
import tagledger.command.TestDatabase;

/** Keys that say which thing of this very log they name. */
class OwnKeysTest {

  private static TestDatabase database;
  private static Node node;
  private static String mark = "";

  private StoreId store;
  private ItemId chair;

  @BeforeAll
  static void start() {
    database = TestDatabase.migrated();
    node = Node.on(database.application());
    node.ask(new CreateStore("First", NONE));
    mark =
        String.valueOf(
            database
                .owner()
                .queryForObject(
                    "SELECT left(encode(digest, 'hex'), 16) FROM tagledger.events WHERE position = 1",
                    String.class));
  }

  @AfterAll
  static void stop() {
    node.close();
    database.close();
  }

  @BeforeEach
  void fill() {
    store = node.ask(new CreateStore("store " + System.nanoTime(), NONE));
    chair = node.ask(new AddItem(store, "Chair", BigDecimal.ONE, NONE));
  }

  @Test
  void an_item_without_a_key_is_named_by_its_id() {
    long keys = keys();
    Imported imported = take(item(1, own("item", chair.value()), "Stool", null));
    assertThat(List.of(imported.items(), imported.changed())).containsExactly(0L, 1L);
    assertThat(last())
        .isEqualTo(
            "{\"store\":%d,\"item\":%d,\"name\":\"Stool\",\"price\":1}"
                .formatted(store.value(), chair.value()));
    assertThat(keys()).as("none is claimed").isEqualTo(keys);
  }

  @Test
  void a_post_without_a_key_is_named_by_its_id() {
    PostId news = node.ask(new AddPost(store, "News", null, NONE));
    Imported imported = take(post(1, own("post", news.value()), null, "Text"));
    assertThat(List.of(imported.posts(), imported.changed())).containsExactly(0L, 1L);
  }

  @Test
  void a_deleted_item_comes_back_as_itself() {
    node.ask(new DeleteItem(chair, NONE));
    assertThat(take(item(1, own("item", chair.value()), "Chair", "2")).items()).isEqualTo(1);
    assertThat(last()).contains("\"item\":%d,".formatted(chair.value()));
  }

  @Test
  void an_item_of_another_store_is_not_named() {
    StoreId other = node.ask(new CreateStore("other " + store.value(), NONE));
    Row row = item(1, own("item", chair.value()), "Chair", "1");
    ImportRows elsewhere = new ImportRows(other, List.of(row), Extent.GOOD_ROWS);
    assertThat(node.<Imported>ask(elsewhere).items()).isEqualTo(1);
    assertThat(last()).doesNotContain("\"item\":%d,".formatted(chair.value()));
    assertThat(node.<Imported>ask(elsewhere).unchanged()).as("it is an ordinary key").isEqualTo(1);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "tagledger:0123456789abcdef/item/%s",
        "tagledger:/item/%s",
        "tagledger:MARK/post/%s",
        "tagledger:MARK/tag/%s",
        "tagledger:MARK/item/0%s",
        "tagledger:MARK/item/%s ",
        "tagledger:MARK/item/%s/",
        "tagledger:MARK/item/+%s",
        "tagledger:MARK/item/-%s",
        "tagledger:MARK/item/0",
        "tagledger:MARK/item/-1",
        "tagledger:MARK/item/",
        "tagledger:MARK/item/abc",
        "tagledger:MARK/item/2147483647",
        "tagledger:MARK/item/2147483648",
        "tagledger:MARK/item/99999999999",
        "tagledger:MARK/item/٣",
        "TAGLEDGER:MARK/item/%s"
      })
  void any_other_key_is_an_ordinary_one(String pattern) {
    String key = pattern.replace("MARK", mark).formatted(chair.value());
    assertThat(take(item(1, key, "Stool", "1")).items()).isEqualTo(1);
    assertThat(take(item(1, key, "Stool", "1")).unchanged()).isEqualTo(1);
    assertThat(take(item(1, own("item", chair.value()), "Chair", "1")).unchanged()).isEqualTo(1);
  }

  @Test
  void an_ordinary_key_stays_one_when_an_item_gets_that_id() {
    String ahead = own("item", chair.value() + 2);
    assertThat(take(item(1, ahead, "Table", "1")).items()).isEqualTo(1);
    ItemId sofa = node.ask(new AddItem(store, "Sofa", BigDecimal.ONE, NONE));
    assertThat(sofa.value()).isEqualTo(chair.value() + 2);
    assertThat(take(item(1, ahead, "Table", "1")).unchanged()).isEqualTo(1);
  }

  @Test
  void an_item_is_one_thing_by_whichever_of_its_keys() {
    take(item(1, "table", "Table", "1"));
    int table = chair.value() + 1;
    Imported imported =
        take(
            bearing(item(1, "table", "Bench", null), "wood"),
            bearing(item(2, own("item", table), null, "2"), "steel"));
    assertThat(List.of(imported.items(), imported.changed(), imported.linked()))
        .containsExactly(0L, 2L, 1L);
    assertThat(events("catalogue.ItemChanged")).isEqualTo(1);
    node.ask(new DeleteItem(new ItemId(table), NONE));
    Imported back =
        take(item(1, own("item", table), "Table", "1"), item(2, "table", "Bench", null));
    assertThat(List.of(back.items(), back.changed())).containsExactly(1L, 1L);
    assertThat(take(item(1, "table", "Bench", "1")).unchanged()).isEqualTo(1);
  }

  private Imported take(Row... rows) {
    return node.ask(new ImportRows(store, List.of(rows), Extent.GOOD_ROWS));
  }

  private static String own(String kind, int id) {
    return "tagledger:" + mark + "/" + kind + "/" + id;
  }

  private static long keys() {
    return database.ask("SELECT count(*) FROM tagledger.import_keys");
  }

  private long events(String type) {
    return database.ask(
        "SELECT count(*) FROM tagledger.events WHERE aggregate = ? AND type = ?",
        "store/" + store.value(),
        type);
  }

  private static String last() {
    return String.valueOf(
        database
            .owner()
            .queryForObject(
                "SELECT payload FROM tagledger.readable_events ORDER BY position DESC LIMIT 1",
                String.class));
  }
}
