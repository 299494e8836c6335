package tagledger.command.log;

import java.util.List;
import org.axonframework.eventhandling.EventMessage;
import org.axonframework.eventhandling.TrackingEventStream;
import org.axonframework.eventhandling.TrackingToken;
import org.axonframework.eventsourcing.eventstore.EmbeddedEventStore;
import org.jspecify.annotations.Nullable;
import tagledger.api.LogGrowth;

/**
 * The event store that Axon's aggregates and processors know. What an aggregate publishes goes into
 * the batch that the lane is deciding; the processors read what has been committed.
 *
 * <p>Each processor reads the log for itself: Axon's shared cache is bounded in events only, and
 * one event may be of a megabyte.
 */
public final class EventLog extends EmbeddedEventStore {

  private final LogEngine engine;
  private final LogWriter writer;
  private final Tail tail;
  private final Growth growth;

  EventLog(LogEngine engine, LogWriter writer, Tail tail, Growth growth) {
    super(EmbeddedEventStore.builder().storageEngine(engine));
    this.engine = engine;
    this.writer = writer;
    this.tail = tail;
    this.growth = growth;
  }

  @Override
  public void publish(List<? extends EventMessage<?>> events) {
    events.forEach(writer::append);
  }

  @Override
  public TrackingEventStream openStream(@Nullable TrackingToken after) {
    return new LogStream(engine, tail, growth, after);
  }

  public LogGrowth growth() {
    return growth;
  }
}
