package tagledger.app.process;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** The packaged program as a command, in a process of its own, as a script runs it. */
record CommandProcess(int exitCode, String out, String err) {

  private static final int SECONDS = 120;

  /**
   * @param url of the service, which the command finds in its environment
   * @param options of Java
   */
  static CommandProcess run(String url, List<String> options, String... arguments) {
    return run(ServiceProcess.JAR, url, options, arguments);
  }

  /** The same of another jar than the one that was packaged. */
  static CommandProcess run(Path jar, String url, List<String> options, String... arguments) {
    List<String> command = new ArrayList<>();
    command.add(ServiceProcess.JAVA);
    command.addAll(options);
    command.addAll(List.of(ServiceProcess.COLLECTOR, "-XX:TieredStopAtLevel=1"));
    command.addAll(List.of("-jar", jar.toString()));
    command.addAll(List.of(arguments));
    try {
      Path out = Files.createTempFile("tagledger", ".out");
      Path err = Files.createTempFile("tagledger", ".err");
      ProcessBuilder builder =
          new ProcessBuilder(command).redirectOutput(out.toFile()).redirectError(err.toFile());
      builder.environment().put("TAGLEDGER_URL", url);
      Process process = builder.start();
      process.getOutputStream().close();
      try {
        assertThat(process.waitFor(SECONDS, TimeUnit.SECONDS)).as("%s ends", command).isTrue();
        return new CommandProcess(
            process.exitValue(), Files.readString(out, UTF_8), Files.readString(err, UTF_8));
      } finally {
        process.destroyForcibly();
        Files.delete(out);
        Files.delete(err);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}
