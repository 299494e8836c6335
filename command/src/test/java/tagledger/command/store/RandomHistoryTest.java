package tagledger.command.store;

import static org.assertj.core.api.Assertions.assertThat;
import static tagledger.api.Precondition.NONE;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.axonframework.eventhandling.DomainEventMessage;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tagledger.api.Command;
import tagledger.api.Command.AddItem;
import tagledger.api.Command.AddPost;
import tagledger.api.Command.AddTag;
import tagledger.api.Command.ChangeItem;
import tagledger.api.Command.ChangePost;
import tagledger.api.Command.CreateStore;
import tagledger.api.Command.DeleteItem;
import tagledger.api.Command.DeletePost;
import tagledger.api.Command.DeleteTag;
import tagledger.api.Command.LinkTagToItem;
import tagledger.api.Command.LinkTagToPost;
import tagledger.api.Command.LinkTags;
import tagledger.api.Command.UnlinkTagFromItem;
import tagledger.api.Command.UnlinkTagFromPost;
import tagledger.api.Command.UnlinkTags;
import tagledger.api.IdSet;
import tagledger.api.ItemId;
import tagledger.api.PairsChanged;
import tagledger.api.PostId;
import tagledger.api.Rejection;
import tagledger.api.StoreId;
import tagledger.api.TagId;

/** Random commands to two stores: the rules as a plain model tells them, then replays of it all. */
class RandomHistoryTest {

  private static final int COMMANDS = 1_000;

  private final RulesModel model = new RulesModel();

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void the_rules_hold_and_every_replay_comes_to_the_same(long seed) {
    Random random = new Random(seed);
    int links = 0;
    try (CatalogueInMemory catalogue = new CatalogueInMemory()) {
      catalogue.send(new CreateStore("one", NONE));
      catalogue.send(new CreateStore("two", NONE));
      for (int i = 0; i < COMMANDS; i++) {
        Command command = randomCommand(random);
        Class<? extends Rejection> expected = model.refusal(command);
        Object outcome = outcome(catalogue, command);
        if (expected == null) {
          assertThat(outcome).as("%s", command).isNotInstanceOf(RuntimeException.class);
          PairsChanged pairs = model.happened(command, outcome);
          if (pairs != null) {
            assertThat(outcome).as("%s", command).isEqualTo(pairs);
            links += pairs.changed() > 0 ? 1 : 0;
          }
        } else {
          assertThat(outcome).as("%s", command).isInstanceOf(expected);
        }
      }
      assertThat(links).as("bulk commands that changed something").isGreaterThan(10);
      assertReplaysAlike(catalogue, new StoreId(1), random);
      assertReplaysAlike(catalogue, new StoreId(2), random);
    }
  }

  /** Whole, and from a snapshot taken anywhere on the way. */
  private static void assertReplaysAlike(
      CatalogueInMemory catalogue, StoreId store, Random random) {
    List<? extends DomainEventMessage<?>> history = catalogue.history(store);
    byte[] whole = CatalogueInMemory.written(catalogue.replay(new Store(), history));
    for (int i = 0; i < 5; i++) {
      int cut = 1 + random.nextInt(history.size() - 1);
      byte[] snapshot =
          CatalogueInMemory.written(catalogue.replay(new Store(), history.subList(0, cut)));
      Store read = CatalogueInMemory.read(snapshot);
      assertThat(
              CatalogueInMemory.written(
                  catalogue.replay(read, history.subList(cut, history.size()))))
          .isEqualTo(whole);
    }
  }

  private Command randomCommand(Random random) {
    StoreId store = new StoreId(1 + random.nextInt(2));
    ItemId item = new ItemId(1 + random.nextInt(40));
    PostId post = new PostId(1 + random.nextInt(40));
    TagId tag = new TagId(1 + random.nextInt(15));
    String name = "name " + random.nextInt(12);
    BigDecimal price = BigDecimal.valueOf(random.nextInt(3));
    return switch (random.nextInt(20)) {
      case 0, 1 -> new AddItem(store, name, price, NONE);
      case 2 -> new ChangeItem(item, store, name, price, NONE);
      case 3 -> new DeleteItem(item, NONE);
      case 4, 5 -> new AddTag(store, name, NONE);
      case 6 -> new DeleteTag(tag, NONE);
      case 7 -> new UnlinkTagFromItem(item, tag, NONE);
      case 8, 9 -> new LinkTagToItem(item, tag, NONE);
      case 10, 11 -> new AddPost(store, name, null, NONE);
      case 12 -> new ChangePost(post, name, name, NONE);
      case 13 -> new DeletePost(post, NONE);
      case 14 -> new UnlinkTagFromPost(post, tag, NONE);
      case 15, 16 -> new LinkTagToPost(post, tag, NONE);
      case 17, 18 ->
          new LinkTags(
              store,
              some(random, model.items(store), item.value()),
              some(random, model.posts(store), post.value()),
              some(random, model.tags(store), tag.value()),
              NONE);
      default ->
          new UnlinkTags(
              store,
              some(random, model.items(store), item.value()),
              some(random, model.posts(store), post.value()),
              some(random, model.tags(store), tag.value()),
              NONE);
    };
  }

  /** Some of those, seldom one that may be any. */
  private static IdSet some(Random random, List<Integer> known, int any) {
    List<Integer> some =
        new ArrayList<>(known.stream().filter(id -> random.nextInt(3) == 0).toList());
    if (random.nextInt(8) == 0) {
      some.add(any);
    }
    return IdSet.of(some.stream().mapToInt(Integer::intValue).toArray());
  }

  private static Object outcome(CatalogueInMemory catalogue, Command command) {
    try {
      return catalogue.send(command);
    } catch (RuntimeException refused) {
      return refused;
    }
  }
}
