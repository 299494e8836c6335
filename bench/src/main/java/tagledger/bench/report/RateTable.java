package tagledger.bench.report;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** How much a second each did, and how many times as much as its peers the first did. */
public final class RateTable {

  private RateTable() {}

  public static List<String> of(Figures figures, List<String> candidates) {
    List<String> peers = candidates.stream().skip(1).filter(peer -> !peer.equals("floor")).toList();
    List<String> lines = new ArrayList<>();
    lines.add(
        row(
            Stream.of(
                Stream.of("a second"),
                candidates.stream(),
                peers.stream().map(peer -> "× " + peer))));
    lines.add("|---|" + "--:|".repeat(candidates.size() + peers.size()));
    for (String work : figures.works()) {
      lines.add(
          row(
              Stream.of(
                  Stream.of(work),
                  candidates.stream().map(candidate -> rate(figures, work, candidate)),
                  peers.stream().map(peer -> ratio(figures, work, candidates.getFirst(), peer)))));
    }
    return lines;
  }

  private static String rate(Figures figures, String work, String candidate) {
    long failed = figures.failed(work, candidate);
    return figures.rate(work, candidate).map(Numbers::of).orElse("")
        + (failed > 0 ? ", %,d failed".formatted(failed) : "");
  }

  private static String ratio(Figures figures, String work, String candidate, String peer) {
    return figures
        .ratio(work, candidate, work, peer)
        .map(spread -> Numbers.of(spread.median()))
        .orElse("");
  }

  private static String row(Stream<Stream<String>> cells) {
    return "| " + String.join(" | ", cells.flatMap(each -> each).toList()) + " |";
  }
}
