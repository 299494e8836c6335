package tagledger.query.near;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tagledger.api.Event;
import tagledger.api.NearViews;
import tagledger.api.NearViews.Written;
import tagledger.api.NearViews.WrittenPage;
import tagledger.api.Query;
import tagledger.api.SoleWriter;
import tagledger.query.near.NearTables.Loaded;
import tagledger.query.projection.Follower;
import tagledger.query.projection.Projector.Recorded;

/**
 * Stores that are read often, whole and in memory: read from the tables once, and from then on
 * changed by the events that the tables take in. Answers only while no other node writes.
 *
 * <p>From before a batch is committed until it is here as well, what it touches is not answered
 * from here: whoever has seen it in the tables never sees what was before it again. But whoever has
 * written it is, once it is here: the next batch follows on his. Readers take no lock; whoever
 * changes something has {@code this}.
 */
public final class Near implements Follower, AutoCloseable {

  private static final Logger log = LoggerFactory.getLogger(Near.class);

  /** A store is worth reading whole when this much of it was asked for. */
  private static final int LEAST_ASKED = 8;

  private static final int ITEMS_FOR_ONE_ASKED = 200;

  /** While a store is read, so many events of it may gather; else it is read another time. */
  private static final int EVENTS_MEANWHILE = 100_000;

  private static final int BATCHES_BETWEEN_LOOKS = 64;

  private final SoleWriter sole;
  private final long mostBytes;
  private final ById<byte[]> items = new ById<>();
  private final ById<NearTag> tags = new ById<>();
  private final Map<Integer, NearStore> stores = new ConcurrentHashMap<>();
  private final Map<Integer, AtomicLong> asked = new ConcurrentHashMap<>();
  private final Map<Integer, List<Recorded>> meanwhile = new HashMap<>();
  private final NearTables tables;
  private final NearReader theLast;
  private final NearReader whatIsHere;
  private final NearLoader loader;
  private final Set<Integer> inDoubt = new HashSet<>();
  private int batches;
  private volatile long term;

  /** Counts the batches and stores that were taken in: see {@link NearStore#isStillAsOf}. */
  private volatile long time;

  private volatile boolean whole = true;

  /**
   * @param mostBytes how much memory the stores may take together
   */
  public Near(NearTables tables, SoleWriter sole, long mostBytes) {
    this.tables = tables;
    this.sole = sole;
    this.mostBytes = mostBytes;
    NearJson json = new NearJson(items, tags);
    this.theLast = new NearReader(items, tags, stores, json, this::isCertain, false);
    this.whatIsHere = new NearReader(items, tags, stores, json, this::isCertain, true);
    this.loader = new NearLoader(tables, this);
  }

  /**
   * See {@link NearViews}.
   *
   * @param perhapsNotTheLast whether the tables may tell of more by now: good enough for whoever
   *     wants to see what is already here
   */
  @Nullable Written find(Query.OfCatalogue query, boolean perhapsNotTheLast) {
    if (!isCertain()) {
      return null;
    }
    NearReader reader = perhapsNotTheLast ? whatIsHere : theLast;
    return reader.find(query);
  }

  /** See {@link NearViews}. */
  @Nullable WrittenPage page(Query.ListItems query) {
    Integer limit = query.page().limit();
    if (limit == null || query.only() != null || sole.term() == SoleWriter.UNSURE || !whole) {
      return null;
    }
    long since = time;
    List<NearTables.Place> places = tables.places(query.page().after(), limit + 1);
    boolean certain = isCertain();
    for (NearTables.Place place : places) {
      if (!certain || !stores.containsKey(place.store())) {
        missed(place.store());
        return null;
      }
    }
    return theLast.page(places, limit, since);
  }

  private boolean isCertain() {
    long now = sole.term();
    return now != SoleWriter.UNSURE && now == term && whole;
  }

  /** Something of this store had to be read from the tables. Returns at once. */
  public void missed(int store) {
    long times = asked.computeIfAbsent(store, it -> new AtomicLong()).incrementAndGet();
    if (times >= LEAST_ASKED && Long.bitCount(times) == 1 && whole) {
      loader.consider(store, times * ITEMS_FOR_ONE_ASKED);
    }
  }

