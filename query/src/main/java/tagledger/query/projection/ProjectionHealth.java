package tagledger.query.projection;

import java.util.function.Supplier;
import org.axonframework.eventhandling.EventTrackerStatus;
import org.axonframework.eventhandling.StreamingEventProcessor;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;

/** Says when the read model no longer moves, and why. */
public final class ProjectionHealth implements HealthIndicator {

  private final Supplier<StreamingEventProcessor> processor;
  private final Progress progress;

  public ProjectionHealth(Supplier<StreamingEventProcessor> processor, Progress progress) {
    this.processor = processor;
    this.progress = progress;
  }

  @Override
  public Health health() {
    for (EventTrackerStatus status : processor.get().processingStatus().values()) {
      if (status.isErrorState()) {
        return Health.down(status.getError()).withDetail("position", progress.position()).build();
      }
    }
    return Health.up().withDetail("position", progress.position()).build();
  }
}
