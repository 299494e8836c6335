package tagledger.command.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;
import static tagledger.api.Precondition.NONE;
import static tagledger.command.Rows.item;

import com.zaxxer.hikari.HikariDataSource;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.jdbc.core.JdbcTemplate;
import tagledger.api.Command.AddItem;
import tagledger.api.Command.AddPost;
import tagledger.api.Command.AddTag;
import tagledger.api.Command.ChangeItem;
import tagledger.api.Command.ChangePost;
import tagledger.api.Command.CreateStore;
import tagledger.api.Command.DeleteStore;
import tagledger.api.Command.ImportRows;
import tagledger.api.Command.ImportRows.Extent;
import tagledger.api.Command.LinkTagToItem;
import tagledger.api.ItemId;
import tagledger.api.PostId;
import tagledger.api.Rejection;
import tagledger.api.StoreId;
import tagledger.api.TagId;
import tagledger.command.Node;
import tagledger.command.TestDatabase;

/** Whatever the tables' owner does to them is found, and told of where it is. */
class DamageTest {

  private static final List<String> TABLES =
      List.of("log_head", "events", "directory", "store_names", "import_keys", "snapshots");
  private static final StoreId ONE = new StoreId(1);
  private static final StoreId TWO = new StoreId(2);

  private static TestDatabase database;
  private static HikariDataSource application;

  @BeforeAll
  static void fill() {
    database = TestDatabase.migrated();
    application = database.application();
    try (Node node = Node.on(application)) {
      node.ask(new CreateStore("One", NONE)); // 1
      node.ask(new AddItem(ONE, "Chair", BigDecimal.TEN, NONE)); // 2: item 1
      node.ask(new AddTag(ONE, "wood", NONE)); // 3: tag 1
      node.ask(new LinkTagToItem(new ItemId(1), new TagId(1), NONE)); // 4
      node.ask(new CreateStore("Two", NONE)); // 5
      node.ask(new AddPost(TWO, "News", "All", NONE)); // 6: post 1
      var row = item(1, "sofa", "Sofa", "9");
      node.ask(new ImportRows(TWO, List.of(row), Extent.GOOD_ROWS)); // 7: item 2
      node.ask(new ChangeItem(new ItemId(10), ONE, "Bed", BigDecimal.ONE, NONE)); // 8: item 10
      node.ask(new ChangePost(new PostId(1), "Olds", null, NONE)); // 9
      node.ask(new CreateStore("Three", NONE)); // 10
      node.ask(new DeleteStore(new StoreId(3), NONE)); // 11
    }
    try (Node node = Node.withSnapshots(3, application)) {
      assertThatExceptionOfType(Rejection.TagNameTaken.class)
          .isThrownBy(() -> node.ask(new AddTag(ONE, "wood", NONE)));
      await().until(() -> count("snapshots") == 1);
    }
    try (Node node = Node.on(application)) {
      node.ask(new AddTag(ONE, "metal", NONE)); // 12: tag 2, number 5 of store/1
      node.ask(new AddItem(ONE, "Table", BigDecimal.TEN, NONE)); // 13: item 3
      node.ask(new AddPost(TWO, "More", null, NONE)); // 14: post 2
    }
    database.owner().execute("CREATE SCHEMA kept");
    TABLES.forEach(
        table ->
            database
                .owner()
                .execute("CREATE TABLE kept.%1$s AS TABLE tagledger.%1$s".formatted(table)));
  }

  @AfterEach
  void repair() {
    TABLES.forEach(
        table -> {
          database.owner().execute("TRUNCATE tagledger." + table);
          database.owner().execute("INSERT INTO tagledger.%1$s TABLE kept.%1$s".formatted(table));
        });
  }

  @AfterAll
  static void close() {
    database.close();
  }

  @Test
  void undamaged_it_is_whole() {
    Found found = Found.in(application);
    assertThat(found.differences()).isEmpty();
    assertThat(found.compared("events")).isEqualTo(14);
    assertThat(found.compared("snapshots")).isEqualTo(1);
    assertThat(database.ask("SELECT sequence_number FROM tagledger.snapshots")).isEqualTo(4);
  }

