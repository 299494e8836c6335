package tagledger.bench.rebuild;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.LongStream;

/** Tells who uses the machine's processors, where the system is a Linux. */
final class Processors {

  /** In which the system counts; so it is on every Linux that Java runs on. */
  private static final double TICKS_PER_SECOND = 100;

  private static final Path PROC = Path.of("/proc");
  private static final String READER = "replay";
  private static final String WRITER = "build-";

  private final long service;
  private final long postmaster;

  /**
   * @param service the service's process
   * @param postmaster its database server's
   */
  Processors(long service, long postmaster) {
    this.service = service;
    this.postmaster = postmaster;
  }

  /** Begins to watch. To be looked through now and then: who has ended is not seen any more. */
  Watch watch() throws IOException {
    return new Watch();
  }

  /** How many ticks each had used when it was last seen. */
  final class Watch {
    private final long begun = System.nanoTime();
    private final Map<String, Long> first = new HashMap<>();
    private final Map<String, Long> last = new HashMap<>();

    private Watch() throws IOException {
      look();
      first.putAll(last);
    }

    void look() throws IOException {
      if (!Files.exists(PROC.resolve("stat"))) {
        return;
      }
      last.put("machine", machine());
      last.put("service", process(PROC.resolve("" + service)));
      last.put("bench", process(PROC.resolve("self")));
      try (var threads = Files.list(PROC.resolve(service + "/task"))) {
        for (Path thread : threads.toList()) {
          String name = read(thread.resolve("comm")).strip();
          if (name.equals(READER) || name.startsWith(WRITER)) {
            last.put(name + " " + thread.getFileName(), process(thread));
          }
        }
      }
      for (String pid :
          read(PROC.resolve(postmaster + "/task/" + postmaster + "/children")).split(" ")) {
        Path process = PROC.resolve(pid.strip());
        String line = read(process.resolve("cmdline"));
        if (!line.isEmpty()) {
          String kind = line.contains("127.0.0.1(") ? "backend " : "postgres ";
          last.put(kind + pid, process(process));
        }
      }
    }

    ProcessorTime end() throws IOException {
      look();
      double seconds = (System.nanoTime() - begun) / 1e9;
      Map<String, Double> used = new LinkedHashMap<>();
      if (last.isEmpty()) {
        return new ProcessorTime(seconds, used);
      }
      double reader = sum(used(READER));
      double writer = sum(used(WRITER));
      double busiest = used("backend").stream().mapToDouble(it -> it).max().orElse(0);
      double backends = sum(used("backend"));
      double postgres = sum(used("postgres"));
      double all = sum(used("service"));
      used.put("the service's thread that reads the log", reader);
      used.put("the one that writes", writer);
      used.put("the rest of it", all - reader - writer);
      used.put("PostgreSQL's busiest session", busiest);
      used.put("its other sessions", backends - busiest);
      used.put("its own processes", postgres);
      used.put(
          "others on the machine", Math.max(0, sum(used("machine")) - all - backends - postgres));
      return new ProcessorTime(seconds, used);
    }

    private Collection<Double> used(String prefix) {
      return last.entrySet().stream()
          .filter(each -> each.getKey().startsWith(prefix))
          .map(each -> (each.getValue() - first.getOrDefault(each.getKey(), 0L)) / TICKS_PER_SECOND)
          .toList();
    }
  }

  private static double sum(Collection<Double> seconds) {
    return seconds.stream().mapToDouble(Double::doubleValue).sum();
  }

  /** All that was not idle, also what a host above this machine gave to others. */
  private static long machine() throws IOException {
    String[] fields = read(PROC.resolve("stat")).lines().findFirst().orElse("").split(" +");
    return LongStream.of(1, 2, 3, 6, 7, 8).map(i -> Long.parseLong(fields[(int) i])).sum();
  }

  /** Of a process or a thread, in the system's and in its own code. */
  private static long process(Path process) throws IOException {
    String stat = read(process.resolve("stat"));
    String[] fields = stat.substring(stat.lastIndexOf(')') + 1).strip().split(" ");
    return fields.length < 13 ? 0 : Long.parseLong(fields[11]) + Long.parseLong(fields[12]);
  }

  /** Empty where it has ended. */
  private static String read(Path file) throws IOException {
    try {
      return Files.readString(file);
    } catch (NoSuchFileException ended) {
      return "";
    }
  }
}
