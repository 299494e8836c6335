package tagledger.bench.rebuild;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import tagledger.bench.report.Spread;

/** The same thing, measured once in each round. */
final class Series {

  /** What is measured; it answers seconds. */
  interface Run {
    double seconds() throws IOException, InterruptedException;
  }

  private final String name;
  private final long events;
  private final Run run;
  private final List<Double> seconds = new ArrayList<>();

  /**
   * @param events how many of the log it stands for
   */
  Series(String name, long events, Run run) {
    this.name = name;
    this.events = events;
    this.run = run;
  }

  String name() {
    return name;
  }

  long events() {
    return events;
  }

  /** Once more. */
  double measure() throws IOException, InterruptedException {
    seconds.add(run.seconds());
    return seconds.getLast();
  }

  Spread seconds() {
    return Spread.of(seconds);
  }

  Spread eventsPerSecond() {
    return Spread.of(seconds.stream().map(each -> events / each).toList());
  }

  /**
   * How many times as fast as another, round by round: what slowed down one did so to the other.
   */
  Spread comparedTo(Series other) {
    return Spread.of(
        IntStream.range(0, seconds.size())
            .mapToObj(i -> (events / seconds.get(i)) / (other.events / other.seconds.get(i)))
            .toList());
  }
}