  static List<Arguments> damages() {
    return List.of(
        damage(
            "DELETE FROM events WHERE position = 8",
            "events: position 8 is missing",
            "events: position 12 is number 5 of store/1, and the next would be 4;"
                + " store/1 is compared no further"),
        damage(
            "DELETE FROM events WHERE position IN (3, 4)",
            "events: positions 3 to 4 are missing",
            "events: position 8 is number 4 of store/1, and the next would be 2;"
                + " store/1 is compared no further"),
        damage(
            "DELETE FROM events WHERE position = 1",
            "events: position 1 is missing",
            "events: position 2 is number 1 of store/1, and the next would be 0;"
                + " store/1 is compared no further"),
        damage(
            "DELETE FROM events WHERE position = 14",
            "log_head: its position is 14, and the log ends at 13",
            "directory: post 2 is of store 2, and the log says nothing of it"),
        damage(
            "UPDATE events SET position = 0 WHERE position = 14",
            "events: position 0 is before the first",
            "events: position 0 is number 4 of store/2, and the next would be 0;"
                + " store/2 is compared no further",
            "events: position 5 is number 0 of store/2, and the next would be 5",
            "log_head: its position is 14, and the log ends at 13"),
        damage(
            "UPDATE events SET payload = set_byte(payload, 29, get_byte(payload, 29) # 1)"
                + " WHERE position = 2",
            "events: position 2 has another digest than its bytes"),
        damage(
            "UPDATE events SET metadata = convert_to(replace(convert_from(metadata, 'UTF8'),"
                + " 'AddTag', 'AddTap'), 'UTF8') WHERE position = 3",
            "events: position 3 has another digest than its bytes"),
        damage(
            "UPDATE events SET digest = set_byte(digest, 31, get_byte(digest, 31) # 128)"
                + " WHERE position = 5",
            "events: position 5 has another digest than its bytes"),
        damage(
            "UPDATE events SET salt = set_byte(salt, 0, get_byte(salt, 0) # 1) WHERE position = 6",
            "events: position 6 has another digest than its bytes"),
        damage(
            "UPDATE events SET type = 'catalogue.Unknown' WHERE position = 8",
            "events: position 8 cannot be read: The log holds a catalogue.Unknown of revision 2,"
                + " which this version of the service cannot read: a newer one wrote it. Run that"
                + " one.; store/1 is compared no further"),
        damage(
            "UPDATE events SET revision = '9' WHERE position = 5",
            "events: position 5 cannot be read: The log holds a catalogue.StoreCreated of revision 9,"
                + " which this version of the service cannot read: a newer one wrote it. Run that"
                + " one.; store/2 is compared no further"),
        damage(
            "UPDATE events SET type = 'catalogue.ItemDeleted', revision = '1',"
                + " payload = '{\"store\":1,\"item\":7,\"tags\":\"\"}', salt = NULL WHERE position = 4",
            "events: position 4 cannot be applied: arraycopy: source index -1 out of bounds for int[4];"
                + " store/1 is compared no further"),
        damage(
            "UPDATE events SET payload = '{\"store\":1,\"post\":2}', salt = NULL WHERE position = 14",
            "events: position 14 is of store/2, and tells of store/1; store/2 is compared no further",
            "directory: post 2 is of store 2, and the log says store 1"),
        damage(
            "UPDATE events SET recorded_at = recorded_at - interval '1 day' WHERE position = 7",
            "events: position 7 is of "),
        damage(
            "UPDATE events SET recorded_at = recorded_at + interval '1 day' WHERE position = 14",
            "log_head: its time is "),
        damage("UPDATE log_head SET recorded_at = '-infinity'", "log_head: its time is "),
        damage(
            "UPDATE log_head SET position = 15",
            "log_head: its position is 15, and the log ends at 14"),
        damage(
            "UPDATE log_head SET position = 10",
            "log_head: its position is 10, and the log ends at 14"),
        damage(
            "UPDATE log_head SET last_store = 2",
            "log_head: its last_store is 2, and the last store of the log is 3"),
        damage(
            "UPDATE log_head SET last_post = 3",
            "log_head: its last_post is 3, and the last post of the log is 2"),
        damage(
            "UPDATE log_head SET last_tag = 1",
            "log_head: its last_tag is 1, and the last tag of the log is 2"),
        damage(
            "UPDATE log_head SET last_item = 2",
            "log_head: its last_item is 2, and the log's last that was counted is 3"),
        damage(
            "UPDATE log_head SET last_item = 4",
            "log_head: its last_item is 4, and the log never had an item 4"),
        damage(
            "DELETE FROM directory WHERE kind = 2 AND id = 10",
            "directory: item 10 is missing, and the log says store 1"),
        damage(
            "INSERT INTO directory VALUES (4, 17, 2)",
            "directory: tag 17 is of store 2, and the log says nothing of it"),
        damage(
            "INSERT INTO directory VALUES (5, 1, 2)",
            "directory: id 1 is of kind 5, which there is not"),
        damage(
            "UPDATE directory SET store_id = 2 WHERE kind = 3 OR id = 1",
            "directory: item 1 is of store 2, and the log says store 1",
            "directory: tag 1 is of store 2, and the log says store 1"),
        damage(
            "DELETE FROM store_names WHERE store_id = 2",
            "store_names: store 2 is missing, and the log says \"Two\""),
        damage(
            "INSERT INTO store_names VALUES ('Three', 3)",
            "store_names: store 3 is \"Three\", and the log says that it has no name"),
        damage(
            "UPDATE store_names SET name = E'One\\nmore' WHERE store_id = 1",
            "store_names: store 1 is \"One more\", and the log says \"One\""),
        damage(
            "DELETE FROM import_keys",
            "import_keys: \"sofa\" of store 2 is missing, and the log says item 2"),
        damage(
            "INSERT INTO import_keys VALUES (1, 2, 'bed', 10)",
            "import_keys: \"bed\" of store 1 is item 10, and the log says nothing of it"),
        damage(
            "INSERT INTO import_keys VALUES (1, 8, 'bed', 10)",
            "import_keys: \"bed\" of store 1 is of kind 8, which there is not"),
        damage(
            "UPDATE import_keys SET id = 3",
            "import_keys: \"sofa\" of store 2 is item 3, and the log says item 2"),
        damage(
            "UPDATE import_keys SET kind = 3",
            "import_keys: \"sofa\" of store 2 is post 2, and the log says nothing of it",
            "import_keys: \"sofa\" of store 2 is missing, and the log says item 2"),
        damage(
            "UPDATE snapshots SET payload = set_byte(payload, 20, get_byte(payload, 20) # 1)",
            "snapshots: that of store/1 at 4 cannot be read: "),
        damage(
            "UPDATE snapshots SET payload = 'x'",
            "snapshots: that of store/1 at 4 cannot be read: "),
        damage(
            "UPDATE snapshots SET sequence_number = 3",
            "snapshots: that of store/1 at 3 is not what the log's events come to"),
        damage(
            "UPDATE snapshots SET sequence_number = 6",
            "snapshots: that of store/1 at 6 is not what the log's events come to"),
        damage(
            "UPDATE snapshots SET sequence_number = 7",
            "snapshots: that of store/1 is at 7, and the log has no such event"),
        damage(
            "UPDATE snapshots SET aggregate = 'store/2', sequence_number = 2",
            "snapshots: that of store/2 at 2 is not what the log's events come to"));
  }

