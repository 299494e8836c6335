package tagledger.api;

import org.jspecify.annotations.Nullable;

/**
 * What is read most, out of this node's memory: exactly what the read model would answer now, or
 * nothing where that has to be asked. Safe for all threads.
 */
public interface NearViews {

  /**
   * The JSON of a view, as it is answered.
   *
   * @param version see {@link Versioned}; of a list 0
   */
  @SuppressWarnings("ArrayRecordComponent")
  record Written(byte[] json, long version) {}

  /**
   * The JSON of a page, as it is answered.
   *
   * @param last the id of the last thing on it, where another page follows
   */
  @SuppressWarnings("ArrayRecordComponent")
  record WrittenPage(byte[] json, @Nullable Integer last) {}

  /** Nothing also where the thing does not exist. Takes microseconds, and waits for nothing. */
  @Nullable Written find(Query.OfCatalogue query);

  /**
   * The same, at that position or later.
   *
   * @throws NotYetVisible where the read model does not reach the position in time
   */
  @Nullable Written find(Query.OfCatalogue query, long position);

  /**
   * A page of the items of all stores, of which the tables tell the ids alone; nothing where its
   * length is not limited.
   */
  @Nullable WrittenPage page(Query.ListItems query);
}
