package tagledger.command.lane;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import org.axonframework.eventsourcing.EventSourcedAggregate;
import org.jspecify.annotations.Nullable;
import tagledger.command.store.Store;

/**
 * Reads stores from the log beside the lane, so that a cold one holds up nobody; each once at a
 * time.
 */
final class ColdStores {

  private static final int READ_AT_ONCE = 2;

  private final StoreRepository stores;
  private final ConcurrentMap<String, CompletableFuture<@Nullable ColdStore>> reading =
      new ConcurrentHashMap<>();
  private final Executor readers =
      Executors.newFixedThreadPool(
          READ_AT_ONCE, Thread.ofPlatform().daemon().name("cold-stores-", 0).factory());

  ColdStores(StoreRepository stores) {
    this.stores = stores;
  }

  CompletableFuture<@Nullable ColdStore> read(String key) {
    CompletableFuture<@Nullable ColdStore> running = reading.get(key);
    return running == null ? begin(key) : running.thenCompose(found -> joined(key, running, found));
  }

  /** That a read which began earlier found nothing does not say that nothing is there now. */
  private CompletableFuture<@Nullable ColdStore> joined(
      String key, CompletableFuture<@Nullable ColdStore> earlier, @Nullable ColdStore found) {
    if (found != null) {
      return earlier;
    }
    reading.remove(key, earlier);
    return begin(key);
  }

  private CompletableFuture<@Nullable ColdStore> begin(String key) {
    return reading.computeIfAbsent(
        key,
        cold -> {
          var read = CompletableFuture.supplyAsync(() -> read(stores, cold), readers);
          read.whenCompleteAsync((store, failure) -> reading.remove(cold), readers);
          return read;
        });
  }

  private static @Nullable ColdStore read(StoreRepository stores, String key) {
    EventSourcedAggregate<Store> store = stores.read(key);
    return store == null ? null : new ColdStore(store);
  }
}
