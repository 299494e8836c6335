package tagledger.app.process;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The packaged service in a process of its own. Whatever a test does with it, closing ends it. */
final class ServiceProcess implements AutoCloseable {

  static final Path JAR = Path.of(System.getProperty("tagledger.jar", "target/tagledger.jar"));
  static final String JAVA = Path.of(System.getProperty("java.home"), "bin", "java").toString();
  static final String COLLECTOR = "-XX:+UseSerialGC";
  private static final Path LOGS = Path.of("target", "process-logs");
  private static final Pattern PORT = Pattern.compile("Tomcat started on port (\\d+)");
  private static final Pattern DATABASE_PORT =
      Pattern.compile("PostgreSQL \\S+ is up at 127\\.0\\.0\\.1:(\\d+)");
  private static final Duration START = Duration.ofSeconds(90);
  private static final Duration END = Duration.ofSeconds(30);

  private final Process process;
  private final Path log;

  private ServiceProcess(Process process, Path log) {
    this.process = process;
    this.log = log;
  }

  /** Returns when it serves. */
  static ServiceProcess start(String... arguments) {
    return startWith(List.of(), arguments);
  }

  /** The same with options for its Java, which count before the usual ones. */
  static ServiceProcess startWith(List<String> options, String... arguments) {
    return ready(launch(options, Unpacked.program(), arguments));
  }

  /** The same of the jar as it is. */
  static ServiceProcess startPacked(String... arguments) {
    return ready(launch(List.of(), List.of("-jar", JAR.toString()), arguments));
  }

  private static ServiceProcess ready(ServiceProcess service) {
    try {
      service.awaitReady();
      return service;
    } catch (Throwable e) {
      service.close();
      throw e;
    }
  }

  /** Returns at once. */
  static ServiceProcess launch(String... arguments) {
    return launch(List.of(), Unpacked.program(), arguments);
  }

  private static ServiceProcess launch(
      List<String> options, List<String> program, String... arguments) {
    List<String> command = new ArrayList<>();
    command.addAll(
        List.of(
            JAVA, "-Xmx384m", COLLECTOR, "-XX:TieredStopAtLevel=1", "-XX:+ExitOnOutOfMemoryError"));
    command.addAll(options);
    command.addAll(program);
    command.add("--server.port=0");
    command.addAll(List.of(arguments));
    try {
      Files.createDirectories(LOGS);
      Path log = Files.createTempFile(LOGS, "service-", ".log");
      Process process =
          new ProcessBuilder(command)
              .redirectErrorStream(true)
              .redirectOutput(log.toFile())
              .start();
      return new ServiceProcess(process, log);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  Client client() {
    return new Client(port());
  }

  int port() {
    return Integer.parseInt(logged(PORT).group(1));
  }

  /** Of the embedded database. */
  int databasePort() {
    return Integer.parseInt(logged(DATABASE_PORT).group(1));
  }

  long pid() {
    return process.pid();
  }

  boolean isAlive() {
    return process.isAlive();
  }

  String log() {
    try {
      return Files.readString(log, UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Returns when the log tells this. */
  void awaitLog(String text) {
    await().atMost(END).pollInterval(Duration.ofMillis(20)).until(() -> log().contains(text));
  }

  /** {@code kill -9}: no hook runs. */
  void kill() {
    process.destroyForcibly().onExit().join();
  }

  /** SIGTERM. */
  void terminate() {
    process.destroy();
  }

  /** SIGSTOP: the process stands still, and nobody is told. */
  void freeze() {
    signal(pid(), "STOP");
  }

  void thaw() {
    signal(pid(), "CONT");
  }

  /** Answers the exit code. */
  int awaitEnd() {
    try {
      assertThat(process.waitFor(END.toSeconds(), TimeUnit.SECONDS))
          .as("the service ends within %s\n%s", END, lastLines())
          .isTrue();
      return process.exitValue();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() {
    if (process.isAlive()) {
      thaw();
      terminate();
    }
    try {
      if (!process.waitFor(END.toSeconds(), TimeUnit.SECONDS)) {
        kill();
      }
    } catch (InterruptedException e) {
      kill();
      Thread.currentThread().interrupt();
    }
  }

  String lastLines() {
    List<String> lines = log().lines().toList();
    return String.join("\n", lines.subList(Math.max(0, lines.size() - 60), lines.size()));
  }

  private void awaitReady() {
    await()
        .atMost(START)
        .pollInterval(Duration.ofMillis(50))
        .until(() -> PORT.matcher(log()).find() || !process.isAlive());
    assertThat(process.isAlive()).as("the service runs\n%s", lastLines()).isTrue();
  }

  private Matcher logged(Pattern pattern) {
    Matcher matcher = pattern.matcher(log());
    assertThat(matcher.find()).as("%s in the log", pattern).isTrue();
    return matcher;
  }

  static void signal(long pid, String name) {
    try {
      new ProcessBuilder("kill", "-" + name, Long.toString(pid)).start().waitFor();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
