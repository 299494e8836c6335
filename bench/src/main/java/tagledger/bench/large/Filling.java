package tagledger.bench.large;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tagledger.bench.system.Client;
import tagledger.bench.system.Database.Session;
import tagledger.bench.system.Service;
import tagledger.bench.work.Catalogue;
import tagledger.bench.work.FilledStore;

/**
 * A data directory with one store of so many items, and a log of so many events. It takes minutes
 * to fill, and is kept for the next run.
 */
record Filling(Path data, int items, int events) {

  private static final Logger log = LoggerFactory.getLogger(Filling.class);

  static Filling in(Path work, int items, int events) {
    return new Filling(work.resolve("filled-%d-%d".formatted(items, events)), items, events);
  }

  /** Does nothing where it is there. Answers how many seconds it took. */
  double fill(Path jar, List<String> javaOptions) throws IOException, InterruptedException {
    Path done = data.resolveSibling(data.getFileName() + ".done");
    if (Files.exists(done)) {
      return Double.parseDouble(Files.readString(done));
    }
    if (Files.exists(data)) {
      throw new IllegalStateException(data + " was not filled to its end: delete it");
    }
    Files.createDirectories(data);
    long begun = System.nanoTime();
    try (Service service = Service.startOn(data, jar, javaOptions)) {
      Client client = service.client();
      int store = client.createStore("Large");
      for (int pass = 0; pass == 0 || position(client) < events; pass++) {
        client.bringIn(store, new Rows(items, pass));
        log.info("{} items, {} events", items, position(client));
      }
      service.settle();
      service.database().execute("VACUUM ANALYZE");
    }
    double seconds = (System.nanoTime() - begun) / 1e9;
    Files.writeString(done, Double.toString(seconds));
    return seconds;
  }

  /** What in it is of the same size, however large it is. */
  Catalogue alike(Service service) {
    String items = "SELECT id FROM %s ORDER BY id LIMIT %d";
    String tags = "SELECT id FROM %s WHERE name LIKE '%s%%' ORDER BY id";
    return Catalogue.of(
        service,
        new FilledStore(
            ids(service, "SELECT id FROM " + service.table("stores")).getFirst(),
            ids(service, items.formatted(service.table("items"), Rows.ALIKE)),
            ids(service, tags.formatted(service.table("tags"), Rows.SMALL))));
  }

  private static List<Integer> ids(Service service, String sql) {
    try (Session session = service.database().open()) {
      return session.jdbc().query(sql, (row, n) -> row.getInt(1));
    }
  }

  private static long position(Client client) throws IOException, InterruptedException {
    return client.projection("catalogue").get("position").asLong();
  }
}
