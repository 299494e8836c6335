package tagledger.bench;

import java.util.Collection;
import java.util.List;

/** What was measured several times, in short. */
record Spread(double min, double median, double max) {

  /**
   * @throws IllegalArgumentException where nothing was
   */
  static Spread of(Collection<Double> measured) {
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
}
