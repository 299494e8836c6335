package tagledger.command.check;

import java.time.Instant;
import java.time.OffsetDateTime;
import org.axonframework.eventhandling.DomainEventMessage;
import tagledger.api.Event;
import tagledger.api.Findings;
import tagledger.command.log.EventReader;
import tagledger.command.log.Head;
import tagledger.command.log.Registers;
import tagledger.command.log.StoredEvent;

/** Goes through the log from its first event: its order, its digests, and what it says. */
final class LogScan {

  /** By telling it hears whether it is still wanted. */
  private static final int EVENTS_TOLD_AT_ONCE = 1_000;

  private final EventReader reader;
  private final Rebuilt stores;
  private final GivenIds givenIds;
  private final Registers registers;
  private final Holes holes;
  private final Findings findings;

  private long last;
  private Instant lastTime = Instant.MIN;
  private long events;
  private long redacted;

  LogScan(
      EventReader reader,
      Rebuilt stores,
      GivenIds givenIds,
      Registers registers,
      Holes holes,
      Findings findings) {
    this.reader = reader;
    this.stores = stores;
    this.givenIds = givenIds;
    this.registers = registers;
    this.holes = holes;
    this.findings = findings;
  }

  void take(StoredEvent event) {
    events++;
    if (events % EVENTS_TOLD_AT_ONCE == 0) {
      findings.compared("events", EVENTS_TOLD_AT_ONCE);
    }
    inspectPlace(event);
    inspectDigest(event);
    boolean isNext = stores.expects(event);
    try {
      for (DomainEventMessage<?> read : reader.read(event)) {
        tell(event, read, isNext);
      }
    } catch (RuntimeException e) {
      stores.cannotGoOn(event, "cannot be read", e);
    }
  }

  private void tell(StoredEvent stored, DomainEventMessage<?> read, boolean isNext) {
    Event event = (Event) read.getPayload();
    givenIds.add(event, read.getMetaData());
    registers.on(event, stored.isRedacted());
    if (isNext) {
      stores.apply(stored, event);
    }
  }

  private void inspectPlace(StoredEvent event) {
    long position = event.position();
    if (position < 1) {
      findings.differs("events: position %d is before the first".formatted(position));
      return;
    }
    if (position > last + 1) {
      holes.add();
      findings.differs(
          position == last + 2
              ? "events: position %d is missing".formatted(last + 1)
              : "events: positions %d to %d are missing".formatted(last + 1, position - 1));
    }
    if (event.recordedAt().isBefore(lastTime)) {
      findings.differs(
          "events: position %d is of %s, and position %d before it of %s"
              .formatted(position, event.recordedAt(), last, lastTime));
    }
    last = position;
    lastTime = event.recordedAt();
  }

  private void inspectDigest(StoredEvent event) {
    if (event.isRedacted()) {
      redacted++;
    } else if (!event.isIntact()) {
      findings.differs(
          "events: position %d has another digest than its bytes".formatted(event.position()));
    }
  }

  void end(Head head) {
    findings.compared("events", events % EVENTS_TOLD_AT_ONCE);
    findings.compared("digests", events - redacted);
    findings.compared("redacted events", redacted);
    if (head.position() != last) {
      holes.add();
      findings.differs(
          "log_head: its position is %d, and the log ends at %d".formatted(head.position(), last));
    }
    // What is decided and appends nothing moves the head's time as well.
    if (last > 0 && isBefore(head.recordedAt(), lastTime)) {
      findings.differs(
          "log_head: its time is %s, and position %d is of %s"
              .formatted(head.recordedAt(), last, lastTime));
    }
  }

  private static boolean isBefore(OffsetDateTime one, Instant other) {
    return one.equals(OffsetDateTime.MIN) || one.toInstant().isBefore(other);
  }
}
