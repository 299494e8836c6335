package tagledger.command.store;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.axonframework.eventsourcing.eventstore.EventStore;
import org.jspecify.annotations.Nullable;
import tagledger.api.BearerId;
import tagledger.api.Event;
import tagledger.api.ItemId;
import tagledger.api.PostId;
import tagledger.api.StoreId;
import tagledger.api.TagId;

/** All that a store asks of the world around it, for one thread and without a database. */
final class PortsInMemory implements Ids, StoreNames, Stores, Whereabouts, PastEvents, ImportKeys {

  private record Key(StoreId store, Class<?> kind, String key) {}

  private final Supplier<EventStore> events;
  private final Map<String, StoreId> names = new HashMap<>();
  private final Map<BearerId, StoreId> bearers = new HashMap<>();
  private final Map<TagId, StoreId> tags = new HashMap<>();
  private final Set<TagId> present = new HashSet<>();
  private final Map<Key, BearerId> keys = new HashMap<>();
  private int lastStore;
  private int lastItem;
  private int lastPost;
  private int lastTag;

  PortsInMemory(Supplier<EventStore> events) {
    this.events = events;
  }

  /** Takes in what an event says of ids and names. */
  void follow(Event event) {
    StoreId store = event.store();
    switch (event) {
      case Event.StoreCreated created -> {
        lastStore = Math.max(lastStore, store.value());
        if (created.name() != null) {
          names.put(created.name(), store);
        }
      }
      case Event.ItemAdded added -> {
        lastItem = Math.max(lastItem, added.item().value());
        bearers.put(added.item(), store);
        follow(store, added.item(), added.key());
      }
      case Event.PostAdded added -> {
        lastPost = Math.max(lastPost, added.post().value());
        bearers.put(added.post(), store);
        follow(store, added.post(), added.key());
      }
      case Event.TagAdded added -> {
        lastTag = Math.max(lastTag, added.tag().value());
        tags.put(added.tag(), store);
        present.add(added.tag());
      }
      case Event.TagDeleted deleted -> present.remove(deleted.tag());
      case Event.StoreDeleted deleted -> {
        release(store);
        deleted.tags().ids().forEach(tag -> present.remove(new TagId(tag)));
      }
      default -> {}
    }
  }

  private void follow(StoreId store, BearerId id, @Nullable String key) {
    if (key != null) {
      claim(store, Map.of(key, id));
    }
  }

  @Override
  public StoreId nextStore() {
    return new StoreId(++lastStore);
  }

  @Override
  public ItemId nextItem(StoreId store) {
    ItemId next = new ItemId(++lastItem);
    while (bearers.putIfAbsent(next, store) != null) {
      next = new ItemId(++lastItem);
    }
    return next;
  }

  @Override
  public PostId nextPost(StoreId store) {
    PostId next = new PostId(++lastPost);
    bearers.put(next, store);
    return next;
  }

  @Override
  public TagId nextTag(StoreId store) {
    TagId next = new TagId(++lastTag);
    tags.put(next, store);
    present.add(next);
    return next;
  }

  @Override
  public boolean take(ItemId item, StoreId store) {
    StoreId owner = bearers.putIfAbsent(item, store);
    return owner == null || owner.equals(store);
  }

  @Override
  public boolean isTaken(String name) {
    return names.containsKey(name);
  }

  @Override
  public void claim(String name, StoreId store) {
    names.put(name, store);
  }

  @Override
  public void release(StoreId store) {
    names.values().remove(store);
  }

  @Override
  public boolean haveTag(TagId tag) {
    return present.contains(tag);
  }

  @Override
  public @Nullable StoreId of(BearerId bearer) {
    return bearers.get(bearer);
  }

  @Override
  public @Nullable StoreId of(TagId tag) {
    return tags.get(tag);
  }

  @Override
  public Map<Integer, Event> at(StoreId store, Set<Integer> sequenceNumbers) {
    return events
        .get()
        .readEvents(Store.keyOf(store))
        .asStream()
        .filter(event -> sequenceNumbers.contains((int) event.getSequenceNumber()))
        .collect(
            Collectors.toMap(
                event -> (int) event.getSequenceNumber(), event -> (Event) event.getPayload()));
  }

  @Override
  public Map<String, ItemId> items(StoreId store, Set<String> keys) {
    return known(store, keys, ItemId.class);
  }

  @Override
  public Map<String, PostId> posts(StoreId store, Set<String> keys) {
    return known(store, keys, PostId.class);
  }

  @Override
  public void claim(StoreId store, Map<String, ? extends BearerId> claimed) {
    claimed.forEach((key, id) -> keys.put(new Key(store, id.getClass(), key), id));
  }

  private <T> Map<String, T> known(StoreId store, Set<String> some, Class<T> kind) {
    Map<String, T> known = new HashMap<>();
    for (String key : some) {
      BearerId id = keys.get(new Key(store, kind, key));
      if (id != null) {
        known.put(key, kind.cast(id));
      }
    }
    return known;
  }
}
