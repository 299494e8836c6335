package tagledger.command.log;

import org.axonframework.eventhandling.DomainEventMessage;
import tagledger.api.Event;
import tagledger.api.StoreId;
import tagledger.command.store.PastEvents;
import tagledger.command.store.Store;

/** Reads one event back: from the batch that is being decided, else from the log. */
final class LogPastEvents implements PastEvents {

  private final LogWriter writer;
  private final LogEngine engine;

  LogPastEvents(LogWriter writer, LogEngine engine) {
    this.writer = writer;
    this.engine = engine;
  }

  @Override
  public Event at(StoreId store, int sequenceNumber) {
    String aggregate = Store.keyOf(store);
    DomainEventMessage<?> pending = writer.batch().find(aggregate, sequenceNumber);
    return (Event)
        (pending != null ? pending : engine.event(aggregate, sequenceNumber)).getPayload();
  }
}
