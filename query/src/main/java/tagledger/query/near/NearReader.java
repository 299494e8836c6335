package tagledger.query.near;

import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import tagledger.api.NearViews.Written;
import tagledger.api.NearViews.WrittenPage;
import tagledger.api.Query;
import tagledger.query.near.NearTables.Place;

/**
 * Makes answers of what is in memory, each of one state or none: whoever changes something
 * meanwhile is not waited for. Safe for all threads.
 */
final class NearReader {

  private final ById<byte[]> items;
  private final ById<NearTag> tags;
  private final Map<Integer, NearStore> stores;
  private final NearJson json;
  private final BooleanSupplier certain;
  private final boolean perhapsNotTheLast;

  /**
   * @param certain whether anything that is in memory may be answered
   * @param perhapsNotTheLast whether the tables may tell of more by now: good enough for whoever
   *     wants to see what is already here
   */
  NearReader(
      ById<byte[]> items,
      ById<NearTag> tags,
      Map<Integer, NearStore> stores,
      NearJson json,
      BooleanSupplier certain,
      boolean perhapsNotTheLast) {
    this.items = items;
    this.tags = tags;
    this.stores = stores;
    this.json = json;
    this.certain = certain;
    this.perhapsNotTheLast = perhapsNotTheLast;
  }

  @Nullable Written find(Query.OfCatalogue query) {
    return switch (query) {
      case Query.FindItem it -> item(it.item().value());
      case Query.FindTag it -> tag(it.tag().value());
      case Query.FindStore it -> store(it.store().value());
      case Query.ListTags it -> it.page().equals(Query.Page.ALL) ? tags(it.store().value()) : null;
      default -> null;
    };
  }

  /**
   * The items at these places, if what is in memory of their stores is what the tables have told
   * since then.
   *
   * @param limit how many of them are on the page; more only tell that another follows
   * @param since a time from before the tables were asked for the places
   */
  @Nullable WrittenPage page(List<Place> places, int limit, long since) {
    List<Place> some = places.subList(0, Math.min(limit, places.size()));
    byte[] bytes = json.items(some, stores);
    if (bytes == null || !areStillAsOf(since, some) || !certain.getAsBoolean()) {
      return null;
    }
    return new WrittenPage(bytes, places.size() > limit ? some.getLast().item() : null);
  }

  private boolean areStillAsOf(long since, List<Place> places) {
    long now = System.nanoTime();
    int last = 0;
    for (Place place : places) {
      if (place.store() != last) {
        last = place.store();
        NearStore store = stores.get(last);
        if (store == null || !store.isStillAsOf(since)) {
          return false;
        }
        store.lastRead = now;
      }
    }
    return true;
  }

  private @Nullable Written item(int id) {
    byte[] item = items.get(id);
    NearStore store = item == null ? null : stores.get(NearItem.store(item));
    if (item == null || store == null) {
      return null;
    }
    long stamp = store.stamp();
    byte[] again = items.get(id);
    return again == null
        ? null
        : written(store, stamp, json.item(id, again, store), NearItem.version(again));
  }

  private @Nullable Written tag(int id) {
    NearTag tag = tags.get(id);
    if (tag == null) {
      return null;
    }
    long stamp = tag.store.stamp();
    int version = tag.version;
    return tags.get(id) == tag
        ? written(tag.store, stamp, tag.made, () -> json.tag(tag), version)
        : null;
  }

  private @Nullable Written store(int id) {
    NearStore store = stores.get(id);
    if (store == null) {
      return null;
    }
    long stamp = store.stamp();
    int version = store.version;
    return store.isStill(stamp, perhapsNotTheLast)
        ? written(store, stamp, store.made, () -> json.store(store), version)
        : null;
  }

  private @Nullable Written tags(int id) {
    NearStore store = stores.get(id);
    if (store == null) {
      return null;
    }
    long stamp = store.stamp();
    return store.isStill(stamp, perhapsNotTheLast)
        ? written(store, stamp, store.madeOfTags, () -> json.tags(store), 0)
        : null;
  }

  /**
   * Made once of a state that lasts: to write many items takes longer than the rest of an answer.
   */
  private @Nullable Written written(
      NearStore store, long stamp, LastMade last, Supplier<byte @Nullable []> make, long version) {
    byte[] again = last.of(stamp);
    if (again != null) {
      return written(store, stamp, again, version);
    }
    Written written = written(store, stamp, make.get(), version);
    if (written != null && store.isStill(stamp, false)) {
      last.keep(stamp, written.json());
    }
    return written;
  }

  private @Nullable Written written(
      NearStore store, long stamp, byte @Nullable [] bytes, long version) {
    if (bytes == null || !store.isStill(stamp, perhapsNotTheLast) || !certain.getAsBoolean()) {
      return null;
    }
    store.lastRead = System.nanoTime();
    return new Written(bytes, version);
  }
}