  @Override
  public synchronized void committing(List<Recorded> events) {
    for (Recorded event : events) {
      int id = event.event().store().value();
      inDoubt.add(id);
      NearStore store = stores.get(id);
      if (store != null) {
        store.doubt();
      }
    }
  }

  @Override
  public synchronized void committed(List<Recorded> events, boolean allOfThem) {
    whole = allOfThem;
    if (!whole || sole.term() != term) {
      clear();
      return;
    }
    gather(events);
    forEachInDoubt(NearStore::change);
    apply(events);
    long now = ++time;
    forEachInDoubt(store -> store.settle(now));
    inDoubt.clear();
    if (++batches % BATCHES_BETWEEN_LOOKS == 0) {
      makeRoom(null);
    }
  }

  private void forEachInDoubt(Consumer<NearStore> act) {
    for (int id : inDoubt) {
      NearStore store = stores.get(id);
      if (store != null) {
        act.accept(store);
      }
    }
  }

  private void apply(List<Recorded> events) {
    NearChanges changes = new NearChanges(items, tags);
    Set<NearStore> gone = new HashSet<>();
    for (Recorded event : events) {
      NearStore store = stores.get(event.event().store().value());
      if (store != null
          && event.position() > store.position
          && !gone.contains(store)
          && !apply(event, store, changes)) {
        gone.add(store);
      }
    }
    changes.end();
    gone.forEach(this::evict);
  }

  /** Answers whether the store is here still. */
  private static boolean apply(Recorded event, NearStore store, NearChanges changes) {
    if (event.event() instanceof Event.StoreDeleted) {
      return false;
    }
    try {
      changes.add(store, event);
      return true;
    } catch (RuntimeException e) {
      log.warn("Store {} is read from the tables again", store.id, e);
      return false;
    }
  }

  private void gather(List<Recorded> events) {
    for (Recorded event : events) {
      List<Recorded> gathered = meanwhile.get(event.event().store().value());
      if (gathered != null && gathered.size() <= EVENTS_MEANWHILE) {
        gathered.add(event);
      }
    }
  }

  @Override
  public synchronized void lost(boolean allIsThere) {
    whole = allIsThere;
    clear();
  }

  private void clear() {
    new ArrayList<>(stores.values()).forEach(this::evict);
    meanwhile.clear();
    inDoubt.clear();
    asked.clear();
  }

  /** From now on events of this store are kept for when it has been read. */
  synchronized boolean begin(int store) {
    long now = sole.term();
    if (now == SoleWriter.UNSURE || !whole) {
      return false;
    }
    if (now != term) {
      clear();
      term = now;
    }
    if (stores.containsKey(store)) {
      return false;
    }
    meanwhile.put(store, new ArrayList<>());
    return true;
  }

  /** Takes in a store as it was at a position, and what has happened to it since. */
  synchronized void admit(Loaded loaded) {
    NearStore store = loaded.store;
    List<Recorded> since = meanwhile.remove(store.id);
    if (since == null || since.size() > EVENTS_MEANWHILE || store.bytes() > mostBytes) {
      return;
    }
    loaded.putInto(items);
    loaded.tags.forEach(tags::put);
    stores.put(store.id, store);
    store.position = loaded.position;
    store.lastRead = System.nanoTime();
    apply(since);
    makeRoom(store);
    asked.remove(store.id);
    if (!inDoubt.contains(store.id) && stores.get(store.id) == store) {
      store.settle(++time);
    }
  }

  synchronized void abandon(int store) {
    meanwhile.remove(store);
  }

  NearLoader loader() {
    return loader;
  }

  long mostBytes() {
    return mostBytes;
  }

  private void makeRoom(@Nullable NearStore latest) {
    while (bytes() > mostBytes && !stores.isEmpty()) {
      evict(
          stores.values().stream()
              .filter(store -> store != latest || stores.size() == 1)
              .min(Comparator.comparingLong(store -> store.lastRead))
              .orElseThrow());
    }
  }

  synchronized long bytes() {
    return items.bytes()
        + tags.bytes()
        + stores.values().stream().mapToLong(NearStore::bytes).sum();
  }

  private void evict(NearStore store) {
    store.change();
    stores.remove(store.id);
    store.items.forEach(items::remove);
    store.tags.forEach(tags::remove);
  }

  @Override
  public void close() {
    loader.stop();
  }
}
