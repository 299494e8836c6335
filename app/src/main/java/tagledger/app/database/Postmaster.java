package tagledger.app.database;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A cluster's running server process, found through the cluster's postmaster.pid. */
final class Postmaster {

  private static final String FILE = "postmaster.pid";
  private static final int STATUS_LINE = 7;

  private final ProcessHandle process;
  private final Path cluster;
  private final Path binaries;

  private Postmaster(ProcessHandle process, Path cluster, Path binaries) {
    this.process = process;
    this.cluster = cluster;
    this.binaries = binaries;
  }

  /** Empty where none runs, also where the pid has meanwhile gone to another process. */
  static Optional<Postmaster> of(Path cluster, Path binaries) {
    return pid(lines(cluster))
        .flatMap(ProcessHandle::of)
        .map(process -> new Postmaster(process, cluster, binaries))
        .filter(Postmaster::isAlive);
  }

  /**
   * Frees a cluster without a server from a postmaster.pid that would keep PostgreSQL from
   * starting: one whose pid is now another process's (or a dead one's that nobody reaps, as under a
   * container's first process), or one that was cut short by a power cut.
   */
  static void disown(Path cluster) throws IOException {
    List<String> lines = new ArrayList<>(lines(cluster));
    if (pid(lines).isEmpty()) {
      Files.deleteIfExists(cluster.resolve(FILE));
    } else if (pid(lines).flatMap(ProcessHandle::of).isPresent()) {
      // PostgreSQL takes the pid of its starter's parent, which we are, for a stale one. The other
      // lines must stay: by them it sees whether orphaned backends still use the shared memory.
      lines.set(0, Long.toString(ProcessHandle.current().pid()));
      AllOrNothing.privateFile(cluster.resolve(FILE), String.join("\n", lines) + "\n");
    }
  }

  long pid() {
    return process.pid();
  }

  /** A zombie has no executable any more, and a reused pid has another: neither is alive. */
  boolean isAlive() {
    return process.isAlive()
        && process.info().command().filter(c -> Path.of(c).startsWith(binaries)).isPresent();
  }

  /** Whether it has come so far as to accept connections. */
  boolean isReady() {
    List<String> lines = lines(cluster);
    return lines.size() > STATUS_LINE && lines.get(STATUS_LINE).startsWith("ready");
  }

  private static Optional<Long> pid(List<String> lines) {
    return lines.stream()
        .findFirst()
        .map(String::strip)
        .filter(line -> line.matches("[0-9]{1,10}"))
        .map(Long::valueOf);
  }

  private static List<String> lines(Path cluster) {
    try {
      return Files.readAllLines(cluster.resolve(FILE), UTF_8);
    } catch (NoSuchFileException e) {
      return List.of();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
