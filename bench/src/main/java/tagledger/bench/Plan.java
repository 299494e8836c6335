package tagledger.bench;

import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * What is measured, how long and how often. All of it can be chosen by system properties.
 *
 * @param parts which of "writes", "reads", "mix", "latency", "large" and "rebuild"
 * @param peers which of "flask", "envers" and "axon"
 * @param rounds in each of which everything is measured once; one more comes before, to warm up
 * @param seconds that each measurement takes
 * @param warmUp seconds that each takes in the round before the first
 * @param stores that are read, and as many that are written to
 * @param items of each of them
 * @param largeItems of the large store
 * @param largeEvents of its log
 * @param jar the packaged service
 * @param javaOptions for the service and for all peers in Java
 * @param serviceOptions for the service alone
 * @param home the directory of this module
 * @param results the directory of what is kept
 * @param work the directory of what is not
 */
record Plan(
    Set<String> parts,
    Set<String> peers,
    int rounds,
    int seconds,
    int warmUp,
    int connections,
    int threads,
    int stores,
    int items,
    int largeItems,
    int largeEvents,
    Path jar,
    List<String> javaOptions,
    List<String> serviceOptions,
    Path home,
    Path results,
    Path work) {

  static final Set<String> PARTS = Set.of("writes", "reads", "mix", "latency", "large", "rebuild");
  static final Set<String> PEERS = Set.of("flask", "envers", "axon");

  static Plan ofSystemProperties() {
    Path home = Path.of(System.getProperty("bench.home", "bench"));
    Path work = Path.of(System.getProperty("bench.work", "bench/target/bench"));
    return new Plan(
        chosen("bench.parts", PARTS),
        chosen("bench.peers", PEERS),
        Integer.getInteger("bench.rounds", 3),
        Integer.getInteger("bench.seconds", 5),
        Integer.getInteger("bench.warm-up", 10),
        Integer.getInteger("bench.connections", 64),
        Integer.getInteger("bench.threads", 2),
        Integer.getInteger("bench.stores", 10),
        Integer.getInteger("bench.items", 1_000),
        Integer.getInteger("bench.large-items", 1_000_000),
        Integer.getInteger("bench.large-events", 10_000_000),
        Path.of(System.getProperty("bench.jar", "app/target/tagledger.jar")),
        words("bench.java-options", "-Xmx1g"),
        words("bench.service-options", ""),
        home,
        results(home, work),
        work);
  }

  /** Only what was measured as a whole is kept. */
  private static Path results(Path home, Path work) {
    String chosen = System.getProperty("bench.results", "");
    if (!chosen.isEmpty()) {
      return Path.of(chosen);
    }
    boolean whole =
        chosen("bench.parts", PARTS).equals(PARTS) && chosen("bench.peers", PEERS).equals(PEERS);
    return (whole ? home : work).resolve("results");
  }

  /** Whether anything is asked for that the peers do too. */
  boolean isSideBySide() {
    return parts.stream().anyMatch(Set.of("writes", "reads", "mix", "latency")::contains);
  }

  boolean includes(String part) {
    return parts.contains(part);
  }

  List<String> optionsOfService() {
    return Stream.concat(javaOptions.stream(), serviceOptions.stream()).toList();
  }

  private static Set<String> chosen(String property, Set<String> all) {
    String value = System.getProperty(property, "all");
    if (value.equals("all")) {
      return all;
    }
    Set<String> chosen = new TreeSet<>(List.of(value.split(",")));
    chosen.remove("none");
    if (!all.containsAll(chosen)) {
      throw new IllegalArgumentException(
          "%s=%s: choose of %s, or all, or none".formatted(property, value, new TreeSet<>(all)));
    }
    return chosen;
  }

  private static List<String> words(String property, String otherwise) {
    return Stream.of(System.getProperty(property, otherwise).split(" +"))
        .filter(word -> !word.isEmpty())
        .toList();
  }
}
