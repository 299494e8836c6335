package tagledger.query.near;

import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;
import tagledger.api.View;
import tagledger.query.near.NearTables.Place;

/**
 * Writes what is in memory as the JSON of {@link View}. Answers nothing where a part is missing:
 * then somebody is changing it; nor where it would be long: the tables tell that piece by piece.
 * Safe for all threads.
 */
final class NearJson {

  private static final byte[] STORE = JsonBytes.ascii(",\"store\":");
  private static final byte[] TAGS = JsonBytes.ascii(",\"tags\":[");
  private static final byte[] ITEMS = JsonBytes.ascii(",\"items\":[");
  private static final int SMALL = 256;
  private static final int BYTES_OF_AN_ITEM = 64;
  private static final int LONGEST = 4 * 1024 * 1024;

  private final ById<byte[]> items;
  private final ById<NearTag> tags;

  NearJson(ById<byte[]> items, ById<NearTag> tags) {
    this.items = items;
    this.tags = tags;
  }

  byte @Nullable [] item(int id, byte[] item, NearStore store) {
    JsonBytes json = new JsonBytes(SMALL);
    return item(id, item, store, json) ? json.toArray() : null;
  }

  /** A list of the items at these places. */
  byte @Nullable [] items(List<Place> places, Map<Integer, NearStore> stores) {
    JsonBytes json = new JsonBytes(SMALL * (places.size() + 1));
    json.add('[');
    int count = 0;
    for (Place place : places) {
      byte[] item = items.get(place.item());
      NearStore store = stores.get(place.store());
      if (item == null
          || store == null
          || json.length() > LONGEST
          || !item(place.item(), item, store, comma(count++, json))) {
        return null;
      }
    }
    return json.add(']').toArray();
  }

  private boolean item(int id, byte[] item, NearStore store, JsonBytes json) {
    NearItem.write(id, item, json);
    json.add(STORE).add(store.plain).add('}').add(TAGS);
    int[] borne = NearItem.tags(item);
    for (int i = 0; i < borne.length; i++) {
      NearTag tag = tags.get(borne[i]);
      if (tag == null) {
        return false;
      }
      comma(i, json).add(tag.plain).add('}');
    }
    json.add(']').add('}');
    return true;
  }

  byte @Nullable [] tag(NearTag tag) {
    NearIds bearers = tag.items;
    if (isLong(bearers)) {
      return null;
    }
    JsonBytes json = new JsonBytes(SMALL + bearers.count() * BYTES_OF_AN_ITEM);
    return tag(tag, bearers, json) ? json.toArray() : null;
  }

  /** A list of all the store's tags. */
  byte @Nullable [] tags(NearStore store) {
    JsonBytes json = new JsonBytes(SMALL);
    json.add('[');
    boolean whole = each(store.tags, tags::get, json, (id, tag) -> tag(tag, tag.items, json));
    return whole ? json.add(']').toArray() : null;
  }

  byte @Nullable [] store(NearStore store) {
    NearIds all = store.items;
    if (isLong(all)) {
      return null;
    }
    JsonBytes json = new JsonBytes(SMALL + all.count() * BYTES_OF_AN_ITEM);
    json.add(store.plain);
    boolean whole =
        items(all, json)
            && each(
                store.tags,
                tags::get,
                json.add(TAGS),
                (id, tag) -> {
                  json.add(tag.plain).add('}');
                  return true;
                });
    return whole ? json.add(']').add('}').toArray() : null;
  }

  private static boolean isLong(NearIds items) {
    return items.count() > LONGEST / BYTES_OF_AN_ITEM;
  }

  private boolean tag(NearTag tag, NearIds bearers, JsonBytes json) {
    json.add(tag.plain);
    if (!items(bearers, json)) {
      return false;
    }
    json.add(STORE).add(tag.store.plain).add('}').add('}');
    return true;
  }

  private boolean items(NearIds ids, JsonBytes json) {
    json.add(ITEMS);
    boolean whole =
        each(
            ids,
            items::get,
            json,
            (id, item) -> {
              NearItem.write(id, item, json);
              json.add('}');
              return true;
            });
    json.add(']');
    return whole;
  }

  private interface Write<T> {
    boolean write(int id, T thing);
  }

  private static <T> boolean each(
      NearIds ids, IntFunction<@Nullable T> find, JsonBytes json, Write<T> write) {
    int first = json.length();
    return ids.allMatch(
        id -> {
          T thing = find.apply(id);
          if (thing == null || json.length() > LONGEST) {
            return false;
          }
          comma(json.length() - first, json);
          return write.write(id, thing);
        });
  }

  private static JsonBytes comma(int place, JsonBytes json) {
    return place == 0 ? json : json.add(',');
  }
}
