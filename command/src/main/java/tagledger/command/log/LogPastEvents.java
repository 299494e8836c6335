package tagledger.command.log;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.axonframework.eventhandling.DomainEventMessage;
import tagledger.api.Event;
import tagledger.api.StoreId;
import tagledger.command.store.PastEvents;
import tagledger.command.store.Store;

/**
 * Reads events back: from the batch that is being decided, else from the log. That is read by the
 * lane's own connection: it never waits for one, and a transaction that it has is not idle
 * meanwhile.
 */
final class LogPastEvents implements PastEvents {

  private final LogWriter writer;
  private final LogEngine engine;

  LogPastEvents(LogWriter writer, LogEngine engine) {
    this.writer = writer;
    this.engine = engine;
  }

  @Override
  public Map<Integer, Event> at(StoreId store, Set<Integer> sequenceNumbers) {
    String aggregate = Store.keyOf(store);
    Map<Integer, Event> found = new HashMap<>();
    writer.batch().events().stream()
        .filter(event -> event.getAggregateIdentifier().equals(aggregate))
        .filter(event -> sequenceNumbers.contains((int) event.getSequenceNumber()))
        .forEach(event -> put(found, event));
    Set<Integer> committed = new HashSet<>(sequenceNumbers);
    committed.removeAll(found.keySet());
    engine.events(aggregate, committed).forEach(event -> put(found, event));
    return found;
  }

  private static void put(Map<Integer, Event> events, DomainEventMessage<?> event) {
    events.put((int) event.getSequenceNumber(), (Event) event.getPayload());
  }
}
