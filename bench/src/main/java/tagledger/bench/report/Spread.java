package tagledger.bench.report;

import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** What was measured several times, in short. */
public record Spread(double min, double median, double max) {

  /**
   * @throws IllegalArgumentException where nothing was
   */
  public static Spread of(Collection<Double> measured) {
    if (measured.isEmpty()) {
      throw new IllegalArgumentException("Nothing was measured");
    }
    List<Double> sorted = measured.stream().sorted().toList();
    int middle = sorted.size() / 2;
    double median =
        sorted.size() % 2 == 1
            ? sorted.get(middle)
            : (sorted.get(middle - 1) + sorted.get(middle)) / 2;
    return new Spread(sorted.getFirst(), median, sorted.getLast());
  }

  /** What was measured once. */
  public static Optional<Spread> one(double measured) {
    return Optional.of(of(List.of(measured)));
  }
}
