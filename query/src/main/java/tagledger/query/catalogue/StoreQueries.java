package tagledger.query.catalogue;

import java.util.function.IntConsumer;
import org.axonframework.queryhandling.QueryHandler;
import org.jspecify.annotations.Nullable;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;
import tagledger.api.Query.FindStore;
import tagledger.api.Versioned;
import tagledger.api.View.PlainItem;
import tagledger.api.View.PlainTag;
import tagledger.api.View.StoreView;

/**
 * Answers for one store, walking from it to its items and tags; all in one snapshot of the
 * database.
 */
public final class StoreQueries {

  private final StoreEntities stores;
  private final TransactionTemplate oneSnapshot;
  private final IntConsumer asked;

  /**
   * @param asked told of each store that is read here
   */
  public StoreQueries(
      StoreEntities stores, PlatformTransactionManager transactions, IntConsumer asked) {
    this.stores = stores;
    this.asked = asked;
    this.oneSnapshot = new TransactionTemplate(transactions);
    oneSnapshot.setReadOnly(true);
    oneSnapshot.setIsolationLevel(TransactionDefinition.ISOLATION_REPEATABLE_READ);
  }

  @QueryHandler
  @Nullable Versioned handle(FindStore query) {
    return oneSnapshot.execute(
        transaction -> {
          stores.hold();
          return stores.findById(query.store().value()).map(this::view).orElse(null);
        });
  }

  private Versioned view(StoreEntity store) {
    asked.accept(store.id);
    return new Versioned(
        new StoreView(
            store.id,
            store.name,
            store.items.stream().map(it -> new PlainItem(it.id, it.name, it.price)).toList(),
            store.tags.stream().map(it -> new PlainTag(it.id, it.name)).toList()),
        store.version);
  }
}
