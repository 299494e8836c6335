package tagledger.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.springframework.util.FileSystemUtils;

/**
 * The packaged service, in a process of its own, as {@code java -jar} starts it, on a new and empty
 * data directory. To be closed, which deletes the directory.
 */
final class Service implements AutoCloseable {

  private static final Pattern PORT = Pattern.compile("Tomcat started on port (\\d+)");
  private static final Pattern DATABASE_PORT =
      Pattern.compile("PostgreSQL \\S+ is up at 127\\.0\\.0\\.1:(\\d+)");
  private static final Duration START = Duration.ofMinutes(3);
  private static final Duration END = Duration.ofMinutes(1);

  private final Process process;
  private final Path data;
  private final Path log;

  private Service(Process process, Path data, Path log) {
    this.process = process;
    this.data = data;
    this.log = log;
  }

  /** Returns when it serves. */
  static Service start(Path jar, Path work) throws IOException, InterruptedException {
    Files.createDirectories(work);
    Path data = Files.createTempDirectory(work.toAbsolutePath(), "data-");
    Path log = work.resolve("service.log");
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-jar",
                jar.toString(),
                "--server.port=0",
                "--tagledger.data=" + data)
            .redirectErrorStream(true)
            .redirectOutput(log.toFile())
            .start();
    Service service = new Service(process, data, log);
    // Whoever breaks off a measurement does not want its service to stay.
    Runtime.getRuntime().addShutdownHook(new Thread(process::destroy));
    try {
      Waiting.until(START, () -> !process.isAlive() || PORT.matcher(service.log()).find());
      service.port();
      return service;
    } catch (RuntimeException | InterruptedException e) {
      service.close();
      throw e;
    }
  }

  int port() throws IOException {
    return logged(PORT);
  }

  Database database() throws IOException {
    return Database.of(data.resolve("pgpass"), logged(DATABASE_PORT));
  }

  long pid() {
    return process.pid();
  }

  /** Of the database server. */
  long postmasterPid() throws IOException {
    return Long.parseLong(Files.readAllLines(data.resolve("pgdata/postmaster.pid")).getFirst());
  }

  @Override
  public void close() throws IOException, InterruptedException {
    process.destroy();
    if (!process.waitFor(END.toSeconds(), TimeUnit.SECONDS)) {
      process.destroyForcibly().waitFor();
    }
    FileSystemUtils.deleteRecursively(data);
  }

  private int logged(Pattern pattern) throws IOException {
    Matcher matcher = pattern.matcher(log());
    if (!matcher.find()) {
      throw new IllegalStateException("The service does not tell its port; see " + log);
    }
    return Integer.parseInt(matcher.group(1));
  }

  private String log() throws IOException {
    return Files.readString(log);
  }
}
