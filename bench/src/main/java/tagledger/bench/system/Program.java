package tagledger.bench.system;

import java.io.File;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** A process that goes on until it is closed, and writes all that it says into a file. */
public final class Program implements AutoCloseable {

  private static final Duration LOOK = Duration.ofMillis(10);
  private static final Duration END = Duration.ofMinutes(1);

  private final Process process;
  private final Path log;

  private Program(Process process, Path log) {
    this.process = process;
    this.log = log;
  }

  static Program start(List<String> command, Map<String, String> environment, Path log)
      throws IOException {
    Files.createDirectories(log.toAbsolutePath().getParent());
    ProcessBuilder builder =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile());
    builder.environment().putAll(environment);
    Process process = builder.start();
    // Whoever breaks off a measurement does not want what was measured to stay.
    Runtime.getRuntime().addShutdownHook(new Thread(process::destroy));
    return new Program(process, log);
  }

  /** Runs a program to its end and answers what it said. */
  public static String run(List<String> command, Map<String, String> environment, Path log)
      throws IOException, InterruptedException {
    try (Program program = start(command, environment, log)) {
      int code = program.process.waitFor();
      String said = program.said();
      if (code != 0) {
        throw new IllegalStateException(
            "%s ended with %d and said: %s".formatted(String.join(" ", command), code, said));
      }
      return said;
    }
  }

  /** Where the programs of the path are. */
  public static List<Path> path() {
    return Stream.of(System.getenv("PATH").split(File.pathSeparator)).map(Path::of).toList();
  }

  public static boolean isOnPath(String program) {
    return path().stream().anyMatch(place -> Files.isExecutable(place.resolve(program)));
  }

  static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }

  /** Returns when it holds. It is asked often: how long a start takes is measured so. */
  void await(Duration patience, Waiting.Condition condition) throws InterruptedException {
    try {
      Waiting.until(patience, LOOK, () -> !process.isAlive() || condition.holds());
    } catch (IllegalStateException late) {
      throw new IllegalStateException(late.getMessage() + "; see " + log, late);
    }
    if (!process.isAlive()) {
      throw new IllegalStateException("It ended with " + process.exitValue() + "; see " + log);
    }
  }

  long pid() {
    return process.pid();
  }

  String said() throws IOException {
    return Files.readString(log);
  }

  @Override
  public void close() throws InterruptedException {
    process.destroy();
    if (!process.waitFor(END.toSeconds(), TimeUnit.SECONDS)) {
      process.destroyForcibly().waitFor();
    }
  }
}
