package tagledger.query.near;

import static java.util.Objects.requireNonNull;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.roaringbitmap.RoaringBitmap;
import tagledger.api.Event;
import tagledger.api.IdSet;
import tagledger.api.ItemId;
import tagledger.api.TagId;
import tagledger.query.projection.Projector.Recorded;
import tagledger.query.sql.ViewRows;

/**
 * What a batch of events does to stores that are in memory. What is made of a set of ids takes its
 * place at the end, so that who reads it is not disturbed. For one thread and one batch.
 */
final class NearChanges {

  private final ById<byte[]> items;
  private final ById<NearTag> tags;
  private final Map<NearTag, NearIds.Changes> bearers = new HashMap<>();
  private final Map<NearStore, NearIds.Changes> itemsOfStores = new HashMap<>();
  private final Map<NearStore, NearIds.Changes> tagsOfStores = new HashMap<>();

  NearChanges(ById<byte[]> items, ById<NearTag> tags) {
    this.items = items;
    this.tags = tags;
  }

  /** Not for an event that makes a store or ends one. */
  void add(NearStore store, Recorded recorded) {
    int version = Math.toIntExact(recorded.sequence());
    switch (recorded.event()) {
      case Event.ItemAdded it ->
          put(store, it.item(), NearItem.of(store.id, version, shown(it.name()), it.price(), NONE));
      case Event.ItemChanged it -> {
        int[] borne = NearItem.tags(item(it.item().value()));
        put(store, it.item(), NearItem.of(store.id, version, shown(it.name()), it.price(), borne));
        for (int tag : borne) {
          tag(tag).version = version;
        }
      }
      case Event.ItemDeleted it -> {
        it.tags().ids().forEach(tag -> bearers(tag, version).remove(it.item().value()));
        remove(store, it.item().value());
        store.version = version;
      }
      case Event.TagAdded it -> {
        int id = it.tag().value();
        tags.put(id, new NearTag(id, store, shown(it.name()), version));
        copy(tagsOfStores, store, store.tags).add(id);
        store.version = version;
      }
      case Event.TagDeleted it -> {
        NearTag gone = tag(it.tag().value());
        bearers.remove(gone);
        gone.bear(NearIds.NONE);
        tags.remove(gone.id);
        copy(tagsOfStores, store, store.tags).remove(it.tag().value());
        store.version = version;
      }
      case Event.TagsLinked it -> link(store, it.items(), true, version);
      case Event.TagsUnlinked it -> link(store, it.items(), false, version);
      case Event.PostAdded it -> {}
      case Event.PostChanged it -> {}
      case Event.PostDeleted it -> {}
      case Event.StoreCreated it -> throw new IllegalArgumentException(it.toString());
      case Event.StoreDeleted it -> throw new IllegalArgumentException(it.toString());
    }
  }

  private static final int[] NONE = {};

  void end() {
    bearers.forEach((tag, some) -> tag.bear(some.end()));
    itemsOfStores.forEach((store, some) -> store.items = some.end());
    tagsOfStores.forEach((store, some) -> store.tags = some.end());
  }

  private void put(NearStore store, ItemId id, byte[] item) {
    replace(store, id.value(), item);
    copy(itemsOfStores, store, store.items).add(id.value());
    store.version = NearItem.version(item);
  }

  private void replace(NearStore store, int id, byte[] item) {
    store.count(items.get(id), item);
    items.put(id, item);
  }

  private void remove(NearStore store, int id) {
    store.count(items.get(id), null);
    items.remove(id);
    copy(itemsOfStores, store, store.items).remove(id);
  }

  /** The pairs are turned round: an item of which much is said is made anew once. */
  private void link(NearStore store, Map<TagId, IdSet> pairs, boolean present, int version) {
    Map<Integer, Set<Integer>> byItem = new HashMap<>();
    pairs.forEach(
        (tag, some) -> {
          NearIds.Changes bearing = bearers(tag.value(), version);
          some.ids()
              .forEach(
                  id -> {
                    byItem.computeIfAbsent(id, it -> new HashSet<>()).add(tag.value());
                    if (present) {
                      bearing.add(id);
                    } else {
                      bearing.remove(id);
                    }
                  });
        });
    byItem.forEach(
        (id, some) -> {
          byte[] item = item(id);
          RoaringBitmap borne = RoaringBitmap.bitmapOf(NearItem.tags(item));
          some.forEach(tag -> set(borne, tag, present));
          replace(store, id, NearItem.with(item, version, borne.toArray()));
        });
  }

  private static void set(RoaringBitmap bitmap, int id, boolean present) {
    if (present) {
      bitmap.add(id);
    } else {
      bitmap.remove(id);
    }
  }

  private NearIds.Changes bearers(int id, int version) {
    NearTag tag = tag(id);
    tag.version = version;
    return copy(bearers, tag, tag.items);
  }

  private NearTag tag(int id) {
    return requireNonNull(tags.get(id));
  }

  private byte[] item(int id) {
    return requireNonNull(items.get(id));
  }

  private static <T> NearIds.Changes copy(Map<T, NearIds.Changes> copies, T of, NearIds current) {
    return copies.computeIfAbsent(of, it -> new NearIds.Changes(current));
  }

  static String shown(@Nullable String text) {
    return text == null ? ViewRows.REDACTED : text;
  }
}
