package tagledger.command.log;

import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.roaringbitmap.RoaringBitmap;
import tagledger.api.Event;

/**
 * What commands are decided on beside the log — the directory, the names of stores, the keys of
 * imported things — as its events tell it. Takes them in their order. For one thread.
 */
public final class Registers {

  /** Gets each entry and each key once. */
  public interface Sink {

    void entry(Kind kind, int id, int store);

    void key(int store, Kind kind, String key, int id);

    /** A thing came back, or another store has one of the same id. */
    default void again(Kind kind, int id, int store) {}
  }

  private final Sink sink;
  private final Map<Kind, RoaringBitmap> ids = new EnumMap<>(Kind.class);
  private final Map<Kind, RoaringBitmap> withoutKey = new EnumMap<>(Kind.class);
  private final RoaringBitmap stores = new RoaringBitmap();
  private final Map<Integer, String> names = new HashMap<>();
  private final RoaringBitmap withoutName = new RoaringBitmap();

  public Registers(Sink sink) {
    this.sink = sink;
    for (Kind kind : Kind.values()) {
      ids.put(kind, new RoaringBitmap());
      withoutKey.put(kind, new RoaringBitmap());
    }
  }

  public void on(Event event, boolean isRedacted) {
    switch (event) {
      case Event.StoreCreated created -> {
        leaves(created.store().value());
        comes(created.store().value(), created.name(), isRedacted);
      }
      case Event.StoreDeleted gone -> leaves(gone.store().value());
      case Event.ItemAdded added ->
          add(Kind.ITEM, added.item().value(), event, added.key(), isRedacted);
      case Event.PostAdded added ->
          add(Kind.POST, added.post().value(), event, added.key(), isRedacted);
      case Event.TagAdded added -> add(Kind.TAG, added.tag().value(), event, null, false);
      default -> {}
    }
  }

  /** The names of living stores, where they have not been redacted. */
  public Map<Integer, String> names() {
    return names;
  }

  /** Whether the store lives, and its name has been redacted. */
  public boolean hasRedactedName(int store) {
    return withoutName.contains(store);
  }

  /**
   * Whether the thing was imported or not, and the event that told of its key has been redacted.
   */
  public boolean mayHaveRedactedKey(Kind kind, int id) {
    return of(withoutKey, kind).contains(id);
  }

  /** All that were ever in use. Not to be changed. */
  public RoaringBitmap ids(Kind kind) {
    return of(ids, kind);
  }

  /** All that were ever in use. Not to be changed. */
  public RoaringBitmap stores() {
    return stores;
  }

  private void comes(int store, @Nullable String name, boolean isRedacted) {
    stores.add(store);
    if (name != null) {
      names.put(store, name);
    } else if (isRedacted) {
      withoutName.add(store);
    }
  }

  private void leaves(int store) {
    names.remove(store);
    withoutName.remove(store);
  }

  /**
   * A key is given to a thing when it first comes. One that it comes back by is the same, or one of
   * the log's own, which are in no table.
   */
  private void add(Kind kind, int id, Event event, @Nullable String key, boolean isRedacted) {
    int store = event.store().value();
    if (of(ids, kind).checkedAdd(id)) {
      sink.entry(kind, id, store);
      if (key != null) {
        sink.key(store, kind, key, id);
      } else if (isRedacted) {
        of(withoutKey, kind).add(id);
      }
      return;
    }
    sink.again(kind, id, store);
    if (key != null
        && !key.startsWith(LogImportKeys.OWN)
        && of(withoutKey, kind).checkedRemove(id)) {
      sink.key(store, kind, key, id);
    }
  }

  private static RoaringBitmap of(Map<Kind, RoaringBitmap> some, Kind kind) {
    return some.getOrDefault(kind, new RoaringBitmap());
  }
}
