package tagledger.api;

/**
 * Holds all that is stored against the log, from its first event: what can be made again from it is
 * made again, and compared. It reads one state of the database, whatever is written meanwhile, and
 * changes nothing. Safe for all threads.
 */
public interface Fsck {

  /** Returns when all has been compared. */
  void run(Findings findings);
}
