package tagledger.app.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
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
    run(
        ServiceProcess.JAR,
        List.of("-Djarmode=tools"),
        "extract",
        "--force",
        "--destination",
        PLACE.toString());
    try (DataDirectory data = DataDirectory.create()) {
      run(
          JAR,
          List.of("-XX:ArchiveClassesAtExit=" + ARCHIVE, "-Dspring.context.exit=onRefresh"),
          data.argument());
    }
    assertThat(ARCHIVE).isNotEmptyFile();
  }

  private Unpacked() {}

  /** What to tell Java. */
  static List<String> program() {
    return List.of("-XX:SharedArchiveFile=" + ARCHIVE, "-jar", JAR.toString());
  }

  private static void run(Path jar, List<String> options, String... arguments) {
    CommandProcess done = CommandProcess.run(jar, "", options, arguments);
    assertThat(done.exitCode()).as("%s\n%s", done.out(), done.err()).isZero();
  }
}
