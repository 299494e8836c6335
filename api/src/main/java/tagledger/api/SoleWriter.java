package tagledger.api;

/**
 * Whether this node can be sure that no other one writes, and so knows of all that happens as soon
 * as it does. Safe for all threads.
 */
@FunctionalInterface
public interface SoleWriter {

  long UNSURE = 0;

  /**
   * Names the time for which this node has been sure without a gap, or is {@link #UNSURE}. Whoever
   * asks has it find out, if it can be found out; takes nanoseconds.
   */
  long term();
}
