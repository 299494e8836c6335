package tagledger.command.backup;

import java.time.Instant;
import tagledger.command.log.StoredEvent;

/** The order of a log without damage. */
final class Sequence {

  private long last;
  private Instant lastTime = Instant.MIN;

  /** Whether the event comes next, and is what was recorded. */
  boolean goesOnWith(StoredEvent event) {
    if (event.position() != last + 1
        || event.recordedAt().isBefore(lastTime)
        || !event.isIntact()) {
      return false;
    }
    last = event.position();
    lastTime = event.recordedAt();
    return true;
  }

  /** The last position, 0 before the first. */
  long last() {
    return last;
  }
}
