package tagledger.bench.rebuild;

import java.io.IOException;
import java.time.Duration;
import java.util.Objects;
import org.springframework.jdbc.core.JdbcTemplate;
import tagledger.bench.system.Client;
import tagledger.bench.system.Database;
import tagledger.bench.system.Database.Session;
import tagledger.bench.system.Waiting;
import tools.jackson.databind.JsonNode;

/** What the service does when it is asked to build a projection anew. */
final class Rebuild {

  private static final Duration PATIENCE = Duration.ofHours(1);

  private final String projection;
  private final Client client;
  private final Database database;
  private final Processors processors;
  private ProcessorTime processorTime = ProcessorTime.NONE;

  Rebuild(String projection, Client client, Database database, Processors processors) {
    this.projection = projection;
    this.client = client;
    this.database = database;
    this.processors = processors;
  }

  /** In all runs so far. */
  ProcessorTime processorTime() {
    return processorTime;
  }

  /** Answers how many seconds it took from the request until the new tables served. */
  double run() throws IOException, InterruptedException {
    database.checkpoint();
    int before = client.projection(projection).get("generation").asInt();
    Processors.Watch watch = processors.watch();
    long begun = System.nanoTime();
    client.post("/projections/" + projection + "/rebuild");
    Waiting.until(
        PATIENCE,
        () -> {
          watch.look();
          JsonNode now = client.projection(projection);
          refuseError(now);
          return now.get("generation").asInt() > before;
        });
    double seconds = (System.nanoTime() - begun) / 1e9;
    processorTime = processorTime.plus(watch.end());
    awaitDrop();
    return seconds;
  }

  private void awaitDrop() throws InterruptedException {
    try (Session session = database.open()) {
      JdbcTemplate jdbc = session.jdbc();
      Waiting.until(
          PATIENCE,
          () ->
              Objects.equals(
                  0L,
                  jdbc.queryForObject(
                      "SELECT count(*) FROM pg_namespace WHERE nspname ~ ('^' || ? || '_[0-9]+_')",
                      Long.class,
                      projection)));
    }
  }

  private static void refuseError(JsonNode projection) {
    JsonNode building = projection.get("building");
    if (building.isObject() && !building.get("last_error").isNull()) {
      throw new IllegalStateException("The rebuild does not go on: " + building);
    }
  }
}
