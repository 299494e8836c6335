package tagledger.query.projection;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A store that is parked.
 *
 * @param position of the first event of which nothing is written
 */
record DeadLetter(String id, int store, long position, Unprojectable why) {

  private static final Logger log = LoggerFactory.getLogger(DeadLetter.class);

  /** To be told when it is committed. */
  void tell(String projection) {
    log.warn(
        "{} parks store {} at position {}: {}. What is read of that store stays as it was before;"
            + " all else goes on. When the fault is gone: POST /dead-letters/{}/retry",
        projection,
        store,
        position,
        why.reason(),
        id);
    log.debug("Store {} is parked in {} because of this", store, projection, why);
  }
}
