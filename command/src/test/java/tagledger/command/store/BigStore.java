package tagledger.command.store;

import java.math.BigDecimal;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import tagledger.api.Event.ItemAdded;
import tagledger.api.Event.StoreCreated;
import tagledger.api.Event.TagAdded;
import tagledger.api.Event.TagsLinked;
import tagledger.api.IdSet;
import tagledger.api.ItemId;
import tagledger.api.StoreId;
import tagledger.api.TagId;

/** Store 1 with many items. */
public final class BigStore {

  private static final StoreId STORE = new StoreId(1);

  private BigStore() {}

  /** Items whose links are spread at random. */
  public static Store of(int items, int tags, int itemsOfATag) {
    Random random = new Random(1);
    Store store = new Store();
    int sequence = 0;
    store.on(new StoreCreated(STORE, "Big"), sequence++);
    for (int item = 1; item <= items; item++) {
      store.on(new ItemAdded(STORE, new ItemId(item), "Item", BigDecimal.TEN), sequence++);
    }
    for (int tag = 1; tag <= tags; tag++) {
      store.on(new TagAdded(STORE, new TagId(tag), "tag " + tag), sequence++);
      int[] some =
          IntStream.iterate(0, i -> i + 1)
              .map(i -> 1 + random.nextInt(items))
              .distinct()
              .limit(Math.min(itemsOfATag, items))
              .toArray();
      store.on(new TagsLinked(STORE, Map.of(new TagId(tag), IdSet.of(some)), Map.of()), sequence++);
    }
    return store;
  }
}
