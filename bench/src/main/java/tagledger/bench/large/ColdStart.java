package tagledger.bench.large;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tagledger.bench.system.Client;
import tagledger.bench.system.Cluster;
import tagledger.bench.system.Program;
import tagledger.bench.system.Service;

/**
 * What it takes a service that knows nothing yet to answer from a filled database, and to decide
 * its first command.
 *
 * @param firstAnswer seconds from the start of its process
 * @param firstCommand seconds
 * @param heap bytes that the store takes: what lives after the command and did not before
 */
record ColdStart(double firstAnswer, double firstCommand, long heap) {

  private static final Pattern TOTAL = Pattern.compile("Total +\\d+ +(\\d+)");

  /** How it is started. */
  private interface Start {
    Service start() throws IOException, InterruptedException;
  }

  /** With the database of its own. */
  static ColdStart embedded(Path data, Path jar, List<String> javaOptions)
      throws IOException, InterruptedException {
    return measure(() -> Service.startOn(data, jar, javaOptions), data);
  }

  /** With the same database, which runs already. */
  static ColdStart external(Path data, Path jar, List<String> javaOptions)
      throws IOException, InterruptedException {
    try (Cluster cluster = Cluster.on(data)) {
      return measure(() -> Service.startBeside(cluster, data, jar, javaOptions), data);
    }
  }

  private static ColdStart measure(Start start, Path data)
      throws IOException, InterruptedException {
    long begun = System.nanoTime();
    try (Service service = start.start()) {
      double firstAnswer = (System.nanoTime() - begun) / 1e9;
      Client client = service.client();
      long before = heap(service, data);
      int item = client.get("/item?limit=1").get(0).get("id").asInt();
      long commanded = System.nanoTime();
      client.send("PUT", "/item/" + item, "{\"price\": %d.5}".formatted(begun % 10_000));
      double firstCommand = (System.nanoTime() - commanded) / 1e9;
      return new ColdStart(firstAnswer, firstCommand, heap(service, data) - before);
    }
  }

  private static long heap(Service service, Path data) throws IOException, InterruptedException {
    String said =
        Program.run(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "jcmd").toString(),
                String.valueOf(service.pid()),
                "GC.class_histogram"),
            Map.of(),
            data.resolveSibling("jcmd.log"));
    Matcher total = TOTAL.matcher(said);
    if (!total.find()) {
      throw new IllegalStateException("jcmd said: " + said);
    }
    return Long.parseLong(total.group(1));
  }
}
