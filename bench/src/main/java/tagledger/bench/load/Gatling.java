package tagledger.bench.load;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tagledger.bench.system.Program;

/** Has {@link FixedRate} run, and tells what it found. */
public final class Gatling {

  private static final int WARM_UP = 10;

  /**
   * On two cores the driver would be in its own way: what the JVM compiles and collects for it
   * would be most of the slowest answers of a service that is warm.
   */
  private static final List<String> QUIET =
      List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Xmx512m");

  private final Path work;

  public Gatling(Path work) {
    this.work = work;
  }

  /** Reads: the path is followed by a number of the range. */
  public Latency read(int port, double rate, int seconds, String path, int from, int to)
      throws IOException, InterruptedException {
    return run(port, rate, seconds, path, null, from, to);
  }

  /** Writes: STORE in the body is replaced by a number of the range. */
  public Latency write(
      int port, double rate, int seconds, String path, String body, int from, int to)
      throws IOException, InterruptedException {
    return run(port, rate, seconds, path, body, from, to);
  }

  private Latency run(
      int port, double rate, int seconds, String path, @Nullable String body, int from, int to)
      throws IOException, InterruptedException {
    Path result = work.resolve("latency.txt");
    Files.deleteIfExists(result);
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(QUIET);
    command.add("--add-opens=java.base/java.lang=ALL-UNNAMED");
    command.addAll(List.of("-Dload.url=http://127.0.0.1:" + port, "-Dload.path=" + path));
    command.addAll(List.of("-Dload.rate=" + rate, "-Dload.seconds=" + seconds));
    command.addAll(List.of("-Dload.from=" + from, "-Dload.to=" + to));
    command.addAll(List.of("-Dload.warm-up=" + WARM_UP, "-Dload.result=" + result));
    if (body != null) {
      command.add("-Dload.body=" + body);
    }
    command.addAll(List.of("-classpath", System.getProperty("java.class.path")));
    command.addAll(List.of("io.gatling.app.Gatling", "--no-reports"));
    command.addAll(List.of("--simulation", FixedRate.class.getName()));
    command.addAll(List.of("--results-folder", work.resolve("gatling").toString()));
    Program.run(command, Map.of(), work.resolve("gatling.log"));
    String[] figures = Files.readString(result).split(" ");
    return new Latency(
        Long.parseLong(figures[0]),
        Double.parseDouble(figures[1]),
        Double.parseDouble(figures[2]),
        Double.parseDouble(figures[3]),
        Double.parseDouble(figures[4]),
        Long.parseLong(figures[5]));
  }
}
