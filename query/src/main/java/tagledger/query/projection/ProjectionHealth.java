package tagledger.query.projection;

import org.axonframework.eventhandling.EventTrackerStatus;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;

/** Says when the read model no longer moves, and why. */
public final class ProjectionHealth implements HealthIndicator {

  private final ProjectionProcessor processor;
  private final Progress progress;

  public ProjectionHealth(Keeper keeper) {
    this.processor = keeper.processor();
    this.progress = keeper.projection().progress();
  }

  @Override
  public Health health() {
    for (EventTrackerStatus status : processor.processingStatus().values()) {
      if (status.isErrorState()) {
        return Health.down(status.getError()).withDetail("position", progress.position()).build();
      }
    }
    return Health.up().withDetail("position", progress.position()).build();
  }
}
