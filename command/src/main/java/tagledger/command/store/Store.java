package tagledger.command.store;

import static org.axonframework.modelling.command.AggregateLifecycle.apply;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.math.BigDecimal;
import org.axonframework.commandhandling.CommandHandler;
import org.axonframework.eventhandling.SequenceNumber;
import org.axonframework.eventsourcing.EventSourcingHandler;
import org.axonframework.messaging.annotation.MessageIdentifier;
import org.axonframework.modelling.command.AggregateCreationPolicy;
import org.axonframework.modelling.command.AggregateIdentifier;
import org.axonframework.modelling.command.AggregateLifecycle;
import org.axonframework.modelling.command.AggregateRoot;
import org.axonframework.modelling.command.CreationPolicy;
import org.jspecify.annotations.Nullable;
import org.roaringbitmap.RoaringBitmap;
import tagledger.api.BearerId;
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
import tagledger.api.Command.LinkTagToItem;
import tagledger.api.Command.LinkTagToPost;
import tagledger.api.Command.LinkTags;
import tagledger.api.Command.RecallRevert;
import tagledger.api.Command.Revert;
import tagledger.api.Command.UnlinkTagFromItem;
import tagledger.api.Command.UnlinkTagFromPost;
import tagledger.api.Command.UnlinkTags;
import tagledger.api.Event;
import tagledger.api.Event.ItemAdded;
import tagledger.api.Event.ItemChanged;
import tagledger.api.Event.ItemDeleted;
import tagledger.api.Event.PostAdded;
import tagledger.api.Event.PostChanged;
import tagledger.api.Event.PostDeleted;
import tagledger.api.Event.StoreCreated;
import tagledger.api.Event.TagAdded;
import tagledger.api.Event.TagDeleted;
import tagledger.api.Imported;
import tagledger.api.ItemId;
import tagledger.api.PairsChanged;
import tagledger.api.PostId;
import tagledger.api.Precondition;
import tagledger.api.Rejection;
import tagledger.api.Reverted;
import tagledger.api.StoreId;
import tagledger.api.TagId;

/**
 * The consistency boundary: decides everything about one store, its items, its posts, its tags and
 * their links, on its own memory. It remembers no more than its rules need; names and prices it
 * does not.
 *
 * <p>{@code handle} decides first and applies last, so that a refusal leaves nothing behind.
 */
@AggregateRoot(type = "Store")
public class Store {

  @AggregateIdentifier private @Nullable String key;
  private Contents contents = new Contents(new StoreId(Integer.MAX_VALUE));

  /** For Axon, which then lets the first event make the store. */
  protected Store() {}

  /** The aggregate identifier of a store: it carries its kind. */
  public static String keyOf(StoreId store) {
    return "store/" + store.value();
  }

  @CommandHandler
  @CreationPolicy(AggregateCreationPolicy.ALWAYS)
  StoreId handle(CreateStore command, Ids ids, StoreNames names) {
    command.precondition().requireForAbsent();
    if (names.isTaken(command.name())) {
      throw new Rejection.StoreNameTaken();
    }
    StoreId store = ids.nextStore();
    names.claim(command.name(), store);
    apply(new StoreCreated(store, command.name()));
    return store;
  }

  @CommandHandler
  StoreId handle(DeleteStore command, StoreNames names) {
    requireAt(command.precondition());
    StoreDeletion.write(contents, names, AggregateLifecycle::apply);
    return id();
  }

  @CommandHandler
  ItemId handle(AddItem command, Ids ids) {
    requireAt(command.precondition());
    ItemId item = ids.nextItem(id());
    apply(new ItemAdded(id(), item, command.name(), command.price()));
    return item;
  }

  @CommandHandler
  PostId handle(AddPost command, Ids ids) {
    requireAt(command.precondition());
    PostId post = ids.nextPost(id());
    apply(new PostAdded(id(), post, command.title(), command.content()));
    return post;
  }

  @CommandHandler
  ItemId handle(ChangeItem command, Ids ids, PastEvents past) {
    requireAlive();
    if (contents.has(command.item())) {
      change(command, past);
    } else {
      bringIn(command, ids);
    }
    return command.item();
  }

  @CommandHandler
  PostId handle(ChangePost command, PastEvents past) {
    require(command.post(), command.precondition());
    PostChanged was = Told.post(past.at(id(), contents.lastChange(command.post())));
    PostChanged now = Told.with(was, command.title(), command.content());
    if (!now.equals(was)) {
      apply(now);
    }
    return command.post();
  }

  @CommandHandler
  ItemId handle(DeleteItem command) {
    require(command.item(), command.precondition());
    apply(new ItemDeleted(id(), command.item(), contents.tagsOf(command.item())));
    return command.item();
  }

  @CommandHandler
  PostId handle(DeletePost command) {
    require(command.post(), command.precondition());
    apply(new PostDeleted(id(), command.post(), contents.tagsOf(command.post())));
    return command.post();
  }

  @CommandHandler
  TagId handle(AddTag command, Ids ids) {
    requireAt(command.precondition());
    if (contents.tags().isTaken(command.name())) {
      throw new Rejection.TagNameTaken();
    }
    TagId tag = ids.nextTag(id());
    apply(new TagAdded(id(), tag, command.name()));
    return tag;
  }

  @CommandHandler
  TagId handle(DeleteTag command) {
    requireAlive();
    requireThat(contents.has(command.tag()));
    command.precondition().require(() -> contents.versionOf(command.tag()));
    if (contents.tags().get(command.tag().value()).isBorne()) {
      throw new Rejection.TagBorne();
    }
    apply(new TagDeleted(id(), command.tag()));
    return command.tag();
  }

  @CommandHandler
  TagId handle(LinkTagToItem command, Stores stores) {
    return link(command.item(), command.tag(), command.precondition(), stores);
  }

