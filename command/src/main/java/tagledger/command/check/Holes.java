package tagledger.command.check;

import java.util.HashSet;
import java.util.Set;
import tagledger.api.StoreId;
import tagledger.command.store.Store;

/**
 * Where the log has lost something. It is told of once; of what depends on it nothing more is said.
 */
final class Holes {

  private final Set<String> aggregates = new HashSet<>();
  private boolean any;

  /** Answers whether it is the first of this aggregate. */
  boolean add(String aggregate) {
    any = true;
    return aggregates.add(aggregate);
  }

  /** Of whatever aggregate it was. */
  void add() {
    any = true;
  }

  boolean isIn(String aggregate) {
    return aggregates.contains(aggregate);
  }

  boolean isIn(int store) {
    return store > 0 && isIn(Store.keyOf(new StoreId(store)));
  }

  boolean isAnywhere() {
    return any;
  }
}
