package tagledger.bench.rebuild;

import java.util.List;
import java.util.Objects;
import org.springframework.jdbc.core.JdbcTemplate;
import tagledger.bench.system.Database;
import tagledger.bench.system.Database.Session;

/**
 * The least that filling a projection's tables can cost: PostgreSQL copies their rows into tables
 * like them, with their primary keys and indexes, one statement and one commit a table. It reads no
 * events, and makes no foreign keys.
 */
final class Floor {

  private static final String SCHEMA = "bench_floor";

  private final String projection;
  private final Database database;

  Floor(String projection, Database database) {
    this.projection = projection;
    this.database = database;
  }

  /** In the tables that serve. */
  long rows() {
    try (Session session = database.open()) {
      JdbcTemplate jdbc = session.jdbc();
      String serving = serving(jdbc);
      return tables(jdbc, serving).stream()
          .mapToLong(table -> count(jdbc, serving + "." + table))
          .sum();
    }
  }

  /** Answers how many seconds it took. */
  double run() {
    try (Session session = database.open()) {
      JdbcTemplate jdbc = session.jdbc();
      // As the service has it where it fills tables: what is lost in a crash is made again.
      jdbc.execute("SET synchronous_commit = off; SET client_min_messages = warning");
      String serving = serving(jdbc);
      List<String> tables = tables(jdbc, serving);
      jdbc.execute("CREATE SCHEMA " + SCHEMA);
      try {
        for (String table : tables) {
          jdbc.execute(
              "CREATE TABLE %s.%s (LIKE %s.%2$s INCLUDING ALL)".formatted(SCHEMA, table, serving));
        }
        jdbc.execute("CHECKPOINT");
        long begun = System.nanoTime();
        for (String table : tables) {
          jdbc.execute("INSERT INTO %s.%s SELECT * FROM %s.%2$s".formatted(SCHEMA, table, serving));
        }
        return (System.nanoTime() - begun) / 1e9;
      } finally {
        jdbc.execute("DROP SCHEMA " + SCHEMA + " CASCADE");
      }
    }
  }

  private String serving(JdbcTemplate jdbc) {
    return Objects.requireNonNull(
        jdbc.queryForObject(
            """
            SELECT nspname FROM pg_namespace WHERE nspname ~ ('^' || ? || '_[0-9]+$')
            ORDER BY substring(nspname FROM '[0-9]+$')::int DESC LIMIT 1""",
            String.class,
            projection));
  }

  private static List<String> tables(JdbcTemplate jdbc, String schema) {
    return jdbc.query(
        "SELECT tablename FROM pg_tables WHERE schemaname = ? ORDER BY tablename",
        (row, n) -> row.getString(1),
        schema);
  }

  private static long count(JdbcTemplate jdbc, String table) {
    return Objects.requireNonNull(jdbc.queryForObject("SELECT count(*) FROM " + table, Long.class));
  }
}
