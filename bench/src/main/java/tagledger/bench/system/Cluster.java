package tagledger.bench.system;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.springframework.dao.DataAccessException;
import org.springframework.util.FileSystemUtils;
import tagledger.bench.system.Database.Session;

/**
 * A PostgreSQL with the programs and the settings of the service's own. To be closed, which deletes
 * its files.
 */
public final class Cluster implements AutoCloseable {

  private static final Duration START = Duration.ofMinutes(1);
  private static final Pattern SETTING = Pattern.compile("\"-c\" \"(?!port=)([^\"]*)\"");
  private static final String PASSWORD = "bench";

  private final Program server;
  private final Path directory;
  private final boolean kept;
  private final Database database;

  private Cluster(Program server, Path directory, boolean kept, Database database) {
    this.server = server;
    this.directory = directory;
    this.kept = kept;
    this.database = database;
  }

  /** A new one, with an empty database of that name. */
  public static Cluster like(Service service, String name, Path work)
      throws IOException, InterruptedException {
    Path directory = Files.createTempDirectory(work.toAbsolutePath(), "postgres-" + name + "-");
    Path files = directory.resolve("pgdata");
    Path password = Files.writeString(directory.resolve("password"), PASSWORD);
    Path home = home(service.data());
    List<String> initdb =
        program(
            home,
            "initdb",
            "--pgdata=" + files,
            "--username=postgres",
            "--pwfile=" + password,
            "--auth=scram-sha-256",
            "--encoding=UTF8",
            "--locale=C",
            "--locale-provider=builtin",
            "--builtin-locale=C.UTF-8",
            "--data-checksums");
    Program.run(initdb, Map.of("LC_ALL", "C"), directory.resolve("initdb.log"));
    Files.copy(
        service.data().resolve("pgdata/postgresql.conf"),
        files.resolve("postgresql.conf"),
        StandardCopyOption.REPLACE_EXISTING);
    Cluster cluster =
        start(home, files, settings(service.data()), directory, false, PASSWORD, "postgres");
    cluster.database.create(name);
    Database database = cluster.database;
    return new Cluster(
        cluster.server,
        directory,
        false,
        new Database(database.port(), database.user(), database.password(), name));
  }

  /** The service's own, while the service does not run. Its files stay. */
  public static Cluster on(Path data) throws IOException, InterruptedException {
    return start(
        home(data),
        data.resolve("pgdata"),
        settings(data),
        data,
        true,
        Database.password(data.resolve("pgpass"), "postgres"),
        "tagledger");
  }

  private static Cluster start(
      Path home,
      Path files,
      List<String> settings,
      Path directory,
      boolean kept,
      String password,
      String name)
      throws IOException, InterruptedException {
    int port = Program.freePort();
    List<String> command = program(home, "postgres", "-D", files.toString(), "-c", "port=" + port);
    settings.forEach(setting -> command.addAll(List.of("-c", setting)));
    Program server =
        Program.start(
            command,
            Map.of("LC_ALL", "C"),
            directory.resolveSibling(directory.getFileName() + ".log"));
    Database database = new Database(port, "postgres", password, name);
    try {
      server.await(START, () -> answers(database));
    } catch (RuntimeException | InterruptedException e) {
      server.close();
      throw e;
    }
    return new Cluster(server, directory, kept, database);
  }

  public Database database() {
    return database;
  }

  @Override
  public void close() throws IOException, InterruptedException {
    server.close();
    if (!kept) {
      FileSystemUtils.deleteRecursively(directory);
    }
  }

  private static boolean answers(Database database) {
    try (Session session = database.open()) {
      session.jdbc().queryForObject("SELECT 1", Integer.class);
      return true;
    } catch (DataAccessException notYet) {
      return false;
    }
  }

  /** Those of the command line, which hold whatever the file says. */
  private static List<String> settings(Path data) throws IOException {
    String options = Files.readString(data.resolve("pgdata/postmaster.opts"));
    return SETTING.matcher(options).results().map(found -> found.group(1)).toList();
  }

  private static Path home(Path data) throws IOException {
    try (Stream<Path> files = Files.list(data)) {
      return files
          .filter(file -> file.getFileName().toString().startsWith("postgresql-"))
          .findAny()
          .orElseThrow(() -> new IllegalStateException("No PostgreSQL in " + data));
    }
  }

  /**
   * PostgreSQL refuses to be root, who therefore steps into a user namespace, as the service does.
   */
  private static List<String> program(Path home, String name, String... arguments) {
    List<String> command = new ArrayList<>();
    if (System.getProperty("user.name").equals("root")) {
      command.addAll(List.of("unshare", "-U"));
    }
    command.add(home.resolve("bin").resolve(name).toString());
    command.addAll(List.of(arguments));
    return command;
  }
}
