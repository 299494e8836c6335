package tagledger.bench.rebuild;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Who used the processor while something was measured.
 *
 * @param seconds that it lasted
 * @param used seconds of processor time, each user's; empty where the system does not tell
 */
record ProcessorTime(double seconds, Map<String, Double> used) {

  /** What one more second of the clock would have given. */
  private static final int CORES = Runtime.getRuntime().availableProcessors();

  static final ProcessorTime NONE = new ProcessorTime(0, Map.of());

  ProcessorTime plus(ProcessorTime other) {
    Map<String, Double> sum = new LinkedHashMap<>(used);
    other.used.forEach((user, more) -> sum.merge(user, more, Double::sum));
    return new ProcessorTime(seconds + other.seconds, sum);
  }

  /** In words, for so many events. */
  String of(long events) {
    if (used.isEmpty()) {
      return "this system does not tell of its processors.";
    }
    double total = used.values().stream().mapToDouble(Double::doubleValue).sum();
    List<String> words = new ArrayList<>();
    words.add(
        "of the %s seconds of processor time that %d cores had in that time, %.0f %% were used."
            .formatted(number(seconds * CORES), CORES, 100 * total / (seconds * CORES)));
    words.add(
        "For 100,000 events: "
            + used.entrySet().stream()
                .map(
                    each -> each.getKey() + " " + number(each.getValue() * 100_000 / events) + " s")
                .collect(Collectors.joining(", "))
            + ", on the clock "
            + number(seconds * 100_000 / events)
            + " s.");
    return String.join(" ", words);
  }

  private static String number(double seconds) {
    return String.format(Locale.ROOT, "%.2f", seconds);
  }
}
