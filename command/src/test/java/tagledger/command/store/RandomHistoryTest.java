package tagledger.command.store;

import static org.assertj.core.api.Assertions.assertThat;
import static tagledger.api.Precondition.NONE;

import java.math.BigDecimal;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.axonframework.eventhandling.DomainEventMessage;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tagledger.api.Command;
import tagledger.api.Command.AddItem;
import tagledger.api.Command.AddTag;
import tagledger.api.Command.ChangeItem;
import tagledger.api.Command.CreateStore;
import tagledger.api.Command.DeleteItem;
import tagledger.api.Command.DeleteTag;
import tagledger.api.Command.LinkTagToItem;
import tagledger.api.Command.UnlinkTagFromItem;
import tagledger.api.ItemId;
import tagledger.api.Rejection;
import tagledger.api.StoreId;
import tagledger.api.TagId;

/** Random commands to two stores: the rules as a plain model tells them, then replays of it all. */
class RandomHistoryTest {

  private static final int COMMANDS = 600;

  private final Map<Integer, Integer> storeOfItem = new HashMap<>();
  private final Map<Integer, Integer> storeOfTag = new HashMap<>();
  private final Set<Integer> items = new TreeSet<>();
  private final Map<Integer, String> tags = new TreeMap<>();
  private final Set<List<Integer>> links = new HashSet<>();

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void the_rules_hold_and_every_replay_comes_to_the_same(long seed) {
    Random random = new Random(seed);
    try (CatalogueInMemory catalogue = new CatalogueInMemory()) {
      catalogue.send(new CreateStore("one", NONE));
      catalogue.send(new CreateStore("two", NONE));
      for (int i = 0; i < COMMANDS; i++) {
        Command command = randomCommand(random);
        Class<? extends Rejection> expected = refusal(command);
        Object outcome = outcome(catalogue, command);
        if (expected == null) {
          assertThat(outcome).as("%s", command).isNotInstanceOf(RuntimeException.class);
          happened(command, outcome);
        } else {
          assertThat(outcome).as("%s", command).isInstanceOf(expected);
        }
      }
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

  private static Command randomCommand(Random random) {
    StoreId store = new StoreId(1 + random.nextInt(2));
    ItemId item = new ItemId(1 + random.nextInt(40));
    TagId tag = new TagId(1 + random.nextInt(15));
    String name = "name " + random.nextInt(12);
    BigDecimal price = BigDecimal.valueOf(random.nextInt(3));
    return switch (random.nextInt(9)) {
      case 0 -> new AddItem(store, name, price, NONE);
      case 1 -> new ChangeItem(item, store, name, price, NONE);
      case 2 -> new DeleteItem(item, NONE);
      case 3 -> new AddTag(store, name, NONE);
      case 4 -> new DeleteTag(tag, NONE);
      case 5 -> new UnlinkTagFromItem(item, tag, NONE);
      default -> new LinkTagToItem(item, tag, NONE);
    };
  }

  private @Nullable Class<? extends Rejection> refusal(Command command) {
    return switch (command) {
      case AddTag add -> isTaken(add) ? Rejection.TagNameTaken.class : null;
      case ChangeItem change -> {
        int owner = storeOfItem.getOrDefault(change.item().value(), -1);
        boolean elsewhere =
            change.store() != null && owner != -1 && owner != change.store().value();
        yield elsewhere && !items.contains(change.item().value()) ? Rejection.NotFound.class : null;
      }
      case DeleteItem delete ->
          items.contains(delete.item().value()) ? null : Rejection.NotFound.class;
      case DeleteTag delete -> {
        int tag = delete.tag().value();
        boolean borne = links.stream().anyMatch(link -> link.getFirst() == tag);
        yield !tags.containsKey(tag)
            ? Rejection.NotFound.class
            : borne ? Rejection.TagBorne.class : null;
      }
      case LinkTagToItem link -> {
        int item = link.item().value();
        int tag = link.tag().value();
        yield !items.contains(item) || !tags.containsKey(tag)
            ? Rejection.NotFound.class
            : Objects.equals(storeOfItem.get(item), storeOfTag.get(tag))
                ? null
                : Rejection.LinkAcrossStores.class;
      }
      case UnlinkTagFromItem unlink ->
          links.contains(List.of(unlink.tag().value(), unlink.item().value()))
              ? null
              : Rejection.NotFound.class;
      default -> null;
    };
  }

  private boolean isTaken(AddTag add) {
    return tags.entrySet().stream()
        .anyMatch(
            tag ->
                tag.getValue().equals(add.name())
                    && storeOfTag.getOrDefault(tag.getKey(), 0) == add.store().value());
  }

  private void happened(Command command, Object answer) {
    switch (command) {
      case AddItem add -> {
        items.add(((ItemId) answer).value());
        storeOfItem.put(((ItemId) answer).value(), add.store().value());
      }
      case ChangeItem change -> {
        if (items.add(change.item().value()) && change.store() != null) {
          storeOfItem.put(change.item().value(), change.store().value());
        }
      }
      case DeleteItem delete -> {
        items.remove(delete.item().value());
        links.removeIf(link -> link.getLast() == delete.item().value());
      }
      case AddTag add -> {
        tags.put(((TagId) answer).value(), add.name());
        storeOfTag.put(((TagId) answer).value(), add.store().value());
      }
      case DeleteTag delete -> tags.remove(delete.tag().value());
      case LinkTagToItem link -> links.add(List.of(link.tag().value(), link.item().value()));
      case UnlinkTagFromItem unlink ->
          links.remove(List.of(unlink.tag().value(), unlink.item().value()));
      default -> throw new IllegalStateException("Not asked for: " + command);
    }
  }

  private static Object outcome(CatalogueInMemory catalogue, Command command) {
    try {
      return catalogue.send(command);
    } catch (RuntimeException refused) {
      return refused;
    }
  }
}
