package tagledger.query.projection;

import com.zaxxer.hikari.HikariDataSource;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import org.axonframework.config.Configuration;
import org.axonframework.config.ConfigurerModule;
import org.axonframework.config.EventProcessingConfiguration;
import org.axonframework.eventhandling.PropagatingErrorHandler;
import org.axonframework.eventhandling.StreamingEventProcessor;
import org.axonframework.eventhandling.TrackingEventProcessor;
import org.axonframework.eventhandling.TrackingEventProcessorConfiguration;
import org.axonframework.eventhandling.tokenstore.TokenStore;
import org.axonframework.messaging.StreamableMessageSource;
import org.axonframework.spring.messaging.unitofwork.SpringTransactionManager;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.support.JdbcTransactionManager;

/**
 * A projection as this node knows it, and the processor that feeds it here or elsewhere.
 *
 * @param writer connections for the processor alone: however many read, the tables are kept up
 * @param progress how far this node knows the tables to be
 * @param reached the query by which any node learns how far they are
 */
public record Projection(
    Generation generation, HikariDataSource writer, Progress progress, String reached) {

  private static final long CLAIM_INTERVAL_MILLISECONDS = 500;

  /** Where the tables are by themselves, or nothing where no event has come to them. */
  OptionalLong position() {
    return new JdbcTemplate(writer)
        .queryForList(reached, Long.class).stream().mapToLong(Long::longValue).findFirst();
  }

  /** Registers the processor, one batch of events a transaction, with tokens of its own. */
  public ConfigurerModule processor(TokenStore tokens, int eventsAtOnce) {
    String name = generation.name();
    return configurer ->
        configurer
            .eventProcessing()
            .assignProcessingGroup(generation.projection(), name)
            .registerTokenStore(name, configuration -> tokens)
            .registerEventProcessor(
                name,
                (processor, configuration, invoker) ->
                    new ProjectionProcessor(
                        builder(configuration, eventsAtOnce)
                            .name(processor)
                            .eventHandlerInvoker(invoker)))
            .registerTransactionManager(
                name,
                configuration -> new SpringTransactionManager(new JdbcTransactionManager(writer)))
            .registerListenerInvocationErrorHandler(
                generation.projection(), configuration -> PropagatingErrorHandler.instance())
            .registerErrorHandler(name, configuration -> PropagatingErrorHandler.instance());
  }

  @SuppressWarnings("unchecked")
  private TrackingEventProcessor.Builder builder(Configuration configuration, int eventsAtOnce) {
    String name = generation.name();
    EventProcessingConfiguration processing = configuration.eventProcessingConfiguration();
    return TrackingEventProcessor.builder()
        .errorHandler(processing.errorHandler(name))
        .rollbackConfiguration(processing.rollbackConfiguration(name))
        .messageMonitor(processing.messageMonitor(TrackingEventProcessor.class, name))
        .messageSource((StreamableMessageSource) configuration.eventStore())
        .tokenStore(processing.tokenStore(name))
        .transactionManager(processing.transactionManager(name))
        .trackingEventProcessorConfiguration(
            // Else Axon calls the way from the first event to the last of now a replay.
            TrackingEventProcessorConfiguration.forSingleThreadedProcessing()
                .andInitialTrackingToken(StreamableMessageSource::createTailToken)
                .andBatchSize(eventsAtOnce)
                .andTokenClaimInterval(CLAIM_INTERVAL_MILLISECONDS, TimeUnit.MILLISECONDS));
  }

  /** The processor, which works here while this node has the claim. */
  public StreamingEventProcessor processor(EventProcessingConfiguration processing) {
    return processing
        .eventProcessor(generation.name(), StreamingEventProcessor.class)
        .orElseThrow();
  }
}
