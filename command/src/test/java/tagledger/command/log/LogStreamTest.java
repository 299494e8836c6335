package tagledger.command.log;

import static java.util.concurrent.TimeUnit.MILLISECONDS;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static tagledger.api.Precondition.NONE;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.axonframework.eventhandling.GlobalSequenceTrackingToken;
import org.axonframework.eventhandling.TrackedEventMessage;
import org.axonframework.eventhandling.TrackingEventStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tagledger.api.Command.AddPost;
import tagledger.api.Command.AddTag;
import tagledger.api.Command.CreateStore;
import tagledger.api.StoreId;
import tagledger.command.Node;
import tagledger.command.TestDatabase;

/** How a processor reads the log. */
class LogStreamTest {

  private static final int POSTS = 12;
  private static final String MEGABYTE = "x".repeat(1 << 20);

  private static TestDatabase database;
  private static Node node;
  private static StoreId store;

  @BeforeAll
  static void start() {
    database = TestDatabase.migrated();
    node = Node.on(database.application());
    store = node.ask(new CreateStore("Long", NONE));
    for (int i = 0; i < POSTS; i++) {
      node.ask(new AddPost(store, "Post " + i, MEGABYTE, NONE));
    }
  }

  @AfterAll
  static void stop() {
    node.close();
    database.close();
  }

  @Test
  void what_can_be_peeked_at_together_is_a_few_megabytes_and_the_rest_follows()
      throws InterruptedException {
    try (TrackingEventStream stream = stream(0)) {
      List<Integer> together = new ArrayList<>();
      List<Long> positions = new ArrayList<>();
      while (stream.hasNextAvailable(0, SECONDS) && positions.size() <= POSTS) {
        int count = 0;
        while (stream.peek().isPresent()) {
          positions.add(position(stream.nextAvailable()));
          count++;
        }
        together.add(count);
      }
      assertThat(positions.subList(0, POSTS + 1)).isSorted().startsWith(1L).doesNotHaveDuplicates();
      assertThat(together).hasSizeGreaterThan(2).allMatch(count -> count <= 5);
    }
  }

  @Test
  void a_store_of_large_posts_is_read_whole() {
    try (Node other = Node.on(database.application())) {
      other.ask(new AddTag(store, "tag", NONE));
    }
    assertThat(database.ask("SELECT max(position) FROM tagledger.events"))
        .isEqualTo(database.ask("SELECT max(sequence_number) + 1 FROM tagledger.events"));
  }

  @Test
  void a_reader_that_waits_is_woken_by_what_is_committed() throws InterruptedException {
    long last = database.ask("SELECT max(position) FROM tagledger.events");
    try (TrackingEventStream stream = stream(last)) {
      assertThat(stream.hasNextAvailable(0, MILLISECONDS)).isFalse();
      assertThat(stream.peek()).isEmpty();
      CompletableFuture<TrackedEventMessage<?>> next =
          CompletableFuture.supplyAsync(() -> next(stream));
      node.ask(new AddTag(store, "woken", NONE));
      assertThat(position(next.join())).isEqualTo(last + 1);
    }
  }

  private static TrackedEventMessage<?> next(TrackingEventStream stream) {
    try {
      return stream.nextAvailable();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private static TrackingEventStream stream(long after) {
    return node.log().events().openStream(new GlobalSequenceTrackingToken(after));
  }

  private static long position(TrackedEventMessage<?> event) {
    return ((GlobalSequenceTrackingToken) event.trackingToken()).getGlobalIndex();
  }
}