  @CommandHandler
  TagId handle(LinkTagToPost command, Stores stores) {
    return link(command.post(), command.tag(), command.precondition(), stores);
  }

  @CommandHandler
  TagId handle(UnlinkTagFromItem command) {
    return unlink(command.item(), command.tag(), command.precondition());
  }

  @CommandHandler
  TagId handle(UnlinkTagFromPost command) {
    return unlink(command.post(), command.tag(), command.precondition());
  }

  @CommandHandler
  PairsChanged handle(LinkTags command) {
    requireAt(command.precondition());
    BulkPairs given = new BulkPairs(contents, command.items(), command.posts(), command.tags());
    Pairs missing = given.pick((asked, present) -> RoaringBitmap.andNot(asked, present));
    missing.pieces().forEach(this::linked);
    return new PairsChanged(missing.size(), given.size() - missing.size());
  }

  @CommandHandler
  PairsChanged handle(UnlinkTags command) {
    requireAt(command.precondition());
    BulkPairs given = new BulkPairs(contents, command.items(), command.posts(), command.tags());
    Pairs present = given.pick((asked, there) -> RoaringBitmap.and(asked, there));
    present.pieces().forEach(this::unlinked);
    return new PairsChanged(present.size(), given.size() - present.size());
  }

  @CommandHandler
  Imported handle(ImportRows command, Ids ids, ImportKeys keys, PastEvents past) {
    requireAlive();
    RowImport rows = new RowImport(contents, command.rows(), keys, past);
    boolean writes =
        switch (command.extent()) {
          case GOOD_ROWS -> true;
          case ALL_OR_NOTHING -> rows.outcome().refused().isEmpty();
          case NOTHING -> false;
        };
    if (writes) {
      rows.write(AggregateLifecycle::apply, ids);
    }
    return rows.outcome();
  }

  @CommandHandler
  Reverted handle(Revert command, StoreNames names, @MessageIdentifier String change) {
    if (command.reversal().isEmpty()) {
      return new Reverted(null);
    }
    new Reversion(contents, command.reversal(), names).write(names, AggregateLifecycle::apply);
    return new Reverted(change);
  }

  @CommandHandler
  void handle(RecallRevert command) {
    throw new Rejection.HasMoved();
  }

  @EventSourcingHandler
  void on(Event event, @SequenceNumber long sequence) {
    if (event instanceof StoreCreated created) {
      key = keyOf(created.store());
      contents = new Contents(created.store());
    }
    contents.apply(event, Math.toIntExact(sequence));
  }

  /** Whether the store is there and has this tag. */
  public boolean has(TagId tag) {
    return !contents.isDeleted() && contents.has(tag);
  }

  /** How much memory it takes, in things: a measure for a bounded cache. */
  public int weight() {
    return contents.weight();
  }

  /**
   * Whether a copy remembers the same; it may still have names of tags that were redacted since.
   */
  public boolean matches(Store copy) {
    return contents.matches(copy.contents);
  }

  /** Writes all that it remembers; {@link #read} is the way back. */
  public void write(DataOutput out) throws IOException {
    contents.write(out);
  }

  public static Store read(DataInput in) throws IOException {
    Store store = new Store();
    store.contents = Contents.read(in);
    store.key = keyOf(store.id());
    return store;
  }

  private StoreId id() {
    return contents.store();
  }

  private void change(ChangeItem command, PastEvents past) {
    command.precondition().require(() -> contents.versionOf(command.item()));
    ItemChanged was = Told.item(past.at(id(), contents.lastChange(command.item())));
    ItemChanged now = Told.with(was, command.name(), command.price());
    if (!Told.same(now, was)) {
      apply(now);
    }
  }

  private void bringIn(ChangeItem command, Ids ids) {
    requireThat(id().equals(command.store()));
    String name = command.name();
    BigDecimal price = command.price();
    if (name == null || price == null) {
      throw new Rejection.Incomplete(Told.missing(name, price));
    }
    command.precondition().requireForAbsent();
    requireThat(ids.take(command.item(), id()));
    apply(new ItemAdded(id(), command.item(), name, price));
  }

  private TagId link(BearerId bearer, TagId tag, Precondition precondition, Stores stores) {
    requireAlive();
    requireThat(contents.has(bearer));
    if (!contents.has(tag)) {
      throw stores.haveTag(tag) ? new Rejection.LinkAcrossStores() : new Rejection.NotFound();
    }
    precondition.require(() -> contents.versionOf(bearer), () -> contents.versionOf(tag));
    if (!contents.areLinked(bearer, tag)) {
      linked(Pairs.Piece.of(bearer, tag));
    }
    return tag;
  }

  private TagId unlink(BearerId bearer, TagId tag, Precondition precondition) {
    requireAlive();
    requireThat(contents.has(bearer) && contents.areLinked(bearer, tag));
    precondition.require(() -> contents.versionOf(bearer), () -> contents.versionOf(tag));
    unlinked(Pairs.Piece.of(bearer, tag));
    return tag;
  }

  private void requireAlive() {
    requireThat(!contents.isDeleted());
  }

  private void requireAt(Precondition precondition) {
    requireAlive();
    precondition.require(contents::version);
  }

  private void require(BearerId id, Precondition precondition) {
    requireAlive();
    requireThat(contents.has(id));
    precondition.require(() -> contents.versionOf(id));
  }

  private static void requireThat(boolean isThere) {
    if (!isThere) {
      throw new Rejection.NotFound();
    }
  }

  private void linked(Pairs.Piece piece) {
    apply(piece.linkedIn(id()));
  }

  private void unlinked(Pairs.Piece piece) {
    apply(piece.unlinkedIn(id()));
  }
}
