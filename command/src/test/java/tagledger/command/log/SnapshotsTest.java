package tagledger.command.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;
import static tagledger.api.Precondition.NONE;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tagledger.api.Command.AddTag;
import tagledger.api.Command.CreateStore;
import tagledger.api.Rejection;
import tagledger.api.StoreId;
import tagledger.api.TagId;
import tagledger.api.UnknownEvent;
import tagledger.command.Node;
import tagledger.command.TestDatabase;

class SnapshotsTest {

  private static final int EVERY = 10;
  private static final StoreId STORE = new StoreId(1);

  private TestDatabase database;

  @BeforeEach
  void fill() {
    database = TestDatabase.migrated();
    try (Node node = Node.withSnapshots(EVERY, database.application())) {
      node.ask(new CreateStore("My store", NONE));
      for (int i = 1; i < EVERY - 1; i++) {
        node.ask(new AddTag(STORE, "tag " + i, NONE));
      }
      assertThat(database.ask("SELECT count(*) FROM tagledger.snapshots")).isZero();
      for (int i = EVERY - 1; i < 2 * EVERY; i++) {
        node.ask(new AddTag(STORE, "tag " + i, NONE));
      }
      await().until(() -> database.ask("SELECT count(*) FROM tagledger.snapshots") == 1);
    }
  }

  @AfterEach
  void close() {
    database.close();
  }

  @Test
  void a_snapshot_is_taken_after_the_configured_number_of_events() {
    assertThat(database.ask("SELECT sequence_number FROM tagledger.snapshots"))
        .isBetween(EVERY - 2L, 2L * EVERY);
  }

  @Test
  void a_store_is_loaded_from_its_snapshot_and_what_came_after() {
    makeEventsBeforeTheSnapshotUnreadable();
    assertDecidesOnAll();
  }

  @Test
  void without_its_snapshot_it_is_loaded_from_all_events() {
    database.owner().execute("DELETE FROM tagledger.snapshots");
    assertDecidesOnAll();
    makeUnreadable(1);
    try (Node node = Node.on(database.application())) {
      assertThatThrownBy(() -> node.ask(new AddTag(STORE, "unread", NONE)))
          .isInstanceOf(UnknownEvent.class);
    }
  }

  @Test
  void a_snapshot_of_an_unknown_revision_is_ignored() {
    database.owner().execute("UPDATE tagledger.snapshots SET revision = '2', payload = 'x'");
    assertDecidesOnAll();
  }

  @Test
  void a_snapshot_that_cannot_be_read_is_ignored() {
    database.owner().execute("UPDATE tagledger.snapshots SET payload = 'x'");
    assertDecidesOnAll();
  }

  private void assertDecidesOnAll() {
    try (Node node = Node.on(database.application())) {
      for (int i : new int[] {1, EVERY, 2 * EVERY - 1}) {
        assertThatExceptionOfType(Rejection.TagNameTaken.class)
            .isThrownBy(() -> node.ask(new AddTag(STORE, "tag " + i, NONE)));
      }
      assertThat(node.<TagId>ask(new AddTag(STORE, "new", NONE))).isEqualTo(new TagId(2 * EVERY));
    }
  }

  private void makeEventsBeforeTheSnapshotUnreadable() {
    makeUnreadable(database.ask("SELECT sequence_number FROM tagledger.snapshots"));
  }

  private void makeUnreadable(long upTo) {
    assertThat(
            database
                .owner()
                .update(
                    "UPDATE tagledger.events SET type = 'catalogue.Unknown' WHERE sequence_number <= ?",
                    upTo))
        .isPositive();
  }
}
