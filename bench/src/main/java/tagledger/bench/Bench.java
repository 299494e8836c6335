package tagledger.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tagledger.bench.large.Large;
import tagledger.bench.load.Floors;
import tagledger.bench.load.Pgbench;
import tagledger.bench.load.Wrk;
import tagledger.bench.rebuild.RebuildBench;
import tagledger.bench.report.Figures;
import tagledger.bench.report.Plot;
import tagledger.bench.report.RateTable;
import tagledger.bench.report.Results;
import tagledger.bench.system.Candidate;
import tagledger.bench.system.Cluster;
import tagledger.bench.system.ConstantServer;
import tagledger.bench.system.FlaskPeer;
import tagledger.bench.system.JavaPeer;
import tagledger.bench.system.Service;
import tagledger.bench.system.Started;
import tagledger.bench.work.Agreement;
import tagledger.bench.work.Catalogue;

/** Measures the service, its peers and its floors in one run, and writes what it found. */
public final class Bench {

  private static final Logger log = LoggerFactory.getLogger(Bench.class);

  private static final String WHAT_THEY_ARE =
      """

      wrk with %d connections, and 16 where whoever links a thousand pairs waits to read them; medians of \
      %d rounds of %d s (least–greatest), in each of which all did the same in turn, the others idle; a round \
      of %d s before them warmed up. × are medians of the rounds' ratios. %d stores of %,d items and 50 tags \
      are read, each item bearing five tags; as many others and a hot one are written to. Stores that are \
      linked in bulk with `respond-async`, as the service alone can be asked to, are others, and deleted \
      before anything else is measured. Rows were counted after each write: what was acknowledged is there.

      - **Tagledger** answers a write when it is on disk and the read model has it; with \
      `respond-async`, when it is on disk.
      - **Flask** is the first seed's design, its foreign keys indexed, under gunicorn with four sync \
      workers, which close each connection after one answer. Its bulk link is one transaction with \
      one multi-row INSERT.
      - **Envers** is Spring Data JPA on the same web server with virtual threads, Hikari, entity \
      graphs, JDBC batches of 50, pooled sequences and audit tables. Its bulk link is one transaction.
      - **Axon** is the same aggregate on the stock command bus with the JPA event store (events in \
      their rows as bytea), aggregates cached and with a snapshot every 10,000 events, and a \
      subscribing projection into the same tables, in the command's own transaction, so that its \
      answers show what was done. Its bulk link is one command and one event.
      - **floor**: pgbench, prepared, on a PostgreSQL with the same settings; and the same Tomcat, set up \
      as the service's, with an answer of the size of an item's.""";

  private final Plan plan;
  private final Wrk wrk;
  private final Results results = new Results();

  private Bench(Plan plan) {
    this.plan = plan;
    this.wrk =
        new Wrk(
            plan.home().resolve("src/main/wrk"), plan.work(), plan.connections(), plan.threads());
  }

  public static void main(String[] arguments) throws IOException, InterruptedException {
    Locale.setDefault(Locale.ROOT);
    Plan plan = Plan.ofSystemProperties();
    Files.createDirectories(plan.work());
    if (!Wrk.isInstalled()) {
      throw new IllegalStateException("wrk is not installed: " + Wrk.INSTALL);
    }
    new Bench(plan).run();
  }

  private interface Part {
    void measure() throws IOException, InterruptedException;
  }

  private void run() throws IOException, InterruptedException {
    if (plan.isSideBySide()) {
      keep(
          () -> {
            try (Started started = new Started()) {
              sideBySide(started);
            }
          });
    }
    if (plan.includes("large")) {
      keep(
          () ->
              new Large(
                      plan.jar(),
                      wrk,
                      plan.rounds(),
                      plan.seconds(),
                      plan.largeItems(),
                      plan.largeEvents(),
                      plan.optionsOfService())
                  .measure(results));
    }
    if (plan.includes("rebuild")) {
      RebuildBench.run(plan.jar(), plan.rounds(), plan.results(), plan.work());
    }
  }

