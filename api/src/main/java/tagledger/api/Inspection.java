package tagledger.api;

/** One part of what {@link Fsck} compares. */
public interface Inspection {

  /**
   * One state of the database, for any connection to it.
   *
   * @param snapshot what {@code SET TRANSACTION SNAPSHOT} takes, while the inspection runs
   * @param position of the last event in it
   */
  record State(String snapshot, long position) {}

  void inspect(State state, Findings findings);
}
