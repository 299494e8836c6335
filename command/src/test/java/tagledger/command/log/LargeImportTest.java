package tagledger.command.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static tagledger.api.Precondition.NONE;
import static tagledger.command.Node.payload;
import static tagledger.command.Rows.bearing;
import static tagledger.command.Rows.item;
import static tagledger.command.Rows.post;

import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tagledger.api.Command.CreateStore;
import tagledger.api.Command.ImportRows;
import tagledger.api.Command.ImportRows.Extent;
import tagledger.api.Imported;
import tagledger.api.Rejection;
import tagledger.api.Row;
import tagledger.api.StoreId;
import tagledger.command.Node;
import tagledger.command.TestDatabase;

/** A hundred thousand rows are one command, one transaction and several statements. */
class LargeImportTest {

  private static final int ROWS = 100_000;

  /** More of a megabyte than go into one statement. */
  private static final int LARGE_POSTS = 40;

  private static final StoreId STORE = new StoreId(1);

  private TestDatabase database;
  private Node node;

  @BeforeEach
  void start() {
    database = TestDatabase.migrated();
    node = Node.on(database.application());
    node.ask(new CreateStore("My store", NONE));
  }

  @AfterEach
  void stop() {
    node.close();
    database.close();
  }

  @Test
  void all_of_it_is_written_at_once_and_again_nothing() {
    List<Row> rows =
        IntStream.rangeClosed(1, ROWS)
            .<Row>mapToObj(i -> bearing(item(i, "key " + i, "Item " + i, "9.99"), "tag " + i % 50))
            .toList();
    ImportRows command = new ImportRows(STORE, rows, Extent.ALL_OR_NOTHING);
    var outcomes =
        node.together(database, List.of(new CreateStore("My store", NONE), command), Map.of());
    assertThatExceptionOfType(Rejection.StoreNameTaken.class)
        .as("in the same batch")
        .isThrownBy(() -> payload(outcomes.getFirst()));
    Imported imported = (Imported) payload(outcomes.getLast());
    assertThat(imported.items()).isEqualTo(ROWS);
    assertThat(imported.linked()).isEqualTo(ROWS);
    assertThat(imported.tags()).hasSize(50);
    long events = 2 + 50 + ROWS + ROWS / 30_000 + 1;
    assertLogIs(events);
    assertThat(count("SELECT count(DISTINCT xmin::text) FROM tagledger.events WHERE position > 2"))
        .as("transactions")
        .isEqualTo(1);
    assertThat(count("SELECT count(*) FROM tagledger.import_keys")).isEqualTo(ROWS);
    assertThat(count("SELECT count(*) FROM tagledger.directory")).isEqualTo(ROWS + 50);
    try (Node cold = Node.on(database.application())) {
      Imported again = cold.ask(command);
      assertThat(again.unchanged()).isEqualTo(ROWS);
    }
    assertLogIs(events);
  }

  @Test
  void large_posts_are_written_at_once_too() {
    StoreId blog = node.ask(new CreateStore("Blog", NONE));
    long before = count("SELECT max(position) FROM tagledger.events");
    String content = "x".repeat(1 << 20);
    List<Row> rows =
        IntStream.rangeClosed(1, LARGE_POSTS)
            .<Row>mapToObj(i -> post(i, "key " + i, "Post " + i, content))
            .toList();
    Imported imported = node.ask(new ImportRows(blog, rows, Extent.ALL_OR_NOTHING));
    assertThat(imported.posts()).isEqualTo(LARGE_POSTS);
    assertThat(count("SELECT count(*) FROM tagledger.events WHERE octet_length(payload) > 1000000"))
        .isEqualTo(LARGE_POSTS);
    assertThat(
            count(
                "SELECT count(DISTINCT xmin::text) FROM tagledger.events WHERE position > "
                    + before))
        .as("transactions")
        .isEqualTo(1);
    assertDigests();
  }

  private void assertLogIs(long events) {
    assertThat(count("SELECT count(*) FROM tagledger.events")).isEqualTo(events);
    assertThat(count("SELECT max(position) FROM tagledger.events")).isEqualTo(events);
    assertThat(count("SELECT position FROM tagledger.log_head")).isEqualTo(events);
    assertThat(
            count(
                """
                SELECT count(*) FROM (
                  SELECT sequence_number - row_number() OVER (ORDER BY position) AS ahead
                  FROM tagledger.events WHERE aggregate = 'store/1'
                ) s WHERE ahead <> -1"""))
        .as("sequence numbers that are not in the order of positions")
        .isZero();
    assertDigests();
  }

  private void assertDigests() {
    assertThat(
            count(
                """
                SELECT count(*) FROM tagledger.events
                WHERE digest <> sha256(salt || payload || metadata) OR length(salt) <> 16"""))
        .as("wrong digests")
        .isZero();
    assertThat(count("SELECT count(*) - count(DISTINCT salt) FROM tagledger.events")).isZero();
  }

  private long count(String sql) {
    return database.ask(sql);
  }
}
