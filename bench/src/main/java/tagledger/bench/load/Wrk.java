package tagledger.bench.load;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import tagledger.bench.system.Program;

/**
 * Keeps connections busy with what a script of ours makes up, each request as soon as the one
 * before it is answered.
 */
public final class Wrk {

  /** What to do where it is missing. */
  public static final String INSTALL = "apt-get install wrk";

  private static final Pattern DONE = Pattern.compile("(\\d+) requests in ([\\d.]+)(us|ms|s|m|h),");
  private static final Pattern REFUSED = Pattern.compile("Non-2xx or 3xx responses: (\\d+)");
  private static final Pattern BROKEN =
      Pattern.compile("Socket errors: connect (\\d+), read (\\d+), write (\\d+), timeout (\\d+)");
  private static final Map<String, Double> UNITS =
      Map.of("us", 1e-6, "ms", 1e-3, "s", 1.0, "m", 60.0, "h", 3600.0);

  private final Path scripts;
  private final Path work;
  private final int connections;
  private final int threads;

  public Wrk(Path scripts, Path work, int connections, int threads) {
    this.scripts = scripts;
    this.work = work;
    this.connections = connections;
    this.threads = threads;
  }

  public static boolean isInstalled() {
    return Program.isOnPath("wrk");
  }

  /** With one connection, which waits for each answer. */
  public Wrk alone() {
    return new Wrk(scripts, work, 1, 1);
  }

  /** With no more connections than so many. */
  public Wrk atMost(int some) {
    return new Wrk(scripts, work, Math.min(some, connections), threads);
  }

  /** All was sent before the time was over, so that there is nothing to divide by. */
  public static final class RanOut extends RuntimeException {
    RanOut(int requests) {
      super("All of %,d requests were sent before the time was over".formatted(requests));
    }
  }

  /** For files. */
  public Path work() {
    return work;
  }

  public int connections() {
    return connections;
  }

  /** Posts each request once: a path and after a tab its body, where it has one. */
  public Load send(int port, int seconds, List<String> requests, Optional<String> preference)
      throws IOException, InterruptedException {
    Path file = Files.write(work.resolve("requests.txt"), requests);
    List<String> arguments = new ArrayList<>(List.of(file.toString(), String.valueOf(threads)));
    preference.ifPresent(arguments::add);
    Load load = run(port, seconds, "send.lua", arguments);
    if (load.done() >= requests.size() - connections * 2L) {
      throw new RanOut(requests.size());
    }
    return load;
  }

  public Load run(int port, int seconds, String script, List<String> arguments)
      throws IOException, InterruptedException {
    List<String> command =
        new ArrayList<>(
            List.of(
                "wrk",
                "--connections=" + connections,
                "--threads=" + threads,
                "--duration=" + seconds + "s",
                "--timeout=30s",
                "--script=" + scripts.resolve(script),
                "http://127.0.0.1:" + port,
                "--"));
    command.addAll(arguments);
    return load(Program.run(command, Map.of(), work.resolve("wrk.log")));
  }

  static Load load(String said) {
    Matcher done = DONE.matcher(said);
    if (!done.find()) {
      throw new IllegalStateException("wrk said: " + said);
    }
    return new Load(
        Long.parseLong(done.group(1)),
        Double.parseDouble(done.group(2)) * UNITS.getOrDefault(done.group(3), 1.0),
        sum(REFUSED.matcher(said)) + sum(BROKEN.matcher(said)));
  }

  private static long sum(Matcher matcher) {
    return matcher
        .results()
        .flatMap(
            found -> Stream.iterate(1, n -> n <= found.groupCount(), n -> n + 1).map(found::group))
        .mapToLong(Long::parseLong)
        .sum();
  }
}
