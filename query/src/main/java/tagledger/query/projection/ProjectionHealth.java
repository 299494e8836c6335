package tagledger.query.projection;

import org.axonframework.eventhandling.EventTrackerStatus;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.boot.health.contributor.Status;

/** Says when the read model no longer moves, and why; and when it does not for all stores. */
public final class ProjectionHealth implements HealthIndicator {

  /** All is answered, but of some stores not the last that happened. */
  static final Status DEGRADED =
      new Status("DEGRADED", "Stores wait for an event of theirs: see GET /dead-letters.");

  private final ProjectionProcessor processor;
  private final Progress progress;

  public ProjectionHealth(Keeper keeper) {
    this.processor = keeper.processor();
    this.progress = keeper.projection().progress();
  }

  @Override
  public Health health() {
    return status()
        .withDetail("position", progress.position())
        .withDetail("deadLetters", progress.parked())
        .build();
  }

  private Health.Builder status() {
    for (EventTrackerStatus status : processor.processingStatus().values()) {
      if (status.isErrorState()) {
        return Health.down(status.getError());
      }
    }
    return progress.parked() > 0 ? Health.status(DEGRADED) : Health.up();
  }
}
