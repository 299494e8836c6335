package tagledger.bench.system;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;

/** A database of a server on this machine, as its superuser sees it. */
public record Database(int port, String user, String password, String name) {

  private static final String SUPERUSER = "postgres";

  /** The logins are in a file as libpq reads it: host:port:database:user:password. */
  static Database of(Path pgpass, int port, String name) throws IOException {
    return new Database(port, SUPERUSER, password(pgpass, SUPERUSER), name);
  }

  static String password(Path pgpass, String user) throws IOException {
    return Files.readAllLines(pgpass).stream()
        .map(line -> line.split(":", 5))
        .filter(fields -> fields[3].equals(user))
        .map(fields -> fields[4])
        .findAny()
        .orElseThrow(() -> new IllegalStateException("No " + user + " in " + pgpass));
  }

  public String url() {
    return url(name);
  }

  public String url(String database) {
    return "jdbc:postgresql://127.0.0.1:" + port + "/" + database;
  }

  /** A connection, to be closed. */
  public Session open() {
    return new Session(new SingleConnectionDataSource(url(), user, password, true));
  }

  /** Makes a database beside it, empty. */
  public void create(String beside) {
    execute("CREATE DATABASE " + beside);
  }

  public void execute(String sql) {
    try (Session session = open()) {
      session.jdbc().execute(sql);
    }
  }

  /** What was written before is not to be charged to what is measured next. */
  public void checkpoint() {
    execute("CHECKPOINT");
  }

  public long count(String table) {
    try (Session session = open()) {
      return Objects.requireNonNull(
          session.jdbc().queryForObject("SELECT count(*) FROM " + table, Long.class));
    }
  }

  /** A connection of its own. */
  public record Session(SingleConnectionDataSource connection) implements AutoCloseable {

    public JdbcTemplate jdbc() {
      return new JdbcTemplate(connection);
    }

    @Override
    public void close() {
      connection.destroy();
    }
  }
}
