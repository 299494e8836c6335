package tagledger.bench.large;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tagledger.bench.load.Load;
import tagledger.bench.load.Wrk;
import tagledger.bench.report.Bound;
import tagledger.bench.report.Figures;
import tagledger.bench.report.RateTable;
import tagledger.bench.report.Results;
import tagledger.bench.work.Catalogue;
import tagledger.bench.work.CreateItems;
import tagledger.bench.work.LinkPairs;
import tagledger.bench.work.Read;
import tagledger.bench.work.Work;

/** Has a small store and a large one do the same in turn. */
final class Growth {

  static final String SMALL = "small";
  static final String LARGE = "large";

  private static final Logger log = LoggerFactory.getLogger(Growth.class);
  private static final double SLOWER = 1.3;
  private static final List<Work> WRITES =
      List.of(new CreateItems(false, false), new LinkPairs(false, false));

  private final Figures figures = new Figures();
  private final Wrk wrk;
  private final int rounds;
  private final int seconds;

  Growth(Wrk wrk, int rounds, int seconds) {
    this.wrk = wrk;
    this.rounds = rounds;
    this.seconds = seconds;
  }

  void measure(Catalogue small, Catalogue large, Results results)
      throws IOException, InterruptedException {
    Map<String, Wrk> manners = new LinkedHashMap<>();
    manners.put("", wrk);
    manners.put(", one connection", wrk.alone());
    // Links make answers longer, in the small store more than in the large: so reads come first.
    for (List<Work> works : List.of(Read.alikeInAnyStore(), WRITES)) {
      for (int round = 0; round <= rounds; round++) {
        for (Work work : works) {
          for (Map.Entry<String, Wrk> manner : manners.entrySet()) {
            add(round, work, manner, SMALL, small);
            add(round, work, manner, LARGE, large);
          }
        }
      }
    }
    for (String work : figures.works()) {
      results.add(
          Bound.atMost(
              work + ": times as slow in the large store",
              SLOWER,
              figures.ratio(work, SMALL, work, LARGE)));
    }
    results.add("In a large store", RateTable.of(figures, List.of(LARGE, SMALL)));
  }

  private void add(
      int round, Work work, Map.Entry<String, Wrk> manner, String size, Catalogue catalogue)
      throws IOException, InterruptedException {
    Load load = requireNonNull(work.run(catalogue, manner.getValue(), seconds).get(work.name()));
    catalogue.candidate().settle();
    catalogue.candidate().database().checkpoint();
    String name = work.name() + manner.getKey();
    log.info("Round {}, {}, {}: {}", round, name, size, load);
    if (round > 0) {
      figures.add(name, size, load);
    }
  }
}