  private static Arguments damage(String statement, String... lines) {
    return Arguments.of(statement, Arrays.asList(lines));
  }

  @ParameterizedTest
  @MethodSource("damages")
  void it_is_found_and_nothing_else(String statement, List<String> lines) {
    JdbcTemplate owner = database.owner();
    assertThat(
            owner.update(
                statement.replaceFirst("(UPDATE|DELETE FROM|INSERT INTO) ", "$1 tagledger.")))
        .isPositive();
    List<String> found = Found.in(application).differences();
    assertThat(found).as("%s", found).hasSameSizeAs(lines);
    for (int i = 0; i < lines.size(); i++) {
      assertThat(found.get(i)).startsWith(lines.get(i)).doesNotContain("\n");
    }
  }

  @Test
  void a_salt_that_is_gone_is_counted_and_no_difference() {
    database.owner().update("UPDATE tagledger.events SET salt = NULL WHERE position = 2");
    Found found = Found.in(application);
    assertThat(found.differences()).isEmpty();
    assertThat(found.compared("redacted events")).isEqualTo(1);
    assertThat(found.compared("digests")).isEqualTo(13);
  }

  @Test
  void what_has_been_redacted_is_no_difference() {
    redact(1, "{\"store\":1}");
    redact(2, "{\"store\":1,\"item\":1,\"price\":10}");
    redact(3, "{\"store\":1,\"tag\":1}");
    redact(6, "{\"store\":2,\"post\":1}");
    redact(7, "{\"store\":2,\"item\":2,\"price\":9}");
    Found found = Found.in(application);
    assertThat(found.differences()).isEmpty();
    assertThat(found.compared("redacted events")).isEqualTo(5);
    assertThat(found.compared("redacted store names")).isEqualTo(1);
    assertThat(found.compared("store names")).isEqualTo(1);
    assertThat(found.compared("redacted import keys")).isEqualTo(1);
    assertThat(found.compared("import keys")).isZero();
    assertThat(found.compared("snapshots")).isEqualTo(1);
    database.owner().execute("DELETE FROM tagledger.store_names WHERE store_id = 1");
    database.owner().execute("DELETE FROM tagledger.import_keys");
    assertThat(Found.in(application).differences()).isEmpty();
  }

  @Test
  void a_snapshot_of_another_version_is_ignored_and_counted() {
    database.owner().execute("UPDATE tagledger.snapshots SET revision = '0', payload = 'x'");
    Found found = Found.in(application);
    assertThat(found.differences()).isEmpty();
    assertThat(found.compared("snapshots")).isZero();
    assertThat(found.compared("snapshots of other versions, ignored")).isEqualTo(1);
  }

  private static void redact(long position, String payload) {
    database
        .owner()
        .queryForList(
            "SELECT tagledger.redact_event(?, ?, ?)",
            position,
            payload.getBytes(StandardCharsets.UTF_8),
            "{}".getBytes(StandardCharsets.UTF_8));
  }

  private static long count(String table) {
    return database.ask("SELECT count(*) FROM tagledger." + table);
  }
}
