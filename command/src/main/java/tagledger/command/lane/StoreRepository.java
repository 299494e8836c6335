package tagledger.command.lane;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import org.axonframework.eventhandling.DomainEventMessage;
import org.axonframework.eventsourcing.EventSourcedAggregate;
import org.axonframework.eventsourcing.GenericAggregateFactory;
import org.axonframework.eventsourcing.Snapshotter;
import org.axonframework.eventsourcing.eventstore.DomainEventStream;
import org.axonframework.eventsourcing.eventstore.EventStore;
import org.axonframework.messaging.Message;
import org.axonframework.messaging.ScopeDescriptor;
import org.axonframework.modelling.command.Aggregate;
import org.axonframework.modelling.command.Repository;
import org.axonframework.modelling.command.inspection.AggregateModel;
import org.axonframework.serialization.UnknownSerializedType;
import org.jspecify.annotations.Nullable;
import tagledger.api.Rejection;
import tagledger.command.store.Store;

/**
 * Keeps stores in memory, strongly and within a bound, and never lets a stale one decide: what
 * other nodes have done is applied to those in memory before a batch is decided.
 *
 * <p>For the lane's thread alone, but for {@link #isWarm} and {@link #read}.
 */
public final class StoreRepository implements Repository<Store> {

  private final AggregateModel<Store> model;
  private final EventStore events;
  private final Snapshotter snapshotter;
  private final int snapshotEvery;
  private final GenericAggregateFactory<Store> factory;
  private final Cache<String, EventSourcedAggregate<Store>> cache;

  /** Those that this batch has used: they are ahead of the log until it is committed. */
  private final Map<String, EventSourcedAggregate<Store>> inBatch = new HashMap<>();

  /**
   * @param snapshotEvery after how many events of a store a snapshot of it is taken; after more
   *     where it is a large one
   * @param things how many items and tags may be kept, over all stores; some 20 bytes each
   */
  public StoreRepository(
      AggregateModel<Store> model,
      EventStore events,
      Snapshotter snapshotter,
      int snapshotEvery,
      long things) {
    this.model = model;
    this.factory = new GenericAggregateFactory<>(model);
    this.events = events;
    this.snapshotter = snapshotter;
    this.snapshotEvery = snapshotEvery;
    this.cache =
        Caffeine.newBuilder()
            .maximumWeight(things)
            .<String, EventSourcedAggregate<Store>>weigher(
                (key, store) -> store.getAggregateRoot().weight())
            .build();
  }

  boolean isWarm(String key) {
    return cache.getIfPresent(key) != null;
  }

  /** A store as the log has it now, or nothing where there never was one. */
  @Nullable EventSourcedAggregate<Store> read(String key) {
    DomainEventStream stream = events.readEvents(key);
    if (!stream.hasNext()) {
      return null;
    }
    SnapshotPace pace = new SnapshotPace(snapshotter, snapshotEvery);
    EventSourcedAggregate<Store> store =
        EventSourcedAggregate.initialize(
            factory.createAggregateRoot(key, stream.peek()), model, events, pace);
    pace.of(() -> store.getAggregateRoot().weight());
    store.initializeState(stream);
    return store;
  }

  /** Takes in a store that was read outside the lane, and so may be behind by now. */
  void admit(ColdStore cold) {
    EventSourcedAggregate<Store> store = cold.take();
    if (store == null) {
      return;
    }
    String key = store.identifierAsString();
    if (!inBatch.containsKey(key) && cache.getIfPresent(key) == null) {
      DomainEventStream since = events.readEvents(key, store.version() + 1);
      if (since.hasNext()) {
        store.initializeState(since);
      }
      cache.put(key, store);
    }
  }

  /**
   * Applies what another node has committed to the store that it is about, if that is in memory. By
   * an event that is unknown here no store can be kept up to date: it is forgotten, so that only
   * who needs it hears of that.
   */
  void follow(DomainEventMessage<?> event) {
    EventSourcedAggregate<Store> store = cache.getIfPresent(event.getAggregateIdentifier());
    if (UnknownSerializedType.class.equals(event.getPayloadType())) {
      cache.invalidate(event.getAggregateIdentifier());
    } else if (store != null && event.getSequenceNumber() == store.version() + 1) {
      store.initializeState(DomainEventStream.of(event));
    }
  }

  void batchCommitted() {
    cache.putAll(inBatch);
    inBatch.clear();
  }

  /** What this batch has used has never happened: it is read anew when it is next needed. */
  void batchFailed() {
    cache.invalidateAll(inBatch.keySet());
    inBatch.clear();
  }

  @Override
  public Aggregate<Store> load(String key) {
    EventSourcedAggregate<Store> store = inBatch.get(key);
    if (store == null) {
      store = cache.getIfPresent(key);
    }
    if (store == null) {
      store = read(key);
    }
    if (store == null) {
      throw new Rejection.NotFound();
    }
    inBatch.put(key, store);
    return store;
  }

  @Override
  public Aggregate<Store> load(String key, @Nullable Long expectedVersion) {
    return load(key);
  }

  @Override
  public Aggregate<Store> newInstance(Callable<Store> made) throws Exception {
    return newInstance(made, store -> {});
  }

  @Override
  public Aggregate<Store> newInstance(Callable<Store> made, Consumer<Aggregate<Store>> decide)
      throws Exception {
    SnapshotPace pace = new SnapshotPace(snapshotter, snapshotEvery);
    EventSourcedAggregate<Store> store =
        EventSourcedAggregate.initialize(made, model, events, pace);
    pace.of(() -> store.getAggregateRoot().weight());
    decide.accept(store);
    if (store.identifierAsString() != null) {
      inBatch.put(store.identifierAsString(), store);
    }
    return store;
  }

  @Override
  public void send(Message<?> message, ScopeDescriptor scope) {
    throw new IllegalStateException("Stores have no deadlines");
  }

  @Override
  public boolean canResolve(ScopeDescriptor scope) {
    return false;
  }
}
