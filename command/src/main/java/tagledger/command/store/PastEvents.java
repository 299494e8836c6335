package tagledger.command.store;

import static java.util.Objects.requireNonNull;

import java.util.Map;
import java.util.Set;
import tagledger.api.Event;
import tagledger.api.StoreId;

/** The store's own past, for what its memory leaves out. */
public interface PastEvents {

  /** The events with those sequence numbers, also such of this very transaction. */
  Map<Integer, Event> at(StoreId store, Set<Integer> sequenceNumbers);

  /** The event with that sequence number, also one of this very transaction. */
  default Event at(StoreId store, int sequenceNumber) {
    return requireNonNull(at(store, Set.of(sequenceNumber)).get(sequenceNumber));
  }
}
