package tagledger.app.http;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import tagledger.api.Projections.Build;
import tagledger.api.Projections.Lag;
import tagledger.api.Projections.Status;
import tools.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import tools.jackson.databind.annotation.JsonNaming;

/**
 * A projection as it is shown. What is not known is null.
 *
 * @param lagEvents how many events of the log it lacks
 * @param lagSeconds how long ago the first of these was recorded
 * @param lastError why it does not go on, where it does not
 * @param building the generation that is to take the place of this one
 */
@JsonInclude(JsonInclude.Include.ALWAYS)
@JsonNaming(SnakeCaseStrategy.class)
record ProjectionView(
    String name,
    int generation,
    long position,
    long lagEvents,
    double lagSeconds,
    @Nullable Double eventsPerSecond,
    @Nullable Double secondsLeft,
    @Nullable String lastError,
    int deadLetters,
    @Nullable BuildView building) {

  /** A generation in the making, with the same figures. */
  @JsonInclude(JsonInclude.Include.ALWAYS)
  @JsonNaming(SnakeCaseStrategy.class)
  record BuildView(
      int generation,
      Instant startedAt,
      long position,
      long lagEvents,
      double lagSeconds,
      @Nullable Double eventsPerSecond,
      @Nullable Double secondsLeft,
      @Nullable String lastError) {

    static BuildView of(Build build) {
      Lag lag = build.lag();
      return new BuildView(
          build.generation(),
          build.begun(),
          lag.position(),
          lag.events(),
          seconds(lag.time()),
          tenths(lag.rate()),
          lag.left() == null ? null : seconds(lag.left()),
          lag.error());
    }
  }

  static ProjectionView of(Status status) {
    Lag lag = status.lag();
    return new ProjectionView(
        status.name(),
        status.generation(),
        lag.position(),
        lag.events(),
        seconds(lag.time()),
        tenths(lag.rate()),
        lag.left() == null ? null : seconds(lag.left()),
        lag.error(),
        status.deadLetters(),
        status.building() == null ? null : BuildView.of(status.building()));
  }

  private static double seconds(Duration time) {
    return time.toMillis() / 1e3;
  }

  private static @Nullable Double tenths(@Nullable Double rate) {
    return rate == null ? null : Math.round(rate * 10) / 10.0;
  }
}
