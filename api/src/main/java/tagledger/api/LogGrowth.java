package tagledger.api;

import java.time.Duration;

/**
 * A place to wait until the log grows, whichever node it is that writes. What is told is a hint:
 * who waits looks for himself. Safe for all threads.
 */
public interface LogGrowth {

  /** How often the log was told to have grown, to be asked for before it is read. */
  long seen();

  /**
   * Returns when the log was told to have grown since, or when it is time to look all the same: in
   * half a second at the latest.
   */
  void await(long since, Duration atMost) throws InterruptedException;
}
