package tagledger.app.process;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The packaged program as the README has it start soon: unpacked, and with an archive of its
 * classes. It is made once in each run of the tests, by whoever starts a service first.
 */
final class Unpacked {

  private static final Path PLACE = Path.of("target", "unpacked").toAbsolutePath();
  private static final Path JAR = PLACE.resolve(ServiceProcess.JAR.getFileName());
  private static final Path ARCHIVE = PLACE.resolve("tagledger.jsa");

  static {
    java(
        "-Djarmode=tools",
        "-jar",
        ServiceProcess.JAR.toString(),
        "extract",
        "--force",
        "--destination",
        PLACE.toString());
    try (DataDirectory data = DataDirectory.create()) {
      java(
          ServiceProcess.COLLECTOR,
          "-XX:ArchiveClassesAtExit=" + ARCHIVE,
          "-Dspring.context.exit=onRefresh",
          "-jar",
          JAR.toString(),
          data.argument());
    }
    assertThat(ARCHIVE).isNotEmptyFile();
  }

  private Unpacked() {}

  /** What to tell Java. */
  static List<String> program() {
    return List.of("-XX:SharedArchiveFile=" + ARCHIVE, "-jar", JAR.toString());
  }

  private static void java(String... arguments) {
    List<String> command = new ArrayList<>();
    command.add(ServiceProcess.JAVA);
    command.addAll(List.of(arguments));
    try {
      Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
      String output = new String(process.getInputStream().readAllBytes(), UTF_8);
      assertThat(process.waitFor()).as("%s\n%s", command, output).isZero();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}
