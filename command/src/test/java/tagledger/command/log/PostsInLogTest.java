package tagledger.command.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static tagledger.api.Precondition.NONE;
import static tagledger.command.Node.payload;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.axonframework.eventhandling.DomainEventMessage;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tagledger.api.Command;
import tagledger.api.Command.AddItem;
import tagledger.api.Command.AddPost;
import tagledger.api.Command.AddTag;
import tagledger.api.Command.ChangePost;
import tagledger.api.Command.CreateStore;
import tagledger.api.Command.DeletePost;
import tagledger.api.Command.LinkTagToPost;
import tagledger.api.Command.LinkTags;
import tagledger.api.Command.UnlinkTagFromPost;
import tagledger.api.Command.UnlinkTags;
import tagledger.api.Event.PostAdded;
import tagledger.api.Event.PostChanged;
import tagledger.api.Event.PostDeleted;
import tagledger.api.IdSet;
import tagledger.api.PairsChanged;
import tagledger.api.PostId;
import tagledger.api.Rejection;
import tagledger.api.StoreId;
import tagledger.api.TagId;
import tagledger.command.Node;
import tagledger.command.TestDatabase;
import tagledger.command.store.Store;

/** Posts and bulk links through the lane, on a real log. */
class PostsInLogTest {

  private static final StoreId STORE = new StoreId(1);
  private static final PostId NEWS = new PostId(1);
  private static final TagId WOOD = new TagId(1);

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
  void each_kind_has_a_counter_of_its_own_on_every_node() {
    assertThat(node.<PostId>ask(post("One", null))).isEqualTo(NEWS);
    node.ask(new AddItem(STORE, "Chair", BigDecimal.ONE, NONE));
    node.ask(new AddTag(STORE, "wood", NONE));
    assertThat(node.<PostId>ask(post("Two", null))).isEqualTo(new PostId(2));
    try (Node other = Node.on(database.application())) {
      assertThat(other.<PostId>ask(post("Three", null))).isEqualTo(new PostId(3));
      assertThat(other.<PostId>ask(new DeletePost(new PostId(2), NONE))).isEqualTo(new PostId(2));
    }
    assertThat(node.<PostId>ask(post("Four", null))).isEqualTo(new PostId(4));
    assertThat(node.log().whereabouts().of(new PostId(3))).isEqualTo(STORE);
    assertThat(node.log().whereabouts().of(new PostId(5))).isNull();
    assertThatExceptionOfType(Rejection.NotFound.class)
        .isThrownBy(() -> node.ask(new DeletePost(new PostId(2), NONE)));
    assertThatExceptionOfType(Rejection.NotFound.class)
        .isThrownBy(() -> node.ask(new DeletePost(new PostId(5), NONE)));
  }

  @Test
  void a_post_is_changed_twice_and_deleted_in_one_batch() {
    node.ask(post("One", "Text"));
    List<Command> commands =
        List.of(
            new ChangePost(NEWS, "Two", null, NONE),
            new ChangePost(NEWS, null, "More", NONE),
            new ChangePost(NEWS, "Two", "More", NONE),
            new DeletePost(NEWS, NONE));
    node.together(database, commands, Map.of())
        .forEach(outcome -> assertThat(payload(outcome)).isEqualTo(NEWS));
    assertThat(history().subList(1, 5))
        .containsExactly(
            new PostAdded(STORE, NEWS, "One", "Text"),
            new PostChanged(STORE, NEWS, "Two", "Text"),
            new PostChanged(STORE, NEWS, "Two", "More"),
            new PostDeleted(STORE, NEWS, IdSet.of()));
    assertThat(history()).hasSize(5);
  }

  @Test
  void a_megabyte_of_content_is_kept_exactly_while_the_title_changes() {
    String content = "Größe \"x\" \\ 木 \uD83E\uDE91\n".repeat(60_000);
    node.ask(post("Long", content));
    try (Node cold = Node.on(database.application())) {
      cold.ask(new ChangePost(NEWS, "Longer", null, NONE));
      cold.ask(new ChangePost(NEWS, null, content, NONE));
    }
    assertThat(history())
        .endsWith(
            new PostAdded(STORE, NEWS, "Long", content),
            new PostChanged(STORE, NEWS, "Longer", content));
  }

