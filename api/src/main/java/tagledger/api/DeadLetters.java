package tagledger.api;

import java.time.Instant;
import java.util.List;

/**
 * Stores of which a projection could not take an event in: from that event on nothing of theirs is
 * projected until it is tried again, and everything else goes on. Any node can be asked. Safe for
 * all threads.
 */
public interface DeadLetters {

  /**
   * A store that waits.
   *
   * @param position of the first event that is not projected
   * @param type of that event
   * @param cause why it could not be, when it was tried last
   * @param since when it was tried first
   * @param waiting how many of the store's events are not projected
   */
  record DeadLetter(
      String id,
      String projection,
      StoreId store,
      long position,
      String type,
      String cause,
      Instant since,
      Instant triedAt,
      int tries,
      long waiting) {}

  /** By projection and position. */
  List<DeadLetter> list();

  /**
   * Projects what waits, from the first event on. Others are held up for moments only, however much
   * that is; where it breaks off, it goes on from there the next time.
   *
   * @return how many events were projected, when none waits any more
   * @throws NoSuchDeadLetter where there is none of that id
   * @throws StillDead where one of them cannot be projected; those before it are
   */
  long retry(String id);

  /** There is no dead letter of that id, or there is none any more. */
  final class NoSuchDeadLetter extends RuntimeException {
    public NoSuchDeadLetter(String id) {
      super("There is no dead letter " + id, null, false, false);
    }
  }

  /** An event could not be projected this time either. */
  final class StillDead extends RuntimeException {
    public StillDead(StoreId store, long projected, long position, String cause) {
      super(
          "%d events of store %d were projected; the one at position %d cannot be: %s"
              .formatted(projected, store.value(), position, cause),
          null,
          false,
          false);
    }
  }
}
