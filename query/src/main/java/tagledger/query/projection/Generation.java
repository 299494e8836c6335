package tagledger.query.projection;

import com.zaxxer.hikari.HikariDataSource;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import org.springframework.core.io.ClassPathResource;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * One generation of a projection's tables, in a schema of its own. A connection of its pool sees
 * these tables by their bare names, so that no statement names a generation.
 *
 * @param projection its name, and that of the folder where its tables are described
 */
public record Generation(String projection, int number) {

  /** Two nodes that start together make the tables once. */
  private static final String ONE_AT_A_TIME =
      "SELECT pg_advisory_xact_lock(hashtext('tagledger schema'))";

  /**
   * Of its schema, and of the processor that fills it: a generation has a token of its own, and so
   * begins with the first event, whatever others have reached.
   */
  public String name() {
    return projection + "_" + number;
  }

  /**
   * What a connection must run before anything else. A node that hangs while it writes these tables
   * frees them in time for another.
   */
  public String initialisation() {
    return "SET ROLE tagledger_app; SET search_path TO "
        + name()
        + "; SET idle_in_transaction_session_timeout = '5s'";
  }

  /** Makes the tables where they are not. */
  public void prepare(HikariDataSource database) {
    JdbcTemplate jdbc = new JdbcTemplate(database);
    new TransactionTemplate(new JdbcTransactionManager(database))
        .executeWithoutResult(
            transaction -> {
              jdbc.execute(ONE_AT_A_TIME);
              if (!exists(jdbc)) {
                jdbc.execute("CREATE SCHEMA " + name());
                jdbc.execute(tables());
              }
            });
  }

  private boolean exists(JdbcTemplate jdbc) {
    return Boolean.TRUE.equals(
        jdbc.queryForObject(
            "SELECT EXISTS (SELECT FROM pg_namespace WHERE nspname = ?)", Boolean.class, name()));
  }

  private String tables() {
    try {
      return new ClassPathResource(projection + "/tables.sql")
          .getContentAsString(StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
