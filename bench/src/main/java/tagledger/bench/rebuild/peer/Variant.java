package tagledger.bench.rebuild.peer;

import org.axonframework.config.Configuration;
import org.axonframework.config.EventProcessingConfigurer;
import org.axonframework.eventhandling.TrackingEventProcessorConfiguration;
import org.axonframework.messaging.StreamableMessageSource;

/**
 * How the framework is set up to replay: one of its two streaming processors, with the batches that
 * it has by default or with large ones, which then go to the database fifty rows at a time.
 */
public enum Variant {
  TRACKING("TrackingEventProcessor", 1, 0),
  POOLED("PooledStreamingEventProcessor", 1, 0),
  TRACKING_IN_BATCHES("TrackingEventProcessor", 1_000, 50),
  POOLED_IN_BATCHES("PooledStreamingEventProcessor", 1_000, 50);

  private final String processor;
  final int batchSize;
  final int jdbcBatchSize;

  Variant(String processor, int batchSize, int jdbcBatchSize) {
    this.processor = processor;
    this.batchSize = batchSize;
    this.jdbcBatchSize = jdbcBatchSize;
  }

  @Override
  public String toString() {
    return "Axon's "
        + processor
        + (batchSize == 1
            ? ", as it comes (batches of 1)"
            : ", batches of %,d, JDBC batches of %d".formatted(batchSize, jdbcBatchSize));
  }

  /** A processor that begins at the end of the log: all before is a replay's. */
  void register(EventProcessingConfigurer events) {
    events.byDefaultAssignTo(name());
    if (processor.startsWith("Pooled")) {
      events.registerPooledStreamingEventProcessor(
          name(),
          Configuration::eventStore,
          (configuration, builder) ->
              builder.batchSize(batchSize).initialToken(StreamableMessageSource::createHeadToken));
    } else {
      events.registerTrackingEventProcessor(
          name(),
          Configuration::eventStore,
          configuration ->
              TrackingEventProcessorConfiguration.forSingleThreadedProcessing()
                  .andBatchSize(batchSize)
                  .andInitialTrackingToken(StreamableMessageSource::createHeadToken));
    }
  }
}
