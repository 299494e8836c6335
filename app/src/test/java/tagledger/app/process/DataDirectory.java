package tagledger.app.process;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import java.util.stream.Stream;
import org.springframework.util.FileSystemUtils;

/** A data directory for one test class. Closing ends whatever server is still on it. */
final class DataDirectory implements AutoCloseable {

  private static final Path UNPACKED = Path.of("target", "postgresql").toAbsolutePath();

  private final Path path;

  private DataDirectory(Path path) {
    this.path = path;
  }

  static DataDirectory create() {
    try {
      Path path = Files.createTempDirectory("tagledger-process");
      if (Files.isDirectory(UNPACKED)) {
        try (Stream<Path> homes = Files.list(UNPACKED)) {
          Optional<Path> home =
              homes
                  .filter(each -> each.getFileName().toString().matches("postgresql-[0-9.]+"))
                  .findAny();
          if (home.isPresent()) {
            Files.createSymbolicLink(path.resolve(home.get().getFileName()), home.get());
          }
        }
      }
      return new DataDirectory(path);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  Path path() {
    return path;
  }

  String argument() {
    return "--tagledger.data=" + path;
  }

  String password(String login) {
    try {
      return Files.readAllLines(path.resolve("pgpass"), UTF_8).stream()
          .map(line -> line.split(":", 5))
          .filter(line -> line[3].equals(login))
          .findFirst()
          .orElseThrow()[4];
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  Connection connect(int port, String login, String database) throws SQLException {
    return DriverManager.getConnection(
        "jdbc:postgresql://127.0.0.1:" + port + "/" + database, login, password(login));
  }

  /** The process that is named as the server, if it is alive. */
  Optional<ProcessHandle> postmaster() {
    try {
      String pid = Files.readAllLines(path.resolve("pgdata/postmaster.pid"), UTF_8).getFirst();
      return ProcessHandle.of(Long.parseLong(pid.strip()))
          .filter(ProcessHandle::isAlive)
          .filter(process -> process.info().command().orElse("").endsWith("postgres"));
    } catch (IOException | RuntimeException e) {
      return Optional.empty();
    }
  }

  /** {@code kill -9} of the server. */
  void killPostmaster() {
    postmaster().orElseThrow().destroyForcibly();
  }

  @Override
  public void close() {
    postmaster()
        .ifPresent(
            process -> {
              process.destroyForcibly();
              await().atMost(Duration.ofSeconds(20)).until(() -> !process.isAlive());
            });
    try {
      FileSystemUtils.deleteRecursively(path);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
