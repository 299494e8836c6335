package tagledger.command.check;

import java.util.HashMap;
import java.util.Map;
import tagledger.api.Event;
import tagledger.api.Findings;
import tagledger.command.log.StoredEvent;
import tagledger.command.store.Replay;
import tagledger.command.store.Store;

/**
 * All stores, made again from their events without any snapshot, and each snapshot held against its
 * store when that has come to the same event.
 */
final class Rebuilt {

  private static final class Growing {
    private final Replay replay = new Replay();
    private long next;
  }

  private final Map<String, Growing> stores = new HashMap<>();
  private final StoredSnapshots snapshots;
  private final Holes holes;
  private final Findings findings;

  Rebuilt(StoredSnapshots snapshots, Holes holes, Findings findings) {
    this.snapshots = snapshots;
    this.holes = holes;
    this.findings = findings;
  }

  /** Whether the event can be applied once it has been read. */
  boolean expects(StoredEvent event) {
    String aggregate = event.aggregate();
    Growing store = stores.computeIfAbsent(aggregate, any -> new Growing());
    long expected = store.next;
    store.next = event.sequenceNumber() + 1;
    if (event.sequenceNumber() != expected) {
      findings.differs(
          "events: position %d is number %d of %s, and the next would be %d%s"
              .formatted(
                  event.position(), event.sequenceNumber(), aggregate, expected, end(aggregate)));
    }
    return !holes.isIn(aggregate);
  }

  void apply(StoredEvent stored, Event event) {
    String aggregate = stored.aggregate();
    Growing store = stores.get(aggregate);
    if (store == null) {
      throw new IllegalStateException("Nobody was asked whether it is the next");
    }
    if (!aggregate.equals(Store.keyOf(event.store()))) {
      findings.differs(
          "events: position %d is of %s, and tells of %s%s"
              .formatted(stored.position(), aggregate, Store.keyOf(event.store()), end(aggregate)));
      return;
    }
    try {
      store.replay.apply(event, stored.sequenceNumber());
    } catch (RuntimeException e) {
      cannotGoOn(stored, "cannot be applied", e);
      return;
    }
    snapshots.compare(aggregate, stored.sequenceNumber(), store.replay.store());
  }

  void cannotGoOn(StoredEvent event, String what, RuntimeException failure) {
    findings.differs(
        "events: position %d %s: %s%s"
            .formatted(event.position(), what, Line.reason(failure), end(event.aggregate())));
  }

  /** What is said where a store is left where it is. */
  private String end(String aggregate) {
    return holes.add(aggregate) ? "; %s is compared no further".formatted(aggregate) : "";
  }

  void end() {
    findings.compared("stores", stores.keySet().stream().filter(key -> !holes.isIn(key)).count());
    snapshots.end(holes);
  }
}
