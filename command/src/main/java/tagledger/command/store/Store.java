package tagledger.command.store;

import static org.axonframework.modelling.command.AggregateLifecycle.apply;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;
import org.axonframework.commandhandling.CommandHandler;
import org.axonframework.eventhandling.SequenceNumber;
import org.axonframework.eventsourcing.EventSourcingHandler;
import org.axonframework.modelling.command.AggregateCreationPolicy;
import org.axonframework.modelling.command.AggregateIdentifier;
import org.axonframework.modelling.command.AggregateRoot;
import org.axonframework.modelling.command.CreationPolicy;
import org.jspecify.annotations.Nullable;
import tagledger.api.Command.AddItem;
import tagledger.api.Command.AddTag;
import tagledger.api.Command.ChangeItem;
import tagledger.api.Command.CreateStore;
import tagledger.api.Command.DeleteItem;
import tagledger.api.Command.DeleteStore;
import tagledger.api.Command.DeleteTag;
import tagledger.api.Command.LinkTagToItem;
import tagledger.api.Command.UnlinkTagFromItem;
import tagledger.api.Event;
import tagledger.api.Event.ItemAdded;
import tagledger.api.Event.ItemChanged;
import tagledger.api.Event.ItemDeleted;
import tagledger.api.Event.StoreCreated;
import tagledger.api.Event.StoreDeleted;
import tagledger.api.Event.TagAdded;
import tagledger.api.Event.TagDeleted;
import tagledger.api.Event.TagsLinked;
import tagledger.api.Event.TagsUnlinked;
import tagledger.api.IdSet;
import tagledger.api.ItemId;
import tagledger.api.Rejection;
import tagledger.api.StoreId;
import tagledger.api.TagId;

/**
 * The consistency boundary: decides everything about one store, its items, its tags and their
 * links, on its own memory. It remembers no more than its rules need; names of items and prices it
 * does not.
 *
 * <p>{@code handle} decides first and applies last, so that a refusal leaves nothing behind; {@code
 * on} only assigns, so that replay can never refuse.
 */
@AggregateRoot(type = "Store")
public class Store {

  /** Keeps an event that tells of links under a megabyte, whatever the ids. */
  private static final int PAIRS_IN_A_PIECE = 30_000;

  @AggregateIdentifier private @Nullable String key;
  private StoreId id = new StoreId(Integer.MAX_VALUE);
  private boolean deleted;

  /** The sequence number of the last event that changed what is shown of the store itself. */
  private int version;

