package tagledger.bench.system;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.springframework.util.FileSystemUtils;
import tagledger.bench.system.Database.Session;
import tools.jackson.databind.JsonNode;

/** The packaged service, in a process of its own, as {@code java -jar} starts it. To be closed. */
public final class Service implements Candidate {

  private static final Pattern DATABASE_PORT =
      Pattern.compile("PostgreSQL \\S+ is up at 127\\.0\\.0\\.1:(\\d+)");
  private static final String APPLICATION = "tagledger";
  private static final String OWNER = "tagledger_owner";
  private static final Duration START = Duration.ofMinutes(10);
  private static final Duration PATIENCE = Duration.ofHours(1);

  private final Program program;
  private final Path data;
  private final boolean kept;
  private final int port;
  private final Database database;

  private Service(Program program, Path data, boolean kept, int port, Database database) {
    this.program = program;
    this.data = data;
    this.kept = kept;
    this.port = port;
    this.database = database;
  }

  /** On a new data directory, which goes when it is closed. Returns when it serves. */
  public static Service start(Path jar, Path work, List<String> javaOptions)
      throws IOException, InterruptedException {
    Files.createDirectories(work);
    Path data = Files.createTempDirectory(work.toAbsolutePath(), "data-");
    return start(jar, data, false, javaOptions, Optional.empty());
  }

  /** On a data directory that stays. */
  public static Service startOn(Path data, Path jar, List<String> javaOptions)
      throws IOException, InterruptedException {
    return start(jar, data.toAbsolutePath(), true, javaOptions, Optional.empty());
  }

  /**
   * On a database that runs already.
   *
   * @param data where its logins are
   */
  public static Service startBeside(Cluster cluster, Path data, Path jar, List<String> javaOptions)
      throws IOException, InterruptedException {
    return start(jar, data.toAbsolutePath(), true, javaOptions, Optional.of(cluster.database()));
  }

  private static Service start(
      Path jar, Path data, boolean kept, List<String> javaOptions, Optional<Database> external)
      throws IOException, InterruptedException {
    int port = Program.freePort();
    List<String> arguments = new ArrayList<>(List.of("--server.port=" + port));
    Path pgpass = data.resolve("pgpass");
    if (external.isPresent()) {
      arguments.add("--spring.datasource.url=" + external.get().url());
      arguments.add("--spring.datasource.username=" + APPLICATION);
      arguments.add("--spring.datasource.password=" + Database.password(pgpass, APPLICATION));
      arguments.add("--spring.flyway.user=" + OWNER);
      arguments.add("--spring.flyway.password=" + Database.password(pgpass, OWNER));
    } else {
      arguments.add("--tagledger.data=" + data);
    }
    Program program =
        Program.start(
            command(jar, javaOptions, arguments),
            Map.of(),
            data.resolveSibling(data.getFileName() + ".log"));
    try {
      Client client = new Client(port);
      program.await(START, client::answers);
      Database database =
          external.isPresent()
              ? external.get()
              : Database.of(pgpass, logged(program, DATABASE_PORT), "tagledger");
      return new Service(program, data, kept, port, database);
    } catch (RuntimeException | IOException | InterruptedException e) {
      program.close();
      throw e;
    }
  }

  static List<String> command(Path jar, List<String> javaOptions, List<String> arguments) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(javaOptions);
    command.addAll(List.of("-jar", jar.toString()));
    command.addAll(arguments);
    return command;
  }

  @Override
  public String name() {
    return "Tagledger";
  }

  @Override
  public int port() {
    return port;
  }

  @Override
  public Database database() {
    return database;
  }

  @Override
  public boolean isService() {
    return true;
  }

  public long pid() {
    return program.pid();
  }

  /** Of its database. */
  Path data() {
    return data;
  }

  /** Of the database server. */
  public long postmasterPid() throws IOException {
    return Long.parseLong(Files.readAllLines(data.resolve("pgdata/postmaster.pid")).getFirst());
  }

  /** In the tables that serve. */
  @Override
  public String table(String name) {
    try (Session session = database.open()) {
      return Objects.requireNonNull(
              session
                  .jdbc()
                  .queryForObject(
                      """
                      SELECT nspname FROM pg_namespace WHERE nspname ~ '^catalogue_[0-9]+$'
                      ORDER BY substring(nspname FROM '[0-9]+$')::int DESC LIMIT 1""",
                      String.class))
          + "."
          + name;
    }
  }

  @Override
  public void show() throws IOException, InterruptedException {
    await("catalogue");
  }

  @Override
  public void settle() throws IOException, InterruptedException {
    show();
    await("history");
  }

  private void await(String projection) throws InterruptedException {
    Client client = client();
    Waiting.until(PATIENCE, () -> client.projection(projection).get("lag_events").asLong() == 0);
  }

  /**
   * Compares all that is stored with the log.
   *
   * @return what was compared
   * @throws IllegalStateException where anything differs
   */
  public JsonNode fsck() throws IOException, InterruptedException {
    settle();
    JsonNode report = client().post("/fsck");
    if (!report.get("differences").isEmpty()) {
      throw new IllegalStateException("fsck finds: " + report.get("differences"));
    }
    return report.get("compared");
  }

  @Override
  public void close() throws IOException, InterruptedException {
    program.close();
    if (!kept) {
      FileSystemUtils.deleteRecursively(data);
    }
  }

  private static int logged(Program program, Pattern pattern) throws IOException {
    Matcher matcher = pattern.matcher(program.said());
    if (!matcher.find()) {
      throw new IllegalStateException("The service does not tell its port");
    }
    return Integer.parseInt(matcher.group(1));
  }
}
