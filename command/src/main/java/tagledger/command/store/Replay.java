package tagledger.command.store;

import tagledger.api.Event;

/** A store that is made again from its events, by its own handler, beside the lane. */
public final class Replay {

  private final Store store = new Store();

  /**
   * @throws RuntimeException where the event tells of what the store does not have
   */
  public void apply(Event event, long sequenceNumber) {
    store.on(event, sequenceNumber);
  }

  /** As it is after what was applied so far. */
  public Store store() {
    return store;
  }
}
