package tagledger.app.database;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.zonky.test.db.postgres.embedded.DefaultPostgresBinaryResolver;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** PostgreSQL's programs for this machine, unpacked into the data directory. */
final class PostgresBinaries {

  /** That of the binaries on the class path; a test holds the two together. */
  static final String VERSION = "18.6.0";

  static final String MAJOR_VERSION = VERSION.substring(0, VERSION.indexOf('.'));

  /** What a program answered. */
  record Answer(int exitCode, String text) {
    boolean isSuccess() {
      return exitCode == 0;
    }
  }

  private final DataDirectory directory;
  private final Path home;
  private final List<String> prefix;

  private PostgresBinaries(DataDirectory directory, Path home, List<String> prefix) {
    this.directory = directory;
    this.home = home;
    this.prefix = prefix;
  }

  /** Unpacks them the first time. */
  static PostgresBinaries in(DataDirectory directory) {
    List<String> prefix = Unprivileged.prefix();
    try {
      AllOrNothing.directory(directory.binaries(), PostgresBinaries::unpack);
      return new PostgresBinaries(directory, directory.binaries().toRealPath(), prefix);
    } catch (IOException e) {
      throw new DatabaseUnavailable(
          "PostgreSQL cannot be unpacked into " + directory.binaries() + ": " + e,
          "See that this user may write there and that 400 MB are free.",
          e);
    }
  }

  /** Where they lie, free of links: where the system says that a running one came from. */
  Path home() {
    return home;
  }

  /** Runs one of them to its end, or ends it when patience does. */
  Answer run(Duration patience, String program, List<String> arguments) {
    // Not a pipe: on Windows the server inherits it, and it would never be read to its end.
    Path output = directory.outputOf(program);
    List<String> command = new ArrayList<>(prefix);
    command.add(home.resolve("bin").resolve(program).toString());
    command.addAll(arguments);
    ProcessBuilder builder =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(output.toFile());
    builder.environment().put("LC_ALL", "C");
    builder.environment().remove("PGDATA");
    try {
      Process process = builder.start();
      process.getOutputStream().close();
      return new Answer(await(process, patience, program), Files.readString(output, UTF_8).strip());
    } catch (IOException e) {
      throw new DatabaseUnavailable(
          "PostgreSQL's " + program + " cannot be run: " + e,
          "Tagledger brings PostgreSQL for Linux (glibc), macOS and Windows; elsewhere set"
              + " spring.datasource.url to a PostgreSQL of your own.",
          e);
    }
  }

  private static int await(Process process, Duration patience, String program) {
    try {
      if (process.waitFor(patience.toMillis(), TimeUnit.MILLISECONDS)) {
        return process.exitValue();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    process.destroyForcibly();
    throw new DatabaseUnavailable(
        "PostgreSQL's " + program + " was given up before it ended.",
        "See whether the machine is short of memory or its disk is stuck.");
  }

  private static void unpack(Path target) throws IOException {
    try (InputStream txz =
        DefaultPostgresBinaryResolver.INSTANCE.getPgBinary(
            OperatingSystem.binariesName(), OperatingSystem.binariesProcessor())) {
      TxzArchive.unpack(txz, target);
    }
  }
}
