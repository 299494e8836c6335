package tagledger.query.projection;

import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;

/** Says whether the read model is of use: a new generation is not before it has caught up. */
public final class ReadModelHealth implements HealthIndicator {

  private final Progress progress;

  public ReadModelHealth(Progress progress) {
    this.progress = progress;
  }

  @Override
  public Health health() {
    return (progress.isSufficient() ? Health.up() : Health.outOfService())
        .withDetail("position", progress.position())
        .build();
  }
}
