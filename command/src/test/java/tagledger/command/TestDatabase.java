package tagledger.command;

import com.zaxxer.hikari.HikariDataSource;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;

/** A database of one test class, on the PostgreSQL that all tests of this module share. */
public final class TestDatabase implements AutoCloseable {

  private static final EmbeddedPostgres SERVER = start();
  private static final AtomicInteger DATABASES = new AtomicInteger();

  private final String name = "test_" + DATABASES.incrementAndGet();
  private final List<HikariDataSource> pools = new ArrayList<>();
  private final DataSource owner;

  private TestDatabase() {
    new JdbcTemplate(SERVER.getPostgresDatabase()).execute("CREATE DATABASE " + name);
    owner = SERVER.getDatabase("postgres", name);
  }

  public static TestDatabase empty() {
    return new TestDatabase();
  }

  public static TestDatabase migrated() {
    TestDatabase database = empty();
    Flyway.configure()
        .dataSource(database.owner)
        .schemas("tagledger")
        .defaultSchema("tagledger")
        .load()
        .migrate();
    return database;
  }

  public String url() {
    return SERVER.getJdbcUrl("postgres", name);
  }

  /** The pool as the service configures it. */
  public HikariDataSource application() {
    return application("15s");
  }

  public HikariDataSource application(String lockTimeout) {
    HikariDataSource pool = new HikariDataSource();
    pool.setJdbcUrl(url());
    pool.setMaximumPoolSize(8);
    pool.setMinimumIdle(1);
    pool.setConnectionTimeout(5_000);
    pool.setConnectionInitSql(
        "SET ROLE tagledger_app; SET search_path TO tagledger; SET lock_timeout = '%s';"
                .formatted(lockTimeout)
            + " SET idle_in_transaction_session_timeout = '5s'");
    pools.add(pool);
    return pool;
  }

  /** Nobody may be idle in a transaction, or ask for anything, for longer than a second. */
  public HikariDataSource impatient() {
    HikariDataSource pool = application();
    pool.setMinimumIdle(0);
    pool.setConnectionInitSql(
        pool.getConnectionInitSql()
            + "; SET idle_in_transaction_session_timeout = '1s'; SET statement_timeout = '1s'");
    return pool;
  }

  /** Returns after more than a second. */
  public void dawdle() {
    ask("SELECT 1 FROM pg_sleep(1.5)");
  }

  /** Each connection is a new one. */
  public DataSource ownersConnections() {
    return owner;
  }

  public JdbcTemplate owner() {
    return new JdbcTemplate(owner);
  }

  public long ask(String sql, @Nullable Object... parameters) {
    Long answer = owner().queryForObject(sql, Long.class, parameters);
    return answer == null ? 0 : answer;
  }

  @Override
  public void close() {
    pools.forEach(HikariDataSource::close);
  }

  private static EmbeddedPostgres start() {
    try {
      return EmbeddedPostgres.builder().setPGStartupWait(Duration.ofSeconds(60)).start();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
