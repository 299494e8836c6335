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
import tagledger.query.sql.NestedRows;

/**
 * Answers for one store, walking from it to its items and tags; all in one snapshot of the
 * database.
 */
public final class StoreQueries {

  private final StoreEntities stores;
  private final CatalogueQueries rows;
  private final TransactionTemplate oneSnapshot;
  private final IntConsumer asked;

  /**
   * @param rows asked for a store that holds more than the memory takes
   * @param asked told of each store that is read here
   */
  public StoreQueries(
      StoreEntities stores,
      CatalogueQueries rows,
      PlatformTransactionManager transactions,
      IntConsumer asked) {
    this.stores = stores;
    this.rows = rows;
    this.asked = asked;
    this.oneSnapshot = new TransactionTemplate(transactions);
    oneSnapshot.setReadOnly(true);
    oneSnapshot.setIsolationLevel(TransactionDefinition.ISOLATION_REPEATABLE_READ);
  }

  @QueryHandler
  @Nullable Versioned handle(FindStore query) {
    int id = query.store().value();
    Versioned small =
        oneSnapshot.execute(
            transaction -> {
              stores.hold();
              return stores.holds(id, NestedRows.TOO_MANY)
                  ? null
                  : stores.findById(id).map(StoreQueries::view).orElse(null);
            });
    Versioned found = small == null ? rows.largeStore(id) : small;
    if (found != null) {
      asked.accept(id);
    }
    return found;
  }

  private static Versioned view(StoreEntity store) {
    return new Versioned(
        new StoreView(
            store.id,
            store.name,
            store.items.stream().map(it -> new PlainItem(it.id, it.name, it.price)).toList(),
            store.tags.stream().map(it -> new PlainTag(it.id, it.name)).toList()),
        store.version);
  }
}
