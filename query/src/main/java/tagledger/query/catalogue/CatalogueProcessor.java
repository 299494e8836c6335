package tagledger.query.catalogue;

import org.axonframework.eventhandling.TrackingEventProcessor;

/**
 * Feeds the projection. After an error it tries again within a second, however long the database
 * has been away: Axon would wait up to a minute more.
 */
public final class CatalogueProcessor extends TrackingEventProcessor {

  private static final long LONGEST_PAUSE_MILLISECONDS = 1_000;

  public CatalogueProcessor(Builder builder) {
    super(builder);
  }

  @Override
  protected void doSleepFor(long milliseconds) {
    super.doSleepFor(Math.min(milliseconds, LONGEST_PAUSE_MILLISECONDS));
  }
}
