package tagledger.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;

/** The service's database server, as its superuser sees it. */
public record Database(int port, String user, String password) {

  private static final String SUPERUSER = "postgres";
  private static final String SERVICE = "tagledger";

  /** The logins are in a file as libpq reads it: host:port:database:user:password. */
  static Database of(Path pgpass, int port) throws IOException {
    return Files.readAllLines(pgpass).stream()
        .map(line -> line.split(":", 5))
        .filter(fields -> fields[3].equals(SUPERUSER))
        .map(fields -> new Database(port, SUPERUSER, fields[4]))
        .findAny()
        .orElseThrow(() -> new IllegalStateException("No " + SUPERUSER + " in " + pgpass));
  }

  public String url(String database) {
    return "jdbc:postgresql://127.0.0.1:" + port + "/" + database;
  }

  /** A connection to the service's own database, to be closed. */
  public Session open() {
    return new Session(new SingleConnectionDataSource(url(SERVICE), user, password, true));
  }

  /** Makes a database, empty. */
  public void create(String name) {
    try (Session session = open()) {
      session.jdbc().execute("CREATE DATABASE " + name);
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
