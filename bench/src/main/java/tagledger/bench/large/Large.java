package tagledger.bench.large;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.ToDoubleFunction;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tagledger.bench.load.Wrk;
import tagledger.bench.report.Bound;
import tagledger.bench.report.Results;
import tagledger.bench.report.Spread;
import tagledger.bench.system.Service;
import tagledger.bench.system.Trained;

/** The whole of it, in little memory. */
public final class Large {

  private static final Logger log = LoggerFactory.getLogger(Large.class);
  private static final List<String> LITTLE_MEMORY = List.of("-Xmx512m");
  private static final int SMALL_ITEMS = 1_000;
  private static final int SMALL_EVENTS = 10_000;
  private static final double MEGABYTE = 1 << 20;

  private final Path jar;
  private final Wrk wrk;
  private final int rounds;
  private final int seconds;
  private final Filling small;
  private final Filling large;
  private final List<String> javaOptions;

  /**
   * @param options of Java, of which the last of a kind counts: the heap is little in any case
   */
  public Large(
      Path jar, Wrk wrk, int rounds, int seconds, int items, int events, List<String> options) {
    this.jar = jar;
    this.wrk = wrk;
    this.rounds = rounds;
    this.seconds = seconds;
    this.small = Filling.in(wrk.work(), SMALL_ITEMS, SMALL_EVENTS);
    this.large = Filling.in(wrk.work(), items, events);
    this.javaOptions = new ArrayList<>(options);
    this.javaOptions.addAll(LITTLE_MEMORY);
  }

  public void measure(Results results) throws IOException, InterruptedException {
    small.fill(jar, javaOptions);
    double seconds = large.fill(jar, javaOptions);
    starts(results);
    try (Service ofSmall = Service.startOn(small.data(), jar, javaOptions);
        Service ofLarge = Service.startOn(large.data(), jar, javaOptions)) {
      results.about(ofLarge.database(), javaOptions);
      new Growth(wrk, rounds, this.seconds)
          .measure(small.alike(ofSmall), large.alike(ofLarge), results);
      long begun = System.nanoTime();
      String compared = ofLarge.fsck().toString();
      results.add(
          "Of the large store",
          List.of(
              "The small one has %,d items in a log of %,d events; the large one has %,d with five tags each, in one of %,d, and was filled in %,.0f s through the import API. Both services ran with `%s`. `POST /fsck` of the large one took %,.0f s and found no difference: %s"
                  .formatted(
                      small.items(),
                      small.events(),
                      large.items(),
                      large.events(),
                      seconds,
                      String.join(" ", javaOptions),
                      (System.nanoTime() - begun) / 1e9,
                      compared)));
    }
  }

  private void starts(Results results) throws IOException, InterruptedException {
    List<ColdStart> embedded = new ArrayList<>();
    List<ColdStart> external = new ArrayList<>();
    List<ColdStart> plain = new ArrayList<>();
    Trained trained = Trained.of(jar, small.data(), wrk.work(), javaOptions);
    for (int round = 1; round <= rounds; round++) {
      plain.add(ColdStart.embedded(large.data(), jar, javaOptions));
      embedded.add(ColdStart.embedded(large.data(), trained.jar(), trained.javaOptions()));
      external.add(ColdStart.external(large.data(), trained.jar(), trained.javaOptions()));
      log.info("Cold: {}; beside a database: {}", embedded.getLast(), external.getLast());
    }
    bound(
        results,
        "start to first answer, with an AOT cache, s",
        6,
        embedded,
        ColdStart::firstAnswer);
    bound(results, "the same of the jar as it is, s", 6, plain, ColdStart::firstAnswer);
    bound(
        results,
        "start to first answer beside a running PostgreSQL, with an AOT cache, s",
        3,
        external,
        ColdStart::firstAnswer);
    bound(results, "a cold store's first command, s", 1, embedded, ColdStart::firstCommand);
    bound(results, "heap that it holds, MB", 64, embedded, start -> start.heap() / MEGABYTE);
  }

  private static void bound(
      Results results,
      String what,
      double asked,
      List<ColdStart> starts,
      ToDoubleFunction<ColdStart> figure) {
    results.add(
        Bound.atMost(
            what,
            asked,
            Optional.of(Spread.of(starts.stream().map(figure::applyAsDouble).toList()))));
  }
}
