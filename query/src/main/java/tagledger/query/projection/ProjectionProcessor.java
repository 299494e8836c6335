package tagledger.query.projection;

import java.util.concurrent.TimeUnit;
import org.axonframework.common.transaction.TransactionManager;
import org.axonframework.eventhandling.TrackedEventMessage;
import org.axonframework.eventhandling.TrackingEventProcessor;
import org.axonframework.eventhandling.TrackingEventProcessorConfiguration;
import org.axonframework.eventhandling.tokenstore.TokenStore;
import org.axonframework.messaging.StreamableMessageSource;
import org.axonframework.spring.messaging.unitofwork.SpringTransactionManager;
import org.springframework.jdbc.support.JdbcTransactionManager;

/**
 * Feeds the tables that serve, on the node that has the claim. After an error it tries again within
 * a second, however long the database has been away: Axon would wait up to a minute more, as it
 * does at an event that this version cannot read.
 */
final class ProjectionProcessor extends TrackingEventProcessor {

  private static final long LONGEST_PAUSE_MILLISECONDS = 1_000;
  private static final long CLAIM_INTERVAL_MILLISECONDS = 500;

  private ProjectionProcessor(Builder builder) {
    super(builder);
  }

  static ProjectionProcessor of(
      Projection projection,
      StreamableMessageSource<TrackedEventMessage<?>> log,
      TokenStore tokens,
      int eventsAtOnce) {
    TransactionManager transactions =
        new SpringTransactionManager(new JdbcTransactionManager(projection.writer()));
    return new ProjectionProcessor(
        TrackingEventProcessor.builder()
            .name(projection.name())
            .eventHandlerInvoker(new ProjectionInvoker(projection))
            .messageSource(log)
            .tokenStore(tokens)
            .transactionManager(transactions)
            .trackingEventProcessorConfiguration(
                // Else Axon calls the way from the first event to the last of now a replay.
                TrackingEventProcessorConfiguration.forSingleThreadedProcessing()
                    .andInitialTrackingToken(StreamableMessageSource::createTailToken)
                    .andBatchSize(eventsAtOnce)
                    .andTokenClaimInterval(CLAIM_INTERVAL_MILLISECONDS, TimeUnit.MILLISECONDS)
                    .andEventTrackerStatusChangeListener(new ErrorNote(projection))));
  }

  /** Whether this node keeps the tables now. */
  boolean isKeeping() {
    return !processingStatus().isEmpty();
  }

  @Override
  protected void doSleepFor(long milliseconds) {
    boolean forGood =
        processingStatus().values().stream().anyMatch(it -> ErrorNote.unknownEvent(it) != null);
    super.doSleepFor(forGood ? milliseconds : Math.min(milliseconds, LONGEST_PAUSE_MILLISECONDS));
  }
}
