package tagledger.command;

import static tagledger.api.Precondition.NONE;
import static tagledger.command.Rows.bearing;
import static tagledger.command.Rows.item;
import static tagledger.command.Rows.post;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.axonframework.commandhandling.CommandResultMessage;
import tagledger.api.Command;
import tagledger.api.Command.AddItem;
import tagledger.api.Command.AddPost;
import tagledger.api.Command.AddTag;
import tagledger.api.Command.ChangeItem;
import tagledger.api.Command.ChangePost;
import tagledger.api.Command.CreateStore;
import tagledger.api.Command.DeleteItem;
import tagledger.api.Command.DeletePost;
import tagledger.api.Command.DeleteStore;
import tagledger.api.Command.DeleteTag;
import tagledger.api.Command.ImportRows;
import tagledger.api.Command.ImportRows.Extent;
import tagledger.api.Command.LinkTagToItem;
import tagledger.api.Command.LinkTags;
import tagledger.api.Command.Revert;
import tagledger.api.Command.UnlinkTagFromItem;
import tagledger.api.IdSet;
import tagledger.api.ItemId;
import tagledger.api.Links;
import tagledger.api.Metadata;
import tagledger.api.PostId;
import tagledger.api.Rejection;
import tagledger.api.Reversal;
import tagledger.api.Row;
import tagledger.api.StoreId;
import tagledger.api.TagId;

/** Commands of every kind to a few stores: some are refused, and most change something. */
public final class RandomCommands {

  private static final int STORES = 4;
  private static final int THINGS = 60;
  private static final int NAMES = 3_000;
  private static final int KINDS = 16;

  private final Random random;

  public RandomCommands(long seed) {
    random = new Random(seed);
  }

  /** Answers how many were not refused. The stores are there before them. */
  public long send(Node node, int count) {
    for (int store = 1; store <= STORES; store++) {
      node.send(new CreateStore("店 " + store, NONE), metadata()).join();
    }
    List<CompletableFuture<Boolean>> outcomes =
        Stream.generate(this::next)
            .limit(count)
            .map(command -> node.send(command, metadata()).thenApply(RandomCommands::isDone))
            .toList();
    return outcomes.stream().filter(CompletableFuture::join).count();
  }

  private static boolean isDone(CommandResultMessage<?> result) {
    if (result.isExceptional() && !(result.exceptionResult() instanceof Rejection)) {
      throw new IllegalStateException(result.exceptionResult());
    }
    return !result.isExceptional();
  }

  private Map<String, ?> metadata() {
    return Map.of(Metadata.ACTOR, Metadata.ANONYMOUS, Metadata.REASON, "für 山 " + random.nextInt());
  }

  private Command next() {
    StoreId store = new StoreId(1 + random.nextInt(STORES));
    ItemId item = new ItemId(id());
    PostId post = new PostId(id());
    TagId tag = new TagId(id());
    String name = "名 " + random.nextInt(NAMES);
    BigDecimal price = BigDecimal.valueOf(random.nextInt(1_000), random.nextInt(3));
    return switch (random.nextInt(KINDS)) {
      case 0 -> new CreateStore(name, NONE);
      case 1 -> random.nextInt(5) == 0 ? new DeleteStore(store, NONE) : comesBack(store, name);
      case 2 -> new AddItem(store, name, price, NONE);
      case 3 -> new AddPost(store, name, "\"\u0001😀\n".repeat(random.nextInt(50)), NONE);
      case 4, 5 -> new AddTag(store, name, NONE);
      case 6 -> new ChangeItem(new ItemId(chosen()), store, name, price, NONE);
      case 7 -> new ChangeItem(item, null, name, null, NONE);
      case 8 -> new ChangePost(post, name, null, NONE);
      case 9 -> new DeleteItem(item, NONE);
      case 10 -> random.nextBoolean() ? new DeletePost(post, NONE) : new DeleteTag(tag, NONE);
      case 11 -> new LinkTagToItem(item, tag, NONE);
      case 12 -> new UnlinkTagFromItem(item, tag, NONE);
      case 13 -> new LinkTags(store, IdSet.of(id(), id()), IdSet.of(id()), IdSet.of(id()), NONE);
      default -> rows(store);
    };
  }

  /** Refused unless it was deleted. */
  private static Command comesBack(StoreId store, String name) {
    return new Revert(
        store,
        new Reversal(
            new Reversal.Returning(name), List.of(), List.of(), List.of(), Links.NONE, Links.NONE));
  }

  private Command rows(StoreId store) {
    return new ImportRows(
        store,
        IntStream.rangeClosed(1, 1 + random.nextInt(5))
            .<Row>mapToObj(
                line ->
                    random.nextBoolean()
                        ? bearing(item(line, key(), "İ" + line, "1.50"), "tag " + random.nextInt(9))
                        : post(line, key(), "Title " + random.nextInt(9), null))
            .toList(),
        Extent.GOOD_ROWS);
  }

  private String key() {
    return "clé " + random.nextInt(THINGS);
  }

  private int id() {
    return 1 + random.nextInt(THINGS);
  }

  /** Soon reached by the counter, or far ahead of it. */
  private int chosen() {
    return random.nextBoolean() ? id() : Integer.MAX_VALUE - random.nextInt(THINGS);
  }
}
