package tagledger.command.log;

import static java.util.concurrent.TimeUnit.MILLISECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static tagledger.api.Precondition.NONE;

import java.nio.charset.StandardCharsets;
import org.axonframework.eventhandling.GlobalSequenceTrackingToken;
import org.axonframework.eventhandling.TrackingEventStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tagledger.api.Command.AddTag;
import tagledger.api.Command.CreateStore;
import tagledger.api.StoreId;
import tagledger.api.TagId;
import tagledger.api.UnknownEvent;
import tagledger.command.Node;
import tagledger.command.TestDatabase;

/** A newer version of the service works beside this one, on the same log. */
class NewerVersionTest {

  private TestDatabase database;
  private Node node;
  private StoreId touched;
  private StoreId other;

  @BeforeEach
  void both_stores_are_in_memory() {
    database = TestDatabase.migrated();
    node = Node.on(database.application());
    touched = node.ask(new CreateStore("Touched", NONE));
    other = node.ask(new CreateStore("Other", NONE));
    node.ask(new AddTag(touched, "tag", NONE));
  }

  @AfterEach
  void close() {
    node.close();
    database.close();
  }

  @Test
  void an_unknown_event_stops_the_commands_of_its_own_store_alone() {
    append("catalogue.StorePainted", "1");

    for (int i = 0; i < 2; i++) {
      assertThat(node.<TagId>ask(new AddTag(other, "tag " + i, NONE))).isNotNull();
      long before = positions();
      assertThatThrownBy(() -> node.ask(new AddTag(touched, "more", NONE)))
          .isInstanceOf(UnknownEvent.class)
          .hasMessageContaining("catalogue.StorePainted of revision 1")
          .hasMessageContaining("a newer one wrote it");
      assertThat(positions()).isEqualTo(before);
    }
  }

  @Test
  void a_later_revision_is_unknown_as_well() {
    append("catalogue.TagAdded", "9");

    node.ask(new AddTag(other, "tag", NONE));
    assertThatThrownBy(() -> node.ask(new AddTag(touched, "more", NONE)))
        .isInstanceOf(UnknownEvent.class)
        .hasMessageContaining("catalogue.TagAdded of revision 9");
  }

  @Test
  void an_event_of_something_that_is_no_store_stops_no_command() {
    append("accounts.Opened", "1", "account/1", 0);

    node.ask(new AddTag(touched, "more", NONE));
    node.ask(new AddTag(other, "more", NONE));
  }

  @Test
  void a_reader_is_given_all_before_it_and_then_told() throws InterruptedException {
    append("catalogue.StorePainted", "1");
    node.ask(new AddTag(other, "after it", NONE));

    try (TrackingEventStream stream = node.log().events().openStream(null)) {
      long last = 0;
      assertThat(stream.hasNextAvailable(0, MILLISECONDS)).isTrue();
      while (stream.peek().isPresent()) {
        last =
            ((GlobalSequenceTrackingToken) stream.nextAvailable().trackingToken()).getGlobalIndex();
      }
      assertThat(last).isEqualTo(positions() - 2);
      for (int i = 0; i < 2; i++) {
        assertThatThrownBy(() -> stream.hasNextAvailable(0, MILLISECONDS))
            .isInstanceOf(UnknownEvent.class);
        assertThat(stream.peek()).isEmpty();
      }
    }
  }

  private void append(String type, String revision) {
    long next =
        database.ask(
            "SELECT max(sequence_number) + 1 FROM tagledger.events WHERE aggregate = ?",
            "store/" + touched.value());
    append(type, revision, "store/" + touched.value(), next);
  }

  /** As a node of that version does. */
  private void append(String type, String revision, String aggregate, long sequenceNumber) {
    database
        .owner()
        .update(
            """
            WITH head AS (UPDATE tagledger.log_head SET position = position + 1 RETURNING position)
            INSERT INTO tagledger.events
            SELECT head.position, ?, ?, ?, ?, e.recorded_at, ?, e.metadata, e.salt,
                   sha256(e.salt || ? || e.metadata)
            FROM head, tagledger.events e WHERE e.position = 1""",
            aggregate,
            sequenceNumber,
            type,
            revision,
            "{}".getBytes(StandardCharsets.UTF_8),
            "{}".getBytes(StandardCharsets.UTF_8));
  }

  private long positions() {
    return database.ask("SELECT max(position) FROM tagledger.events");
  }
}