  /** What was found is kept, whatever becomes of this part or of the next. */
  private void keep(Part part) throws IOException, InterruptedException {
    try {
      part.measure();
    } finally {
      Path file = results.write(plan.results());
      log.info("{}:\n{}", file, results.markdown());
    }
  }

  /** All side by side, small. */
  private void sideBySide(Started started) throws IOException, InterruptedException {
    Service service = started.add(Service.start(plan.jar(), plan.work(), plan.optionsOfService()));
    List<String> about = results.about(service.database(), plan.optionsOfService());
    List<Candidate> candidates = candidates(service, started);
    Agreement.verify(candidates);
    Floors floors = floors(service, started);
    List<Catalogue> catalogues = new ArrayList<>();
    for (Candidate candidate : candidates) {
      catalogues.add(Catalogue.fill(candidate, plan.stores(), plan.items()));
    }
    Figures figures = new Throughput(plan, wrk, floors, catalogues, results).measure();
    if (!figures.works().isEmpty()) {
      tell(figures, candidates.stream().map(Candidate::name).toList(), about);
    }
    if (plan.includes("latency")) {
      new FixedRates(plan, catalogues, figures, results).measure();
    }
    results.add(
        "Afterwards", List.of("`POST /fsck` compared " + service.fsck() + ": no difference"));
  }

  private void tell(Figures figures, List<String> names, List<String> about) {
    new RateBounds(figures).all().forEach(results::add);
    List<String> lines = new ArrayList<>(RateTable.of(figures, withFloor(names)));
    lines.add(
        WHAT_THEY_ARE.formatted(
            plan.connections(),
            plan.rounds(),
            plan.seconds(),
            plan.warmUp(),
            plan.stores(),
            plan.items()));
    results.add("At saturation", lines);
    results.plot(
        Plot.of(
            "Tagledger and its peers: requests a second",
            String.join("; ", about.subList(0, 2)),
            figures,
            withFloor(names)));
  }

  private static List<String> withFloor(List<String> names) {
    List<String> all = new ArrayList<>(names);
    all.add(Throughput.FLOOR);
    return all;
  }

  private List<Candidate> candidates(Service service, Started started)
      throws IOException, InterruptedException {
    List<Candidate> candidates = new ArrayList<>(List.of(service));
    if (plan.peers().contains("flask")) {
      if (FlaskPeer.isInstalled()) {
        candidates.add(
            started.add(
                FlaskPeer.start(
                    plan.home().resolve("peers/flask"),
                    Cluster.like(service, "flask", plan.work()),
                    plan.work())));
      } else {
        leftOut("Flask", FlaskPeer.INSTALL);
      }
    }
    if (plan.peers().contains("envers")) {
      candidates.add(started.add(peer("Envers", true, service)));
    }
    if (plan.peers().contains("axon")) {
      candidates.add(started.add(peer("Axon", false, service)));
    }
    return candidates;
  }

  private void leftOut(String what, String install) {
    log.warn("{} is left out: {}", what, install);
    results.note("%s was left out, for it is not installed (`%s`)".formatted(what, install));
  }

  private JavaPeer peer(String name, boolean history, Service service)
      throws IOException, InterruptedException {
    String module = name.toLowerCase(Locale.ROOT);
    return JavaPeer.start(
        name,
        history,
        plan.home().resolve("peers/" + module + "/target/" + module + ".jar"),
        Cluster.like(service, module, plan.work()),
        plan.work(),
        plan.javaOptions());
  }

  private Floors floors(Service service, Started started) throws IOException, InterruptedException {
    Cluster cluster = started.add(Cluster.like(service, "floors", plan.work()));
    Optional<Pgbench> pgbench = Pgbench.on(cluster.database(), plan.work());
    if (pgbench.isEmpty()) {
      leftOut("pgbench", Pgbench.INSTALL);
    }
    ConstantServer constant =
        ConstantServer.start(
            plan.home().resolve("peers/constant/target/constant.jar"),
            plan.work(),
            plan.javaOptions());
    return new Floors(pgbench, wrk, started.add(constant).port());
  }
}
