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

  private void run() throws IOException, InterruptedException {
    try {
      if (plan.isSideBySide()) {
        try (Started started = new Started()) {
          sideBySide(started);
        }
      }
      if (plan.includes("large")) {
        new Large(
                plan.jar(),
                wrk,
                plan.rounds(),
                plan.seconds(),
                plan.largeItems(),
                plan.largeEvents(),
                plan.serviceOptions())
            .measure(results);
      }
      if (plan.includes("rebuild")) {
        RebuildBench.run();
      }
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
    new RateBounds(figures).all().forEach(results::add);
    List<String> names = candidates.stream().map(Candidate::name).toList();
    results.add("At saturation", RateTable.of(figures, withFloor(names)));
    results.plot(
        Plot.of(
            "Tagledger and its peers: requests a second",
            String.join("; ", about.subList(0, 2)),
            figures,
            withFloor(names)));
    results.add(
        "Afterwards", List.of("`POST /fsck` compared " + service.fsck() + ": no difference"));
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
