package tagledger.command.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static tagledger.api.Precondition.NONE;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.jdbc.core.JdbcTemplate;
import tagledger.api.Command.AddItem;
import tagledger.api.Command.AddTag;
import tagledger.api.Command.ChangeItem;
import tagledger.api.Command.CreateStore;
import tagledger.api.Command.LinkTagToItem;
import tagledger.api.ItemId;
import tagledger.api.Rejection;
import tagledger.api.StoreId;
import tagledger.api.TagId;
import tagledger.command.Node;
import tagledger.command.TestDatabase;

/** What nobody may do to the log, and what its owner may. */
class RightsTest {

  private static final StoreId STORE = new StoreId(1);

  private static TestDatabase database;
  private static JdbcTemplate application;

  @BeforeAll
  static void fill() {
    database = TestDatabase.migrated();
    application = new JdbcTemplate(database.application());
    try (Node node = Node.on(database.application())) {
      node.ask(new CreateStore("My store", NONE));
      node.ask(new AddItem(STORE, "Chair", BigDecimal.TEN, NONE));
      node.ask(new AddTag(STORE, "wood", NONE));
    }
  }

  @AfterAll
  static void close() {
    database.close();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "UPDATE events SET payload = ''",
        "UPDATE events SET salt = NULL",
        "DELETE FROM events",
        "TRUNCATE events",
        "DROP TABLE events",
        "ALTER TABLE events DISABLE TRIGGER ALL",
        "SELECT redact_event(1, '', '')",
        "DELETE FROM log_head",
        "INSERT INTO log_head VALUES (false, 0, now(), 0, 0, 0, 0)",
        "TRUNCATE log_head",
        "UPDATE directory SET store_id = 2",
        "DELETE FROM directory",
        "UPDATE store_names SET store_id = 2",
        "UPDATE import_keys SET id = 2",
        "DELETE FROM import_keys",
        "DELETE FROM imports",
        "TRUNCATE idempotency_keys",
        "CREATE TABLE tagledger.mine (id int)"
      })
  void the_application_may_not(String statement) {
    assertThatThrownBy(() -> application.execute(statement))
        .rootCause()
        .hasMessageMatching("(?s).*(permission denied|must be owner).*");
  }

  @Test
  void the_owner_can_redact_an_event_and_everything_still_replays() {
    String digests = "SELECT string_agg(digest::text, ',' ORDER BY position) FROM tagledger.events";
    String before = database.owner().queryForObject(digests, String.class);
    redact(1, "{\"store\":1}");
    redact(2, "{\"store\":1,\"item\":1,\"price\":10}");
    redact(3, "{\"store\":1,\"tag\":1}");
    assertThat(database.owner().queryForObject(digests, String.class)).isEqualTo(before);
    assertThat(database.ask("SELECT count(*) FROM tagledger.readable_events WHERE redacted"))
        .isEqualTo(3);
    try (Node node = Node.on(database.application())) {
      node.ask(new LinkTagToItem(new ItemId(1), new TagId(1), NONE));
      node.ask(new ChangeItem(new ItemId(1), null, null, BigDecimal.ONE, NONE));
      assertThat(last()).isEqualTo("{\"store\":1,\"item\":1,\"price\":1}");
      node.ask(new ChangeItem(new ItemId(1), null, "Stool", null, NONE));
      assertThat(last()).isEqualTo("{\"store\":1,\"item\":1,\"name\":\"Stool\",\"price\":1}");
      assertThat(node.<TagId>ask(new AddTag(STORE, "wood", NONE))).isEqualTo(new TagId(2));
      assertThatExceptionOfType(Rejection.TagNameTaken.class)
          .isThrownBy(() -> node.ask(new AddTag(STORE, "wood", NONE)));
      assertThat(node.log().events().openStream(null).hasNextAvailable()).isTrue();
    }
  }

  private static void redact(long position, String payload) {
    database
        .owner()
        .queryForList(
            "SELECT tagledger.redact_event(?, ?, ?)",
            position,
            payload.getBytes(StandardCharsets.UTF_8),
            "{\"actor\":\"anonymous\"}".getBytes(StandardCharsets.UTF_8));
  }

  private static String last() {
    String payload =
        database
            .owner()
            .queryForObject(
                "SELECT payload FROM tagledger.readable_events ORDER BY position DESC LIMIT 1",
                String.class);
    return String.valueOf(payload);
  }
}
