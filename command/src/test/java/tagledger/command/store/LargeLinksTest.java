package tagledger.command.store;

import static org.assertj.core.api.Assertions.assertThat;
import static tagledger.api.Precondition.NONE;

import java.math.BigDecimal;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.axonframework.eventhandling.DomainEventMessage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tagledger.api.Command.AddItem;
import tagledger.api.Command.AddPost;
import tagledger.api.Command.AddTag;
import tagledger.api.Command.CreateStore;
import tagledger.api.Command.DeleteStore;
import tagledger.api.Command.LinkTagToPost;
import tagledger.api.Command.LinkTags;
import tagledger.api.Command.UnlinkTags;
import tagledger.api.Event.StoreDeleted;
import tagledger.api.Event.TagsLinked;
import tagledger.api.Event.TagsUnlinked;
import tagledger.api.IdSet;
import tagledger.api.PairsChanged;
import tagledger.api.PostId;
import tagledger.api.StoreId;
import tagledger.api.TagId;
import tagledger.command.log.EventSerializer;

/** 600 items and 500 posts with 60 tags: 66,000 pairs. */
class LargeLinksTest {

  private static final StoreId STORE = new StoreId(1);
  private static final int PAIRS = 66_000;
  private static final IdSet ITEMS = first(600);
  private static final IdSet POSTS = first(500);
  private static final IdSet TAGS = first(60);

  private record Pair(String kind, int tag, int bearer) {}

  private final CatalogueInMemory catalogue = new CatalogueInMemory();
  private int before;

  @BeforeEach
  void fill() {
    catalogue.send(new CreateStore("Large", NONE));
    ITEMS.ids().forEach(i -> catalogue.send(new AddItem(STORE, "i", BigDecimal.ONE, NONE)));
    POSTS.ids().forEach(i -> catalogue.send(new AddPost(STORE, "p", null, NONE)));
    TAGS.ids().forEach(i -> catalogue.send(new AddTag(STORE, "tag " + i, NONE)));
    catalogue.send(new LinkTagToPost(new PostId(250), new TagId(30), NONE));
    before = catalogue.history(STORE).size();
  }

  @AfterEach
  void close() {
    catalogue.close();
  }

  @Test
  void all_pairs_are_told_in_small_pieces_and_each_once() {
    assertThat(catalogue.send(new LinkTags(STORE, ITEMS, POSTS, TAGS, NONE)))
        .isEqualTo(new PairsChanged(PAIRS - 1, 1));
    Set<Pair> told = pairsOf(news(), 3);
    assertThat(told).hasSize(PAIRS - 1).doesNotContain(new Pair("post", 30, 250));
    assertReplaysToTheSame();

    before = catalogue.history(STORE).size();
    assertThat(catalogue.send(new LinkTags(STORE, ITEMS, POSTS, TAGS, NONE)))
        .isEqualTo(new PairsChanged(0, PAIRS));
    assertThat(news()).as("again").isEmpty();

    assertThat(catalogue.send(new UnlinkTags(STORE, ITEMS, POSTS, TAGS, NONE)))
        .isEqualTo(new PairsChanged(PAIRS, 0));
    assertThat(pairsOf(news(), 3)).hasSize(PAIRS).containsAll(told);
    assertReplaysToTheSame();
  }

  @Test
  void a_deleted_store_tells_of_its_links_in_small_pieces() {
    catalogue.send(new LinkTags(STORE, ITEMS, POSTS, TAGS, NONE));
    before = catalogue.history(STORE).size();
    catalogue.send(new DeleteStore(STORE, NONE));
    List<Object> news = news();
    assertThat(news.getLast()).isEqualTo(new StoreDeleted(STORE, ITEMS, POSTS, TAGS));
    assertThat(pairsOf(news.subList(0, news.size() - 1), 3)).hasSize(PAIRS);
  }

  private static Set<Pair> pairsOf(List<Object> events, int pieces) {
    assertThat(events).hasSize(pieces);
    Set<Pair> pairs = new HashSet<>();
    for (Object event : events) {
      assertThat(new EventSerializer().serialize(event, byte[].class).getData().length)
          .isLessThan(1_000_000);
      switch (event) {
        case TagsLinked it -> addAll(pairs, it.items(), it.posts());
        case TagsUnlinked it -> addAll(pairs, it.items(), it.posts());
        default -> throw new AssertionError("Not of links: " + event);
      }
    }
    return pairs;
  }

  private static void addAll(Set<Pair> pairs, Map<TagId, IdSet> items, Map<TagId, IdSet> posts) {
    items.forEach((tag, some) -> some.ids().forEach(id -> addOnce(pairs, "item", tag, id)));
    posts.forEach((tag, some) -> some.ids().forEach(id -> addOnce(pairs, "post", tag, id)));
  }

  private static void addOnce(Set<Pair> pairs, String kind, TagId tag, int bearer) {
    assertThat(pairs.add(new Pair(kind, tag.value(), bearer))).isTrue();
  }

  private void assertReplaysToTheSame() {
    List<? extends DomainEventMessage<?>> history = catalogue.history(STORE);
    byte[] whole = CatalogueInMemory.written(catalogue.replay(new Store(), history));
    byte[] snapshot =
        CatalogueInMemory.written(
            catalogue.replay(new Store(), history.subList(0, history.size() - 2)));
    assertThat(
            CatalogueInMemory.written(
                catalogue.replay(
                    CatalogueInMemory.read(snapshot),
                    history.subList(history.size() - 2, history.size()))))
        .isEqualTo(whole);
  }

  private List<Object> news() {
    return catalogue.history(STORE).stream()
        .skip(before)
        .<Object>map(DomainEventMessage::getPayload)
        .toList();
  }

  private static IdSet first(int count) {
    return IdSet.ofSorted(IntStream.rangeClosed(1, count).iterator());
  }
}
