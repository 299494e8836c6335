package tagledger.command.lane;

import tagledger.api.StoreId;
import tagledger.api.TagId;
import tagledger.command.store.Store;
import tagledger.command.store.Stores;
import tagledger.command.store.Whereabouts;

/** Asks another store, which is as new as the one that asks: both are in the lane. */
public final class StoresInLane implements Stores {

  private final Whereabouts whereabouts;
  private final StoreRepository stores;

  public StoresInLane(Whereabouts whereabouts, StoreRepository stores) {
    this.whereabouts = whereabouts;
    this.stores = stores;
  }

  @Override
  public boolean haveTag(TagId tag) {
    StoreId store = whereabouts.of(tag);
    return store != null && stores.load(Store.keyOf(store)).invoke(it -> it.has(tag));
  }
}
