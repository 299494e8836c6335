package tagledger.bench.report;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.stream.Stream;
import tagledger.bench.system.Database;
import tagledger.bench.system.Database.Session;

/**
 * On what it was measured, and when.
 *
 * @param load how many processes ran or waited to run in the minute before
 */
public record Circumstances(Instant begun, double load) {

  private static final OperatingSystemMXBean SYSTEM =
      ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
  private static final String SETTINGS =
      """
      SELECT name || ' ' || current_setting(name) FROM pg_settings
      WHERE name IN ('data_checksums', 'fsync', 'full_page_writes', 'jit', 'max_wal_size',
                     'shared_buffers', 'synchronous_commit', 'wal_level', 'work_mem')
      ORDER BY name""";

  public static Circumstances now() {
    return new Circumstances(
        Instant.now().truncatedTo(ChronoUnit.MINUTES), SYSTEM.getSystemLoadAverage());
  }

  /**
   * @param javaOptions with which what is measured ran
   */
  public List<String> describe(Database database, List<String> javaOptions)
      throws IOException, InterruptedException {
    return List.of(
        "%s, commit %s".formatted(begun, commit()),
        "%s %s on %d cores (%s) and %d GiB of memory"
            .formatted(
                System.getProperty("os.name"),
                System.getProperty("os.version"),
                SYSTEM.getAvailableProcessors(),
                processor(),
                SYSTEM.getTotalMemorySize() >> 30),
        "load average before: %.2f%s"
            .formatted(
                load,
                load < 0.5
                    ? ""
                    : ": the machine was shared, and all is slower than it would be alone"),
        "Java %s (%s), %s"
            .formatted(
                System.getProperty("java.version"),
                System.getProperty("java.vm.name"),
                javaOptions.isEmpty() ? "without options" : String.join(" ", javaOptions)),
        postgresql(database));
  }

  private static String postgresql(Database database) {
    try (Session session = database.open()) {
      return "PostgreSQL %s: %s"
          .formatted(
              session.jdbc().queryForObject("SHOW server_version", String.class),
              String.join(", ", session.jdbc().queryForList(SETTINGS, String.class)));
    }
  }

  private static String processor() throws IOException {
    Path told = Path.of("/proc/cpuinfo");
    if (!Files.exists(told)) {
      return System.getProperty("os.arch");
    }
    try (Stream<String> lines = Files.lines(told)) {
      return lines
          .filter(line -> line.startsWith("model name"))
          .map(line -> line.substring(line.indexOf(':') + 1).strip())
          .findFirst()
          .orElse(System.getProperty("os.arch"));
    }
  }

  private static String commit() throws InterruptedException {
    try {
      Process git =
          new ProcessBuilder("git", "describe", "--always", "--dirty", "--abbrev=12").start();
      String answer = new String(git.getInputStream().readAllBytes(), UTF_8).strip();
      return git.waitFor() == 0 ? answer : "unknown";
    } catch (IOException noGit) {
      return "unknown";
    }
  }
}
