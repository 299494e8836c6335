package tagledger.command.log;

import java.util.List;
import java.util.stream.Stream;
import org.axonframework.eventhandling.DomainEventMessage;
import org.axonframework.eventsourcing.EventStreamUtils;
import org.axonframework.serialization.upcasting.event.EventUpcaster;

/** Reads stored events as those of today. Safe for all threads. */
public final class EventReader {

  private final EventSerializer serializer;
  private final EventUpcaster upcasters = Upcasters.all();

  public EventReader(EventSerializer serializer) {
    this.serializer = serializer;
  }

  /**
   * What the event is read as: mostly one.
   *
   * @throws RuntimeException where this version cannot read the payload or the metadata
   */
  public List<? extends DomainEventMessage<?>> read(StoredEvent stored) {
    List<? extends DomainEventMessage<?>> events =
        EventStreamUtils.upcastAndDeserializeDomainEvents(
                Stream.of(stored.asAxonKnowsIt()), serializer, upcasters)
            .asStream()
            .toList();
    for (DomainEventMessage<?> event : events) {
      event.getPayload();
      event.getMetaData();
    }
    return events;
  }
}
