package tagledger.bench;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tagledger.bench.load.Flush;
import tagledger.bench.load.Gatling;
import tagledger.bench.load.Latency;
import tagledger.bench.report.Bound;
import tagledger.bench.report.Figures;
import tagledger.bench.report.LatencyTable;
import tagledger.bench.report.Results;
import tagledger.bench.report.Spread;
import tagledger.bench.system.Candidate;
import tagledger.bench.work.Catalogue;
import tagledger.bench.work.CreateItems;
import tagledger.bench.work.Range;
import tagledger.bench.work.Read;

/**
 * How long answers take below saturation: at a rate that every peer bears, and at one that the
 * service bears and they do not.
 */
final class FixedRates {

  private static final Logger log = LoggerFactory.getLogger(FixedRates.class);
  private static final String BODY = "{\"name\":\"fixed rate\",\"price\":9.99,\"store_id\":STORE}";
  private static final int WRITES = 200;
  private static final int READS = 400;
  private static final int FASTER = 5;
  private static final double FLUSHES = 5;
  private static final double READ_MILLISECONDS = 3;

  private final Plan plan;
  private final Gatling gatling;
  private final List<Catalogue> catalogues;
  private final Figures figures;
  private final Results results;
  private final LatencyTable table = new LatencyTable();
  private final List<Double> flushes = new ArrayList<>();

  /**
   * @param figures of the same run, from which it is known what saturates the service
   */
  FixedRates(Plan plan, List<Catalogue> catalogues, Figures figures, Results results) {
    this.figures = figures;
    this.plan = plan;
    this.gatling = new Gatling(plan.work());
    this.catalogues = catalogues;
    this.results = results;
  }

  void measure() throws IOException, InterruptedException {
    // What was written until now is cleared up by then, and not while it is measured.
    for (Catalogue catalogue : catalogues) {
      catalogue.candidate().database().execute("VACUUM ANALYZE");
    }
    for (Catalogue catalogue : catalogues) {
      flush();
      write(catalogue, WRITES);
      read(catalogue, "/item/", catalogue.anyItem(), READS);
      read(catalogue, "/tag/", catalogue.anyTag(), READS);
    }
    Catalogue service = catalogues.getFirst();
    flush();
    int writes = faster(WRITES, CreateItems.name(false, false));
    int reads = faster(READS, Read.ITEM.name());
    double write = write(service, writes).p99();
    double item = read(service, "/item/", service.anyItem(), reads).p99();
    double tag = read(service, "/tag/", service.anyTag(), reads).p99();
    double flush = Spread.of(flushes).median();
    results.add(
        Bound.atMost(
            "p99 of POST /item at %,d a second, × the disk's flush".formatted(writes),
            FLUSHES,
            Spread.one(write / flush)));
    results.add(
        Bound.atMost(
            "p99 of GET /item/{id} at %,d a second, ms".formatted(reads),
            READ_MILLISECONDS,
            Spread.one(item)));
    results.add(
        Bound.atMost(
            "p99 of GET /tag/{id} at %,d a second, ms".formatted(reads),
            READ_MILLISECONDS,
            Spread.one(tag)));
    results.add("At a fixed rate", table.lines());
  }

  /** Five times as fast, but not above half of what the service was found to do. */
  private int faster(int rate, String work) {
    int wanted = rate * FASTER;
    return figures
        .rate(work, catalogues.getFirst().candidate().name())
        .map(found -> (int) Math.min(wanted, found.median() / 2))
        .orElse(wanted);
  }

  private void flush() throws IOException {
    Latency flush = Flush.measure(plan.work());
    flushes.add(flush.median());
    table.add("one page on disk", "the disk's flush", 0, flush);
  }

  private Latency write(Catalogue catalogue, int rate) throws IOException, InterruptedException {
    Range stores = catalogue.anyWrittenStore();
    Candidate candidate = catalogue.candidate();
    candidate.database().checkpoint();
    Latency latency =
        gatling.write(candidate.port(), rate, seconds(), "/item", BODY, stores.from(), stores.to());
    add("POST /item", candidate, rate, latency);
    candidate.settle();
    return latency;
  }

  private Latency read(Catalogue catalogue, String path, Range ids, int rate)
      throws IOException, InterruptedException {
    Candidate candidate = catalogue.candidate();
    Latency latency = gatling.read(candidate.port(), rate, seconds(), path, ids.from(), ids.to());
    add("GET " + path + "{id}", candidate, rate, latency);
    return latency;
  }

  private void add(String work, Candidate candidate, int rate, Latency latency) {
    log.info("{} at {} a second, {}: {}", work, rate, candidate.name(), latency);
    table.add(work, candidate.name(), rate, latency);
  }

  /** A percentile needs more than a rate. */
  private int seconds() {
    return plan.seconds() * 2;
  }
}