  @Test
  void a_node_that_starts_cold_knows_all_links() {
    node.ask(post("News", null));
    node.ask(new AddTag(STORE, "wood", NONE));
    assertThat(node.<TagId>ask(new LinkTagToPost(NEWS, WOOD, NONE))).isEqualTo(WOOD);
    long events = events();
    try (Node cold = Node.on(database.application())) {
      assertThat(cold.<TagId>ask(new LinkTagToPost(NEWS, WOOD, NONE))).isEqualTo(WOOD);
      assertThat(events()).as("linked already").isEqualTo(events);
      assertThatExceptionOfType(Rejection.TagBorne.class)
          .isThrownBy(() -> cold.ask(new Command.DeleteTag(WOOD, NONE)));
      cold.ask(new UnlinkTagFromPost(NEWS, WOOD, NONE));
    }
    assertThatExceptionOfType(Rejection.NotFound.class)
        .isThrownBy(() -> node.ask(new UnlinkTagFromPost(NEWS, WOOD, NONE)));
  }

  @Test
  void a_tag_of_another_store_is_not_linked() {
    node.ask(post("News", null));
    StoreId other = node.ask(new CreateStore("Other", NONE));
    TagId glass = node.ask(new AddTag(other, "glass", NONE));
    assertThatExceptionOfType(Rejection.LinkAcrossStores.class)
        .isThrownBy(() -> node.ask(new LinkTagToPost(NEWS, glass, NONE)));
    assertThatExceptionOfType(Rejection.NotOfThisStore.class)
        .isThrownBy(() -> node.ask(link(IdSet.of(1), IdSet.of(glass.value()))))
        .satisfies(
            refusal -> {
              assertThat(refusal.items()).isEqualTo(IdSet.of());
              assertThat(refusal.posts()).isEqualTo(IdSet.of());
              assertThat(refusal.tags()).isEqualTo(IdSet.of(glass.value()));
            });
  }

  @Test
  void a_large_bulk_of_links_is_one_change_in_small_pieces_whatever_node_asks_again() {
    IdSet posts = first(800);
    IdSet tags = first(80);
    together(posts.ids().mapToObj(i -> post("p", null)));
    together(tags.ids().mapToObj(i -> new AddTag(STORE, "tag " + i, NONE)));
    long before = events();
    assertThat(node.<PairsChanged>ask(link(posts, tags))).isEqualTo(new PairsChanged(64_000, 0));
    assertThat(events() - before).isEqualTo(3);
    assertThat(database.ask("SELECT max(length(payload)) FROM tagledger.events"))
        .isLessThan(1_000_000);
    try (Node cold = Node.on(database.application())) {
      assertThat(cold.<PairsChanged>ask(link(posts, tags))).isEqualTo(new PairsChanged(0, 64_000));
      assertThat(cold.<PairsChanged>ask(new UnlinkTags(STORE, IdSet.of(), posts, tags, NONE)))
          .isEqualTo(new PairsChanged(64_000, 0));
    }
    assertThat(node.<PairsChanged>ask(new UnlinkTags(STORE, IdSet.of(), posts, tags, NONE)))
        .isEqualTo(new PairsChanged(0, 64_000));
    assertThat(events() - before).isEqualTo(6);
  }

  private void together(Stream<? extends Command> commands) {
    commands.map(command -> node.send(command, Map.of())).toList().forEach(Node::payload);
  }

  private static AddPost post(String title, @Nullable String content) {
    return new AddPost(STORE, title, content, NONE);
  }

  private static LinkTags link(IdSet posts, IdSet tags) {
    return new LinkTags(STORE, IdSet.of(), posts, tags, NONE);
  }

  private List<Object> history() {
    return node.log()
        .events()
        .readEvents(Store.keyOf(STORE))
        .asStream()
        .<Object>map(DomainEventMessage::getPayload)
        .toList();
  }

  private long events() {
    return database.ask("SELECT count(*) FROM tagledger.events");
  }

  private static IdSet first(int count) {
    return IdSet.ofSorted(IntStream.rangeClosed(1, count).iterator());
  }
}
