package tagledger.bench.report;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import tagledger.bench.load.Load;

/** How much a second each did of each kind of work, round by round. */
public final class Figures {

  private final Map<String, Map<String, List<Load>>> loads = new LinkedHashMap<>();

  public void add(String work, String candidate, Load load) {
    loads
        .computeIfAbsent(work, any -> new LinkedHashMap<>())
        .computeIfAbsent(candidate, any -> new ArrayList<>())
        .add(load);
  }

  public Set<String> works() {
    return loads.keySet();
  }

  /** Empty where it was not measured. */
  public Optional<Spread> rate(String work, String candidate) {
    List<Load> found = find(work, candidate);
    return found.isEmpty()
        ? Optional.empty()
        : Optional.of(Spread.of(found.stream().map(Load::perSecond).toList()));
  }

  public long failed(String work, String candidate) {
    return find(work, candidate).stream().mapToLong(Load::failed).sum();
  }

  /**
   * How many times as much as another, round by round: what slowed down one did so to the other.
   * Empty where either was not measured.
   */
  public Optional<Spread> ratio(
      String work, String candidate, String otherWork, String otherCandidate) {
    List<Load> these = find(work, candidate);
    List<Load> those = find(otherWork, otherCandidate);
    List<Double> ratios =
        IntStream.range(0, Math.min(these.size(), those.size()))
            .mapToObj(n -> these.get(n).perSecond() / those.get(n).perSecond())
            .toList();
    return ratios.isEmpty() ? Optional.empty() : Optional.of(Spread.of(ratios));
  }

  private List<Load> find(String work, String candidate) {
    return loads.getOrDefault(work, Map.of()).getOrDefault(candidate, List.of());
  }
}