  private Things items = new Things();
  private Tags tags = new Tags();

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
    requireAlive();
    command.precondition().require(version);
    names.release(id);
    tags.links(PAIRS_IN_A_PIECE).forEach(piece -> apply(new TagsUnlinked(id, piece)));
    apply(new StoreDeleted(id, items.ids(), tags.ids()));
    return id;
  }

  @CommandHandler
  ItemId handle(AddItem command, Ids ids) {
    requireAlive();
    command.precondition().require(version);
    ItemId item = ids.nextItem(id);
    apply(new ItemAdded(id, item, command.name(), command.price()));
    return item;
  }

  @CommandHandler
  ItemId handle(ChangeItem command, Ids ids, PastEvents past) {
    requireAlive();
    if (items.contains(command.item().value())) {
      change(command, past);
    } else {
      bringIn(command, ids);
    }
    return command.item();
  }

  @CommandHandler
  ItemId handle(DeleteItem command) {
    requireItem(command.item());
    command.precondition().require(versionOf(command.item()));
    apply(new ItemDeleted(id, command.item(), tags.of(command.item().value())));
    return command.item();
  }

  @CommandHandler
  TagId handle(AddTag command, Ids ids) {
    requireAlive();
    command.precondition().require(version);
    if (tags.isTaken(command.name())) {
      throw new Rejection.TagNameTaken();
    }
    TagId tag = ids.nextTag(id);
    apply(new TagAdded(id, tag, command.name()));
    return tag;
  }

  @CommandHandler
  TagId handle(DeleteTag command) {
    requireTag(command.tag());
    command.precondition().require(versionOf(command.tag()));
    if (tags.get(command.tag().value()).isBorne()) {
      throw new Rejection.TagBorne();
    }
    apply(new TagDeleted(id, command.tag()));
    return command.tag();
  }

  @CommandHandler
  TagId handle(LinkTagToItem command, Stores stores) {
    requireItem(command.item());
    requireInThisStore(command.tag(), stores);
    command.precondition().require(versionOf(command.item()), versionOf(command.tag()));
    if (!areLinked(command.item(), command.tag())) {
      apply(new TagsLinked(id, pair(command.tag(), command.item())));
    }
    return command.tag();
  }

  @CommandHandler
  TagId handle(UnlinkTagFromItem command) {
    requireItem(command.item());
    if (!areLinked(command.item(), command.tag())) {
      throw new Rejection.NotFound();
    }
    command.precondition().require(versionOf(command.item()), versionOf(command.tag()));
    apply(new TagsUnlinked(id, pair(command.tag(), command.item())));
    return command.tag();
  }

  /** Whether the store is there and has this tag. */
  public boolean has(TagId tag) {
    return !deleted && tags.contains(tag.value());
  }

  /** How much memory it takes, in things: a measure for a bounded cache. */
  public int weight() {
    return 1 + items.size() + 10 * tags.size();
  }

  private void change(ChangeItem command, PastEvents past) {
    command.precondition().require(versionOf(command.item()));
    Event last = past.at(id, items.lastChange(command.item().value()));
    ItemChanged was =
        switch (last) {
          case ItemChanged changed -> changed;
          case ItemAdded added -> new ItemChanged(id, added.item(), added.name(), added.price());
          default -> throw new IllegalStateException("No change of an item: " + last);
        };
    String name = command.name() == null ? was.name() : command.name();
    BigDecimal price = command.price() == null ? was.price() : command.price();
    if (!Objects.equals(name, was.name()) || price.compareTo(was.price()) != 0) {
      apply(new ItemChanged(id, command.item(), name, price));
    }
  }

  private void bringIn(ChangeItem command, Ids ids) {
    if (!id.equals(command.store())) {
      throw new Rejection.NotFound();
    }
    List<String> missing = new ArrayList<>();
    if (command.name() == null) {
      missing.add("name");
    }
    if (command.price() == null) {
      missing.add("price");
    }
    if (command.name() == null || command.price() == null) {
      throw new Rejection.Incomplete(missing);
    }
    command.precondition().requireForAbsent();
    if (!ids.take(command.item(), id)) {
      throw new Rejection.NotFound();
    }
    apply(new ItemAdded(id, command.item(), command.name(), command.price()));
  }

  private void requireAlive() {
    if (deleted) {
      throw new Rejection.NotFound();
    }
  }

  private void requireItem(ItemId item) {
    requireAlive();
    if (!items.contains(item.value())) {
      throw new Rejection.NotFound();
    }
  }

  private void requireTag(TagId tag) {
    if (!has(tag)) {
      throw new Rejection.NotFound();
    }
  }

  private void requireInThisStore(TagId tag, Stores stores) {
    if (!tags.contains(tag.value())) {
      throw stores.haveTag(tag) ? new Rejection.LinkAcrossStores() : new Rejection.NotFound();
    }
  }

  private boolean areLinked(ItemId item, TagId tag) {
    return tags.contains(tag.value()) && tags.get(tag.value()).isBorneBy(item.value());
  }

  private int versionOf(ItemId item) {
    return items.version(item.value());
  }

  /** A tag is shown with its items: their changes are changes of what is shown of it. */
  private int versionOf(TagId tag) {
    Tags.Tag it = tags.get(tag.value());
    return Math.max(it.version(), items.newestChange(it.items()));
  }

  private static Map<TagId, IdSet> pair(TagId tag, ItemId item) {
    return Map.of(tag, IdSet.of(item.value()));
  }

  @EventSourcingHandler
  void on(StoreCreated event, @SequenceNumber long sequence) {
    key = keyOf(event.store());
    id = event.store();
    deleted = false;
    version = (int) sequence;
  }

  @EventSourcingHandler
  void on(StoreDeleted event) {
    deleted = true;
    items.clear();
    tags.clear();
  }

  @EventSourcingHandler
  void on(ItemAdded event, @SequenceNumber long sequence) {
    items.add(event.item().value(), (int) sequence);
    version = (int) sequence;
  }

  @EventSourcingHandler
  void on(ItemChanged event, @SequenceNumber long sequence) {
    items.changed(event.item().value(), (int) sequence);
    version = (int) sequence;
  }

  @EventSourcingHandler
  void on(ItemDeleted event, @SequenceNumber long sequence) {
    int item = event.item().value();
    event.tags().ids().forEach(tag -> tags.unlink(tag, IntStream.of(item), (int) sequence));
    items.remove(item);
    version = (int) sequence;
  }

  @EventSourcingHandler
  void on(TagAdded event, @SequenceNumber long sequence) {
    tags.add(event.tag().value(), event.name(), (int) sequence);
    version = (int) sequence;
  }

  @EventSourcingHandler
  void on(TagDeleted event, @SequenceNumber long sequence) {
    tags.remove(event.tag().value());
    version = (int) sequence;
  }

  @EventSourcingHandler
  void on(TagsLinked event, @SequenceNumber long sequence) {
    event
        .items()
        .forEach(
            (tag, some) -> {
              tags.link(tag.value(), some.ids(), (int) sequence);
              some.ids().forEach(item -> items.linked(item, (int) sequence));
            });
  }

  @EventSourcingHandler
  void on(TagsUnlinked event, @SequenceNumber long sequence) {
    event
        .items()
        .forEach(
            (tag, some) -> {
              tags.unlink(tag.value(), some.ids(), (int) sequence);
              some.ids().forEach(item -> items.linked(item, (int) sequence));
            });
  }

  /** Writes all that it remembers; {@link #read} is the way back. */
  public void write(DataOutput out) throws IOException {
    out.writeInt(id.value());
    out.writeBoolean(deleted);
    out.writeInt(version);
    items.write(out);
    tags.write(out);
  }

  public static Store read(DataInput in) throws IOException {
    Store store = new Store();
    store.id = new StoreId(in.readInt());
    store.key = keyOf(store.id);
    store.deleted = in.readBoolean();
    store.version = in.readInt();
    store.items = Things.read(in);
    store.tags = Tags.read(in);
    return store;
  }
}
