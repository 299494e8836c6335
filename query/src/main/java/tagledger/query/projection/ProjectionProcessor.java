package tagledger.query.projection;

import org.axonframework.eventhandling.TrackingEventProcessor;

/**
 * Feeds a projection. After an error it tries again within a second, however long the database has
 * been away: Axon would wait up to a minute more.
 */
public final class ProjectionProcessor extends TrackingEventProcessor {

  private static final long LONGEST_PAUSE_MILLISECONDS = 1_000;

  public ProjectionProcessor(Builder builder) {
    super(builder);
  }

  @Override
  protected void doSleepFor(long milliseconds) {
    super.doSleepFor(Math.min(milliseconds, LONGEST_PAUSE_MILLISECONDS));
  }
}
