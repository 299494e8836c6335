package tagledger.api;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The tables that are read, how far they are, and how they are made again. Any node can be asked of
 * all. Safe for all threads.
 */
public interface Projections {

  /**
   * How far a generation of a projection's tables is behind the log.
   *
   * @param position of the last event in them
   * @param events that it lacks
   * @param time since the first of these was recorded; zero where it lacks none
   * @param rate of late, in events a second, where that is known
   * @param left how long it will take to catch up at that rate, where that is known
   * @param error why it does not go on, where it does not
   */
  record Lag(
      long position,
      long events,
      Duration time,
      @Nullable Double rate,
      @Nullable Duration left,
      @Nullable String error) {}

  /** A generation that is being built beside the one that serves. */
  record Build(int generation, Instant begun, Lag lag) {}

  /**
   * A projection, as it serves.
   *
   * @param generation one more with each that was built
   * @param deadLetters how many stores wait there for an event of theirs to be tried again
   */
  record Status(String name, int generation, Lag lag, int deadLetters, @Nullable Build building) {}

  List<Status> list();

  /**
   * Begins to build a projection's tables anew, and returns.
   *
   * @return what is being built
   * @throws NoSuchProjection where there is none of that name
   * @throws BuildGoesOn where one is being built
   */
  Status rebuild(String name);

  /** There is no projection of that name. */
  final class NoSuchProjection extends RuntimeException {
    public NoSuchProjection(String name) {
      super("There is no projection '" + name + "'.");
    }
  }

  /** A generation of the projection is being built. */
  final class BuildGoesOn extends RuntimeException {
    public BuildGoesOn(String name) {
      super("The projection '" + name + "' is being rebuilt.");
    }
  }
}
