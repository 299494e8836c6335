package tagledger.command.store;

import java.util.Map;
import java.util.Set;
import tagledger.api.BearerId;
import tagledger.api.ItemId;
import tagledger.api.PostId;
import tagledger.api.StoreId;

/**
 * What imported things are known by: a key names one item, and one post, of a store, for ever,
 * deleted or not. Called while a command is decided, under the log's head.
 */
public interface ImportKeys {

  /** Those of the keys that name an item. */
  Map<String, ItemId> items(StoreId store, Set<String> keys);

  /** Those of the keys that name a post. */
  Map<String, PostId> posts(StoreId store, Set<String> keys);

  /** Gives keys that name nothing yet to things of one kind. */
  void claim(StoreId store, Map<String, ? extends BearerId> keys);
}
