package tagledger.bench.load;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import tagledger.bench.system.Database;
import tagledger.bench.system.Program;

/** PostgreSQL's own load driver, which sends one statement a transaction, prepared. */
public final class Pgbench {

  /** What to do where it is missing. */
  public static final String INSTALL = "apt-get install postgresql-contrib";

  private static final Pattern DONE =
      Pattern.compile("number of transactions actually processed: (\\d+)");
  private static final Pattern RATE = Pattern.compile("tps = ([\\d.]+)");
  private static final Path DEBIAN = Path.of("/usr/lib/postgresql");
  private static final int ROWS = 100_000;

  private final Path program;
  private final Database database;
  private final Path work;

  private Pgbench(Path program, Database database, Path work) {
    this.program = program;
    this.database = database;
    this.work = work;
  }

  /** Makes the tables that it needs. Empty where it is not installed. */
  public static Optional<Pgbench> on(Database database, Path work) throws IOException {
    Optional<Path> program = find();
    if (program.isPresent()) {
      database.execute(
          """
          CREATE TABLE floor_items (
            id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
            name text NOT NULL, price numeric NOT NULL, store_id int NOT NULL);
          CREATE TABLE floor_copies (LIKE floor_items INCLUDING ALL)""");
      database.execute(insert("floor_items", ROWS));
      database.execute("VACUUM ANALYZE floor_items");
    }
    return program.map(found -> new Pgbench(found, database, work));
  }

  /** One row a transaction, each on disk before it is acknowledged. */
  public Load insert(int clients, int seconds) throws IOException, InterruptedException {
    return run(
        clients,
        seconds,
        "INSERT INTO floor_copies (name, price, store_id) VALUES ('standing desk lamp', 9.99, 7);");
  }

  /** One row by its primary key. */
  public Load select(int clients, int seconds) throws IOException, InterruptedException {
    return run(
        clients,
        seconds,
        """
        \\set id random(1, %d)
        SELECT id, name, price, store_id FROM floor_items WHERE id = :id;"""
            .formatted(ROWS));
  }

  /** Rows that one statement makes. */
  public Load insertSelect() {
    database.checkpoint();
    long begun = System.nanoTime();
    database.execute(insert("floor_copies", ROWS * 5));
    Load load = new Load(ROWS * 5L, (System.nanoTime() - begun) / 1e9, 0);
    database.execute("TRUNCATE floor_copies");
    return load;
  }

  private static String insert(String table, int rows) {
    return """
        INSERT INTO %s (name, price, store_id)
        SELECT 'standing desk lamp ' || n, n %% 50000 / 100.0, n %% 10 FROM generate_series(1, %d) n"""
        .formatted(table, rows);
  }

  private Load run(int clients, int seconds, String script)
      throws IOException, InterruptedException {
    Path file = Files.writeString(work.resolve("pgbench.sql"), script);
    List<String> command =
        new ArrayList<>(List.of(program.toString(), "--no-vacuum", "--protocol=prepared"));
    command.addAll(List.of("--client=" + clients, "--jobs=" + Math.min(2, clients)));
    command.addAll(List.of("--time=" + seconds, "--file=" + file));
    command.addAll(List.of("--host=127.0.0.1", "--port=" + database.port()));
    command.addAll(List.of("--username=" + database.user(), database.name()));
    String said =
        Program.run(
            command, Map.of("PGPASSWORD", database.password()), work.resolve("pgbench.log"));
    double rate = Double.parseDouble(group(RATE, said));
    long done = Long.parseLong(group(DONE, said));
    return new Load(done, done / rate, 0);
  }

  private static String group(Pattern pattern, String said) {
    Matcher matcher = pattern.matcher(said);
    if (!matcher.find()) {
      throw new IllegalStateException("pgbench said: " + said);
    }
    return matcher.group(1);
  }

  /** On the path, or where Debian has it, the newest. */
  private static Optional<Path> find() throws IOException {
    List<Path> places = new ArrayList<>();
    if (Files.isDirectory(DEBIAN)) {
      try (Stream<Path> versions = Files.list(DEBIAN)) {
        versions
            .sorted((a, b) -> b.getFileName().toString().compareTo(a.getFileName().toString()))
            .forEach(version -> places.add(version.resolve("bin")));
      }
    }
    places.addAll(Program.path());
    return places.stream()
        .map(place -> place.resolve("pgbench"))
        .filter(Files::isExecutable)
        .findFirst();
  }
}
