package tagledger.query.projection;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import javax.sql.DataSource;
import org.springframework.core.io.ClassPathResource;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import tagledger.api.Projections.BuildGoesOn;

/**
 * A projection's tables as this version of the service knows them, in schemas of their own. One
 * schema serves; beside it, another may be in the making, and one that was replaced may be on its
 * way out. Which tables a name means is decided by the names of the schemas alone: a connection
 * sees the one that serves through its {@code search_path}, and a switch renames two schemas.
 *
 * <p>Where the tables of the version before can be read and written as well, they serve until those
 * of this version have been built.
 *
 * @param projection its name, and that of the folder where its tables are described
 * @param version of the tables' shape, and of what is made of the events
 */
public record Generation(String projection, int version) {

  /** Two nodes that start together make the tables once. */
  private static final String ONE_AT_A_TIME =
      "SELECT pg_advisory_xact_lock(hashtext('tagledger schema'))";

  /** Of the schema that serves. */
  public String name() {
    return projection + "_" + version;
  }

  String building() {
    return name() + "_building";
  }

  String replaced() {
    return name() + "_replaced";
  }

  private String before() {
    return projection + "_" + (version - 1);
  }

  /**
   * What a connection must run before anything else. A node that hangs while it writes these tables
   * frees them in time for another.
   */
  public String initialisation() {
    return initialisation(adoption().exists() ? name() + ", " + before() : name());
  }

  static String initialisation(String searchPath) {
    return "SET ROLE tagledger_app; SET search_path TO "
        + searchPath
        + "; SET idle_in_transaction_session_timeout = '5s'";
  }

  /** Has tables that serve, and begins to build this version's own where those are another's. */
  public void prepare(DataSource database) {
    JdbcTemplate jdbc = new JdbcTemplate(database);
    oneAtATime(
        jdbc,
        () -> {
          if (exists(jdbc, name())) {
            return;
          }
          if (adoption().exists() && exists(jdbc, before())) {
            adopt(jdbc);
            if (!exists(jdbc, building())) {
              create(jdbc, building(), version);
            }
          } else {
            create(jdbc, name(), 1);
            index(jdbc, name());
          }
        });
  }

  /**
   * Begins another generation, from the first event. One that does not go on is begun anew.
   *
   * @throws BuildGoesOn where one does
   */
  void begin(DataSource database) {
    JdbcTemplate jdbc = new JdbcTemplate(database);
    oneAtATime(
        jdbc,
        () -> {
          if (exists(jdbc, building())) {
            if (jdbc.queryForList(
                    "SELECT error FROM %s.generation".formatted(building()), String.class)
                .contains(null)) {
              throw new BuildGoesOn(projection);
            }
            jdbc.execute("DROP SCHEMA " + building() + " CASCADE");
          }
          Integer number = jdbc.queryForObject("SELECT number FROM generation", Integer.class);
          create(jdbc, building(), (number == null ? 0 : number) + 1);
        });
  }

  /** In the caller's transaction: from its end on, what was built is what the names mean. */
  void serve(JdbcTemplate jdbc) {
    if (exists(jdbc, name())) {
      jdbc.execute("ALTER SCHEMA " + name() + " RENAME TO " + replaced());
    }
    jdbc.execute("ALTER SCHEMA " + building() + " RENAME TO " + name());
  }

  /** The schema that serves now. */
  String serving(JdbcTemplate jdbc) {
    return exists(jdbc, name()) ? name() : before();
  }

  /** Makes what only reading needs. */
  void index(JdbcTemplate jdbc, String schema) {
    run(jdbc, schema, resource(projection + "/indexes.sql"));
    jdbc.update("UPDATE " + schema + ".generation SET indexed = true");
  }

  /** Makes the projection's tables alone, wherever the connection makes tables. */
  void createTables(JdbcTemplate jdbc) {
    jdbc.execute(resource(projection + "/tables.sql"));
  }

  static boolean exists(JdbcTemplate jdbc, String schema) {
    return Boolean.TRUE.equals(
        jdbc.queryForObject(
            "SELECT EXISTS (SELECT FROM pg_namespace WHERE nspname = ?)", Boolean.class, schema));
  }

  static List<String> tables(JdbcTemplate jdbc, String schema) {
    return jdbc.query(
        "SELECT tablename FROM pg_tables WHERE schemaname = ?",
        (row, n) -> row.getString(1),
        schema);
  }

  private void create(JdbcTemplate jdbc, String schema, int number) {
    jdbc.execute("CREATE SCHEMA " + schema);
    run(jdbc, schema, resource("projection/generation.sql"));
    run(jdbc, schema, resource("projection/tokens.sql"));
    run(jdbc, schema, resource(projection + "/tables.sql"));
    jdbc.update("INSERT INTO " + schema + ".generation (number) VALUES (?)", number);
  }

  private void adopt(JdbcTemplate jdbc) {
    if (!tables(jdbc, before()).contains("generation")) {
      run(jdbc, before(), resource("projection/generation.sql"));
      jdbc.update(
          "INSERT INTO " + before() + ".generation (number, indexed) VALUES (?, true)",
          version - 1);
    }
    run(jdbc, before(), resource(adoption()));
  }

  private ClassPathResource adoption() {
    return new ClassPathResource(projection + "/adopt_" + (version - 1) + ".sql");
  }

  /** Leaves the connection's own path as it was. */
  private static void run(JdbcTemplate jdbc, String schema, String sql) {
    String path = jdbc.queryForObject("SELECT current_setting('search_path')", String.class);
    jdbc.execute("SET LOCAL search_path TO " + schema);
    jdbc.execute(sql);
    jdbc.execute("SET LOCAL search_path TO " + path);
  }

  private static void oneAtATime(JdbcTemplate jdbc, Runnable change) {
    DataSource database = java.util.Objects.requireNonNull(jdbc.getDataSource());
    new TransactionTemplate(new JdbcTransactionManager(database))
        .executeWithoutResult(
            transaction -> {
              // Whole tables take as long as they take.
              jdbc.execute("SET LOCAL statement_timeout = 0");
              jdbc.execute(ONE_AT_A_TIME);
              change.run();
            });
  }

  private static String resource(String path) {
    return resource(new ClassPathResource(path));
  }

  private static String resource(ClassPathResource resource) {
    try {
      return resource.getContentAsString(UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
