package tagledger.query.catalogue;

import com.zaxxer.hikari.HikariDataSource;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import org.springframework.core.io.ClassPathResource;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * One generation of the catalogue's tables, in a schema of its own. A connection of its pool sees
 * these tables by their bare names, so that no statement names a generation.
 */
public final class Generation {

  /** Two nodes that start together make the tables once. */
  private static final String ONE_AT_A_TIME =
      "SELECT pg_advisory_xact_lock(hashtext('tagledger schema'))";

  private final String schema;

  public Generation(int number) {
    this.schema = CatalogueProjection.NAME + "_" + number;
  }

  /**
   * Of its schema, and of the processor that fills it: a generation has a token of its own, and so
   * begins with the first event, whatever others have reached.
   */
  public String name() {
    return schema;
  }

  /**
   * What a connection must run before anything else. A node that hangs while it writes these tables
   * frees them in time for another.
   */
  public String initialisation() {
    return "SET ROLE tagledger_app; SET search_path TO "
        + schema
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
                jdbc.execute("CREATE SCHEMA " + schema);
                jdbc.execute(tables());
              }
            });
  }

  private boolean exists(JdbcTemplate jdbc) {
    return Boolean.TRUE.equals(
        jdbc.queryForObject(
            "SELECT EXISTS (SELECT FROM pg_namespace WHERE nspname = ?)", Boolean.class, schema));
  }

  private static String tables() {
    try {
      return new ClassPathResource("catalogue/tables.sql")
          .getContentAsString(StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
