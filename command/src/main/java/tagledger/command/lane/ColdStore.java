package tagledger.command.lane;

import java.util.concurrent.atomic.AtomicReference;
import org.axonframework.eventsourcing.EventSourcedAggregate;
import org.jspecify.annotations.Nullable;
import tagledger.command.store.Store;

/**
 * A store that was read outside the lane, on behalf of all the commands that waited for it. Given
 * once: after that it may hold what a batch that failed had decided.
 */
final class ColdStore {

  private final AtomicReference<@Nullable EventSourcedAggregate<Store>> store;

  ColdStore(EventSourcedAggregate<Store> store) {
    this.store = new AtomicReference<>(store);
  }

  @Nullable EventSourcedAggregate<Store> take() {
    return store.getAndSet(null);
  }
}
