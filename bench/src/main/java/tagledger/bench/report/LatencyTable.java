package tagledger.bench.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import tagledger.bench.load.Latency;

/** How long answers took. */
public final class LatencyTable {

  private final List<String> lines =
      new ArrayList<>(
          List.of(
              "| milliseconds | | a second | median | p99 | p99.9 | max | failed |",
              "|---|---|--:|--:|--:|--:|--:|--:|"));

  /**
   * @param rate 0 where there is none
   */
  public void add(String work, String candidate, int rate, Latency latency) {
    lines.add(
        "| %s | %s | %s | %s | **%s** | %s | %s | %,d |"
            .formatted(
                work,
                candidate,
                rate == 0 ? "" : String.format(Locale.ROOT, "%,d", rate),
                Numbers.of(latency.median()),
                Numbers.of(latency.p99()),
                Numbers.of(latency.p999()),
                Numbers.of(latency.max()),
                latency.failed()));
  }

  public List<String> lines() {
    return lines;
  }
}
