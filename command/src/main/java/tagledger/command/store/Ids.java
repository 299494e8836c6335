package tagledger.command.store;

import tagledger.api.ItemId;
import tagledger.api.PostId;
import tagledger.api.StoreId;
import tagledger.api.TagId;

/**
 * Gives out ids, counted over all stores. Called while a command is decided, under the log's head,
 * and only when nothing can refuse the command any more: a refused command then burns no id.
 */
public interface Ids {

  StoreId nextStore();

  ItemId nextItem(StoreId store);

  PostId nextPost(StoreId store);

  TagId nextTag(StoreId store);

  /**
   * Gives the id to the store, to which it then belongs for ever, where no store has had it.
   *
   * @return whether the id is the store's
   */
  boolean take(ItemId item, StoreId store);
}
