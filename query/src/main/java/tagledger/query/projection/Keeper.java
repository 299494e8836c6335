package tagledger.query.projection;

import java.time.Duration;
import org.axonframework.eventhandling.TrackedEventMessage;
import org.axonframework.eventhandling.tokenstore.TokenStore;
import org.axonframework.messaging.StreamableMessageSource;
import org.axonframework.serialization.Serializer;
import org.axonframework.spring.config.SpringAxonConfiguration;
import org.springframework.boot.jdbc.autoconfigure.JdbcConnectionDetails;
import org.springframework.context.SmartLifecycle;

/**
 * Keeps a projection's tables: up to date where this node has the claim, watched where another has,
 * and built anew where that is asked for.
 */
public final class Keeper implements SmartLifecycle {

  /**
   * @param node who claims: in containers, two nodes can have one process id and one host name
   * @param claimTimeout after how long another node takes over from one that has gone
   * @param eventsAtOnce how many events one transaction takes at most
   * @param pause how long events may gather
   * @param works whether this node keeps tables at all
   */
  public record Settings(
      String node, Duration claimTimeout, int eventsAtOnce, Pause pause, boolean works) {}

  private final Projection projection;
  private final Settings settings;
  private final TokenStore tokens;
  private final ProjectionProcessor processor;
  private final ProgressElsewhere elsewhere;
  private final Builder builder;
  private volatile boolean running;

  public Keeper(
      Projection projection,
      StreamableMessageSource<TrackedEventMessage<?>> events,
      JdbcConnectionDetails database,
      Serializer serializer,
      Settings settings) {
    this.projection = projection;
    this.settings = settings;
    this.tokens =
        new ProjectionTokens(projection, serializer, settings.claimTimeout(), settings.node());
    this.processor =
        ProjectionProcessor.of(
            projection,
            new GatheringLog(events, projection.progress(), settings.pause()),
            tokens,
            settings.eventsAtOnce());
    this.elsewhere = new ProgressElsewhere(projection, processor::isKeeping);
    this.builder = new Builder(projection, database, events);
  }

  public Projection projection() {
    return projection;
  }

  public TokenStore tokens() {
    return tokens;
  }

  ProjectionProcessor processor() {
    return processor;
  }

  Builder builder() {
    return builder;
  }

  @Override
  public void start() {
    running = true;
    if (settings.works()) {
      processor.start();
      elsewhere.start();
      builder.start();
    }
  }

  @Override
  public void stop() {
    running = false;
    if (settings.works()) {
      builder.stop();
      elsewhere.stop();
      processor.shutDown();
    }
  }

  /** Works before the web server takes requests, and until it has answered them all. */
  @Override
  public int getPhase() {
    return SpringAxonConfiguration.LIFECYCLE_PHASE - 1;
  }

  @Override
  public boolean isRunning() {
    return running;
  }
}
