package tagledger.command.lane;

import java.util.function.IntSupplier;
import org.axonframework.eventsourcing.AbstractSnapshotTrigger;
import org.axonframework.eventsourcing.Snapshotter;
import tagledger.command.store.Store;

/**
 * Has snapshots of a store taken, the more seldom the larger it is: to write a large one costs as
 * much as to read many events, and more than a few that need not be read again would save.
 */
@SuppressWarnings("serial")
final class SnapshotPace extends AbstractSnapshotTrigger {

  /** As many things are written in the time in which one event is read. */
  private static final int THINGS_AN_EVENT = 50;

  private final int leastEvents;
  private transient IntSupplier things = () -> 0;
  private int events;

  /**
   * @param leastEvents between two snapshots of a store, however small it is
   */
  SnapshotPace(Snapshotter snapshotter, int leastEvents) {
    super(snapshotter, Store.class);
    this.leastEvents = leastEvents;
  }

  /**
   * @param things how many the store holds
   */
  void of(IntSupplier things) {
    this.things = things;
  }

  @Override
  protected boolean exceedsThreshold() {
    events++;
    return events >= leastEvents && events >= things.getAsInt() / THINGS_AN_EVENT;
  }

  @Override
  protected void reset() {
    events = 0;
  }
}
