package tagledger.bench.rebuild;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tagledger.bench.rebuild.peer.Peer;
import tagledger.bench.rebuild.peer.Variant;
import tagledger.bench.report.Circumstances;
import tagledger.bench.system.Client;
import tagledger.bench.system.Database;
import tagledger.bench.system.Items;
import tagledger.bench.system.Service;
import tagledger.bench.system.Waiting;

/**
 * Measures how fast the service builds its projections anew, in turn with the least that this could
 * cost and with what Axon Framework and JPA take for the same catalogue.
 */
public final class RebuildBench {

  private static final Logger log = LoggerFactory.getLogger(RebuildBench.class);
  private static final List<String> PROJECTIONS = List.of("catalogue", "history");
  private static final Duration PATIENCE = Duration.ofHours(1);

  private final Settings settings;
  private final Client client;
  private final Database database;
  private final Processors processors;
  private final List<Report.Line> lines = new ArrayList<>();
  private final Map<String, Rebuild> rebuilds = new LinkedHashMap<>();
  private long events;

  private RebuildBench(Settings settings, Service service) throws IOException {
    this.settings = settings;
    this.client = service.client();
    this.database = service.database();
    this.processors = new Processors(service.pid(), service.postmasterPid());
  }

  /** Writes what it finds into a file of its own. */
  public static void run(Path jar, int rounds, Path results, Path work)
      throws IOException, InterruptedException {
    System.setProperty("axoniq.update-checker.disabled", "true");
    Settings settings = Settings.of(jar, rounds, results, work);
    Circumstances circumstances = Circumstances.now();
    String report;
    try (Service service = Service.start(settings.jar(), settings.work(), List.of())) {
      RebuildBench bench = new RebuildBench(settings, service);
      bench.prepare();
      bench.measure();
      report = bench.report(circumstances);
    }
    Path file = Files.createDirectories(settings.results()).resolve("rebuild.md");
    Files.writeString(file, report);
    log.info("{}:\n{}", file, report);
  }

  private void prepare() throws IOException, InterruptedException {
    log.info("Importing {} items", settings.items());
    client.bringIn(client.createStore("Bench"), new Items(settings.items()));
    for (String projection : PROJECTIONS) {
      Waiting.until(PATIENCE, () -> client.projection(projection).get("lag_events").asLong() == 0);
      events = client.projection(projection).get("position").asLong();
    }
    PROJECTIONS.forEach(this::prepare);
    log.info("Giving the peer its events");
    Peer peer = Peer.fill(database, settings.peerEvents());
    Series floor = lines.getFirst().floor();
    for (Variant variant : Variant.values()) {
      lines.add(
          new Report.Line(
              new Series(variant.toString(), peer.events(), () -> peer.replay(variant)), floor));
    }
  }

  private void prepare(String projection) {
    Floor copy = new Floor(projection, database);
    Series floor =
        new Series(
            "floor: `INSERT … SELECT` of the %,d rows of `%s`".formatted(copy.rows(), projection),
            events,
            copy::run);
    Rebuild rebuild = new Rebuild(projection, client, database, processors);
    rebuilds.put(projection, rebuild);
    lines.add(
        new Report.Line(
            new Series("rebuild of `" + projection + "`", events, rebuild::run), floor));
    lines.add(new Report.Line(floor, floor));
  }

  private void measure() throws IOException, InterruptedException {
    for (int round = 1; round <= settings.rounds(); round++) {
      for (Report.Line line : lines) {
        log.info("Round {}, {}: {} s", round, line.series().name(), line.series().measure());
      }
    }
  }

  private String report(Circumstances circumstances) throws IOException, InterruptedException {
    List<String> notes = new ArrayList<>();
    notes.add(
        """
        Medians of %d rounds (least–greatest), in each of which everything was measured once, in \
        this order. A rebuild is timed from the request until the new tables serve. Its floor is \
        what PostgreSQL alone takes to copy the same rows into tables like them, with primary keys \
        and indexes. Axon's rows are an application of the framework's own event store, token \
        store and JPA, which replays the first events of the same log into the catalogue's \
        entities, with nothing of the service; their floor is the catalogue's."""
            .formatted(settings.rounds()));
    rebuilds.forEach(
        (projection, rebuild) ->
            notes.add(
                "What bounds the rebuild of `%s`: %s"
                    .formatted(
                        projection, rebuild.processorTime().of(events * settings.rounds()))));
    return Report.of(
        "Rebuilding the read model of %,d items".formatted(settings.items()),
        circumstances.describe(database, List.of()),
        lines,
        notes);
  }
}
