package tagledger.command.log;

import java.util.List;
import java.util.concurrent.TimeUnit;
import org.axonframework.eventhandling.EventMessage;
import org.axonframework.eventsourcing.eventstore.EmbeddedEventStore;

/**
 * The event store that Axon's aggregates and processors know. What an aggregate publishes goes into
 * the batch that the lane is deciding; the processors read what has been committed.
 */
public final class EventLog extends EmbeddedEventStore {

  /** How soon a processor sees the events of a node whose signal was lost. */
  private static final long LATEST_LOOK_MILLISECONDS = 500;

  private static final int EVENTS_IN_MEMORY = 5_000;

  private final LogWriter writer;

  public EventLog(LogEngine engine, LogWriter writer) {
    super(
        EmbeddedEventStore.builder()
            .storageEngine(engine)
            .cachedEvents(EVENTS_IN_MEMORY)
            .fetchDelay(LATEST_LOOK_MILLISECONDS)
            .cleanupDelay(10_000)
            .timeUnit(TimeUnit.MILLISECONDS));
    this.writer = writer;
  }

  @Override
  public void publish(List<? extends EventMessage<?>> events) {
    events.forEach(writer::append);
  }

  /** Has the processors look for new events now. */
  public void wake() {
    afterCommit(List.of());
  }
}
