package tagledger.command.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static tagledger.api.Precondition.NONE;
import static tagledger.command.Rows.item;
import static tagledger.command.Rows.post;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.axonframework.common.stream.BlockingStream;
import org.axonframework.eventhandling.DomainEventMessage;
import org.axonframework.eventhandling.TrackedEventMessage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tagledger.api.Command.ChangePost;
import tagledger.api.Command.CreateStore;
import tagledger.api.Command.ImportRows;
import tagledger.api.Command.ImportRows.Extent;
import tagledger.api.Event.ItemAdded;
import tagledger.api.Event.PostAdded;
import tagledger.api.Imported;
import tagledger.api.ItemId;
import tagledger.api.PostId;
import tagledger.api.StoreId;
import tagledger.api.UnknownEvent;
import tagledger.command.Node;
import tagledger.command.TestDatabase;
import tagledger.command.store.Store;

/** A log that an earlier version has written. */
class EarlierRevisionsTest {

  private static final StoreId STORE = new StoreId(1);
  private static final ItemAdded ITEM =
      new ItemAdded(STORE, new ItemId(2), "Chair", new BigDecimal("17.99"));
  private static final PostAdded POST = new PostAdded(STORE, new PostId(6), "News", "All of it");

  private TestDatabase database;

  @BeforeEach
  void fill() {
    database = TestDatabase.migrated();
    try (Node node = Node.on(database.application())) {
      node.ask(new CreateStore("My store", NONE));
    }
    insert(2, 2, "catalogue.ItemAdded", "1");
    insert(3, 6, "catalogue.PostAdded", "1");
  }

  @AfterEach
  void close() {
    database.close();
  }

  @Test
  void the_first_revisions_are_read_as_events_of_today() {
    try (Node node = Node.on(database.application())) {
      EventLog events = node.log().events();
      assertThat(
              events
                  .readEvents(Store.keyOf(STORE))
                  .asStream()
                  .<Object>map(DomainEventMessage::getPayload))
          .endsWith(ITEM, POST);
      try (var tracked = events.openStream(null)) {
        List<Object> payloads = List.of(next(tracked), next(tracked), next(tracked));
        assertThat(payloads).endsWith(ITEM, POST);
      }
    }
  }

  @Test
  void a_store_is_loaded_from_them_and_decides_on_what_they_told() {
    try (Node node = Node.on(database.application())) {
      Imported imported =
          node.ask(
              new ImportRows(
                  STORE,
                  List.of(
                      item(1, own("item/2"), "Chair", "17.990"),
                      post(2, own("post/6"), null, "New")),
                  Extent.GOOD_ROWS));
      assertThat(List.of(imported.unchanged(), imported.changed())).containsExactly(1L, 1L);
      node.ask(new ChangePost(new PostId(6), "News", null, NONE));
      assertThat(events()).isEqualTo(4);
    }
  }

  @ParameterizedTest
  @CsvSource({"catalogue.ItemAdded, 3", "catalogue.PostAdded, 3", "catalogue.ItemAdded, 0"})
  void a_later_revision_is_not_read(String type, String revision) {
    insert(4, 9, type, revision);
    try (Node node = Node.on(database.application())) {
      assertThatThrownBy(() -> node.ask(new ChangePost(new PostId(6), "x", null, NONE)))
          .isInstanceOf(UnknownEvent.class)
          .hasMessageContaining(type + " of revision " + revision);
      assertThatThrownBy(
              () -> {
                try (var tracked = node.log().events().openStream(null)) {
                  for (int i = 0; i < 4; i++) {
                    next(tracked);
                  }
                }
              })
          .isInstanceOf(UnknownEvent.class);
    }
  }

  private static Object next(BlockingStream<TrackedEventMessage<?>> stream) {
    try {
      return stream.nextAvailable().getPayload();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  /** As the owner, who may do anything, does it; the payload is as it was approved. */
  private void insert(long position, int id, String type, String revision) {
    String json = EventJson.approved(type + ".1");
    boolean isItem = type.contains("Item");
    database
        .owner()
        .update(
            """
            INSERT INTO tagledger.events
            SELECT ?, 'store/1', ?, ?, ?, now(), ?, e.metadata, e.salt, e.digest
            FROM tagledger.events e WHERE e.position = 1""",
            position,
            position - 1,
            type,
            revision,
            json.getBytes(StandardCharsets.UTF_8));
    database.owner().update("INSERT INTO tagledger.directory VALUES (?, ?, 1)", isItem ? 2 : 3, id);
    database.owner().update("UPDATE tagledger.log_head SET position = ?", position);
  }

  private String own(String path) {
    return "tagledger:"
        + database
            .owner()
            .queryForObject(
                "SELECT left(encode(digest, 'hex'), 16) FROM tagledger.events WHERE position = 1",
                String.class)
        + "/"
        + path;
  }

  private long events() {
    return database.ask("SELECT count(*) FROM tagledger.events");
  }
}
