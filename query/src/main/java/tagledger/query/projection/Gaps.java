package tagledger.query.projection;

import tagledger.api.Query;

/** What tables lack of what happened up to where they are. Safe for all threads. */
@FunctionalInterface
public interface Gaps {

  /** Whether an answer would be of something that they do not tell all of up to that position. */
  boolean include(Query query, long upTo);
}
