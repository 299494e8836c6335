package tagledger.command.store;

import tagledger.api.Event;
import tagledger.api.StoreId;

/** The store's own past, for what its memory leaves out. */
public interface PastEvents {

  /** The event with that sequence number, also one of this very transaction. */
  Event at(StoreId store, int sequenceNumber);
}
