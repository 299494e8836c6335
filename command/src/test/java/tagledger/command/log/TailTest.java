package tagledger.command.log;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static tagledger.api.Precondition.NONE;

import java.lang.ref.WeakReference;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.axonframework.eventhandling.DomainEventMessage;
import org.axonframework.eventhandling.GlobalSequenceTrackingToken;
import org.axonframework.eventhandling.TrackedEventMessage;
import org.axonframework.eventhandling.TrackingEventStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tagledger.api.Command;
import tagledger.api.Command.AddItem;
import tagledger.api.Command.AddPost;
import tagledger.api.Command.AddTag;
import tagledger.api.Command.CreateStore;
import tagledger.api.Command.DeleteItem;
import tagledger.api.Command.DeleteStore;
import tagledger.api.Command.LinkTags;
import tagledger.api.IdSet;
import tagledger.api.ItemId;
import tagledger.api.Metadata;
import tagledger.api.StoreId;
import tagledger.command.FaultyDatabase;
import tagledger.command.Node;
import tagledger.command.TestDatabase;

/** What a node has committed, it does not read back; and nobody can tell. */
class TailTest {

  private TestDatabase database;
  private FaultyDatabase network;
  private Node node;
  private StoreId store;

  @BeforeEach
  void start() {
    database = TestDatabase.migrated();
    network = new FaultyDatabase(database.application());
    node = Node.on(network);
    store = node.ask(new CreateStore("My store", NONE));
  }

  @AfterEach
  void stop() {
    node.close();
    database.close();
  }

  @Test
  void what_a_follower_gets_is_what_the_log_says() throws InterruptedException {
    List<Command> commands = new ArrayList<>();
    for (String price : List.of("0", "1.50", "1E+3", "1.000", "17.99", "123456789.01")) {
      commands.add(new AddItem(store, "Ünïcode " + price, new BigDecimal(price), NONE));
    }
    commands.add(new AddTag(store, "wood", NONE));
    commands.add(new AddPost(store, "Post", null, NONE));
    commands.add(new AddPost(store, "Post", "\u0001 \" text", NONE));
    commands.add(new LinkTags(store, IdSet.of(1, 2, 3, 5), IdSet.of(1), IdSet.of(1), NONE));
    commands.add(new DeleteItem(new ItemId(2), NONE));
    commands.add(new DeleteStore(store, NONE));
    try (TrackingEventStream follower = follower();
        TrackingEventStream another = follower()) {
      commands.forEach(
          command ->
              Node.payload(
                  node.send(
                      command, Map.of(Metadata.ACTOR, "me", Metadata.REASON, "why " + command))));
      List<TrackedEventMessage<?>> followed = take(follower);
      List<TrackedEventMessage<?>> read = take(reader()).subList(1, followed.size() + 1);

      assertThat(followed).hasSizeGreaterThanOrEqualTo(commands.size());
      assertThat(take(another)).as("from memory").containsExactlyElementsOf(followed);
      assertThat(read).doesNotContainAnyElementsOf(followed);
      assertThat(followed.stream().map(TailTest::all))
          .isEqualTo(read.stream().map(TailTest::all).toList());
    }
  }

  @Test
  void a_reader_who_has_not_come_to_the_end_reads_the_log() throws InterruptedException {
    assertThat(take(reader())).doesNotContainAnyElementsOf(take(reader()));
  }

  @Test
  void of_much_at_once_and_of_what_others_write_nothing_is_missed() throws InterruptedException {
    try (TrackingEventStream follower = follower();
        Node other = Node.on(database.application())) {
      node.together(database, items(4_500), Map.of());
      other.ask(item(-1));
      node.ask(item(-2));
      other.ask(item(-3));
      node.together(database, items(100), Map.of());

      List<Long> positions = take(follower).stream().map(TailTest::position).toList();

      long last = database.ask("SELECT max(position) FROM tagledger.events");
      assertThat(positions)
          .containsExactlyElementsOf(LongStream.rangeClosed(2, last).boxed().toList());
    }
  }

  @Test
  void who_has_all_does_not_ask_the_database_for_more_before_he_is_told()
      throws InterruptedException {
    try (TrackingEventStream follower = follower()) {
      node.ask(item(1));
      assertThat(take(follower)).hasSize(1);
      network.statements();
      assertThat(follower.hasNextAvailable(0, SECONDS)).isFalse();
      assertThat(network.statements()).isEmpty();
    }
  }

  @Test
  void what_all_who_follow_have_taken_is_let_go() throws InterruptedException {
    try (TrackingEventStream follower = follower();
        TrackingEventStream slower = follower()) {
      node.ask(item(1));
      WeakReference<Object> event = new WeakReference<>(take(follower).getFirst());
      node.ask(item(2));
      take(follower);
      assertThat(take(slower).getFirst()).as("kept for the slower one").isSameAs(event.get());
      node.ask(item(3));
      take(follower);
      take(slower);
      await()
          .untilAsserted(
              () -> {
                System.gc();
                assertThat(event.get()).isNull();
              });
    }
  }

  private List<Command> items(int count) {
    return IntStream.range(0, count).mapToObj(this::item).toList();
  }

  private Command item(int n) {
    return new AddItem(store, "Item " + n, BigDecimal.ONE, NONE);
  }

  /** All that a message says. */
  private static List<Object> all(TrackedEventMessage<?> message) {
    DomainEventMessage<?> event = (DomainEventMessage<?>) message;
    return List.of(
        position(message),
        event.getIdentifier(),
        event.getTimestamp(),
        event.getType(),
        event.getAggregateIdentifier(),
        event.getSequenceNumber(),
        event.getPayloadType(),
        event.getPayload(),
        event.getMetaData());
  }

  /** One that has come to the end. */
  private TrackingEventStream follower() throws InterruptedException {
    TrackingEventStream stream = reader();
    take(stream);
    return stream;
  }

  private TrackingEventStream reader() {
    return node.log().events().openStream(new GlobalSequenceTrackingToken(0));
  }

  private static List<TrackedEventMessage<?>> take(TrackingEventStream stream)
      throws InterruptedException {
    List<TrackedEventMessage<?>> taken = new ArrayList<>();
    while (stream.hasNextAvailable(0, SECONDS)) {
      taken.add(stream.nextAvailable());
    }
    return taken;
  }

  private static long position(TrackedEventMessage<?> event) {
    return ((GlobalSequenceTrackingToken) event.trackingToken()).getGlobalIndex();
  }
}
