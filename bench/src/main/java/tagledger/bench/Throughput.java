package tagledger.bench;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tagledger.bench.load.Floors;
import tagledger.bench.load.Load;
import tagledger.bench.load.Wrk;
import tagledger.bench.report.Figures;
import tagledger.bench.report.Results;
import tagledger.bench.system.Candidate;
import tagledger.bench.work.Catalogue;
import tagledger.bench.work.Mix;
import tagledger.bench.work.Read;
import tagledger.bench.work.Work;
import tagledger.bench.work.Writes;

/** Has all candidates do the same in turn, round after round, each while the others are idle. */
final class Throughput {

  static final String FLOOR = "floor";

  private static final Logger log = LoggerFactory.getLogger(Throughput.class);

  private final Plan plan;
  private final Wrk wrk;
  private final Floors floors;
  private final List<Catalogue> catalogues;
  private final Results results;
  private final Figures figures = new Figures();

  Throughput(Plan plan, Wrk wrk, Floors floors, List<Catalogue> catalogues, Results results) {
    this.results = results;
    this.plan = plan;
    this.wrk = wrk;
    this.floors = floors;
    this.catalogues = catalogues;
  }

  /**
   * The round before the first is to warm up, and not counted: after seconds under load the JVMs
   * still compile, and are far from what they do after a minute.
   */
  Figures measure() throws IOException, InterruptedException {
    List<Work> works = works();
    for (int round = 0; !works.isEmpty() && round <= plan.rounds(); round++) {
      for (String floor : floors.names()) {
        add(round, floor, FLOOR, floors.run(floor, plan.seconds()));
      }
      for (Work work : works) {
        for (Catalogue catalogue : catalogues) {
          if (work.suits(catalogue.candidate())) {
            measure(round, work, catalogue);
          }
        }
      }
    }
    return figures;
  }

  private void measure(int round, Work work, Catalogue catalogue)
      throws IOException, InterruptedException {
    Candidate candidate = catalogue.candidate();
    try {
      Map<String, Load> loads = work.run(catalogue, wrk, seconds(round, work));
      loads.forEach((name, load) -> add(round, name, candidate.name(), load));
      if (candidate.isService() && loads.values().stream().anyMatch(load -> load.failed() > 0)) {
        throw new IllegalStateException("The service failed at " + loads);
      }
    } catch (IllegalStateException e) {
      failed(work, candidate, e);
    }
    candidate.settle();
    // What it has yet to write is not to be charged to the next.
    candidate.database().checkpoint();
  }

  private int seconds(int round, Work work) {
    return round == 0 && !work.isMuchAtOnce() ? plan.warmUp() : plan.seconds();
  }

  /** What a peer cannot do is told; what the service cannot do ends all. */
  private void failed(Work work, Candidate candidate, IllegalStateException e) {
    if (candidate.isService()) {
      throw e;
    }
    log.warn("{}, {}", work.name(), candidate.name(), e);
    results.note("%s failed at %s: %s".formatted(candidate.name(), work.name(), e.getMessage()));
  }

  private void add(int round, String work, String candidate, Load load) {
    log.info(
        "Round {}, {}, {}: {} a second{}",
        round == 0 ? "0 (to warm up)" : round,
        work,
        candidate,
        Math.round(load.perSecond()),
        load.failed() == 0 ? "" : ", " + load.failed() + " failed");
    if (round > 0) {
      figures.add(work, candidate, load);
    }
  }

  private List<Work> works() {
    List<Work> works = new ArrayList<>();
    if (plan.includes("writes")) {
      works.addAll(Writes.all());
    }
    if (plan.includes("reads")) {
      works.addAll(Read.all());
    }
    if (plan.includes("mix")) {
      works.add(new Mix());
    }
    return works;
  }
}
