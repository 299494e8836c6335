package tagledger.query;

import com.zaxxer.hikari.HikariDataSource;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.springframework.jdbc.core.JdbcTemplate;
import tagledger.query.projection.Generation;

/** A database of its own, on the PostgreSQL that all tests of this module share. */
public final class TestDatabase implements AutoCloseable {

  private static final EmbeddedPostgres SERVER = start();
  private static final AtomicInteger DATABASES = new AtomicInteger();

  /** Sees the generation's tables, as the service does. */
  public final HikariDataSource pool = new HikariDataSource();

  public final JdbcTemplate owner;

  /** With the tables of that generation. */
  public TestDatabase(Generation generation) {
    String name = "test_" + DATABASES.incrementAndGet();
    new JdbcTemplate(SERVER.getPostgresDatabase()).execute("CREATE DATABASE " + name);
    owner = new JdbcTemplate(SERVER.getDatabase("postgres", name));
    owner.execute(
        """
        DO $$ BEGIN
          IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'tagledger_app') THEN
            CREATE ROLE tagledger_app NOLOGIN;
          END IF;
        END $$""");
    owner.execute("GRANT CREATE ON DATABASE " + name + " TO tagledger_app");
    pool.setJdbcUrl(SERVER.getJdbcUrl("postgres", name));
    pool.setMaximumPoolSize(6);
    pool.setMinimumIdle(1);
    pool.setConnectionInitSql(generation.initialisation());
    generation.prepare(pool);
  }

  @Override
  public void close() {
    pool.close();
  }

  private static EmbeddedPostgres start() {
    try {
      return EmbeddedPostgres.builder().setPGStartupWait(Duration.ofSeconds(60)).start();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
