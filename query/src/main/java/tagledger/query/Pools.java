package tagledger.query;

import com.zaxxer.hikari.HikariDataSource;
import java.time.Duration;
import org.springframework.boot.jdbc.autoconfigure.JdbcConnectionDetails;
import tagledger.query.projection.Generation;

/** Connections that see the tables of one generation. */
final class Pools {

  private static final int CONNECTIONS_TO_PROJECT = 4;
  private static final int CONNECTIONS_AT_REST = 2;
  private static final int CONNECTION_TIMEOUT_MILLISECONDS = 5_000;
  private static final int VALIDATION_TIMEOUT_MILLISECONDS = 1_000;

  /**
   * How many seconds longer than a statement may take nothing may come before a connection is given
   * up: by then the server has said that it gave up the statement.
   */
  private static final int SECONDS_BEYOND_A_STATEMENT = 30;

  /** A store that goes takes a million rows with it, in one statement. */
  private static final int LONGEST_WRITE = 300;

  /**
   * All that is read is read by its index, and is small: a plan that was made while a table was
   * empty reads all of it for each row once it is large, and compiling one takes longer than any.
   */
  private static final String BY_INDEX = "; SET enable_seqscan = off; SET jit = off";

  /**
   * What is read together with a thing is found by its ids. How many these are, a plan can only
   * guess; where it takes them for many, it goes through a whole index from its beginning.
   */
  static final String BY_IDS = "; SET enable_mergejoin = off; SET enable_hashjoin = off";

  /**
   * The statements are always the same, and of few rows: a plan is made once and finds each row by
   * its index, also one that is made while the tables are empty.
   */
  private static final String ONE_PLAN = "; SET plan_cache_mode = force_generic_plan" + BY_INDEX;

  private Pools() {}

  /**
   * Makes the tables where they are not, unless nothing is to be projected. A list that is streamed
   * may take as long as it likes ({@link FairPool#toStream}): each fetch of its rows is a statement
   * by itself.
   *
   * @param settings more statements for each new connection
   */
  static FairPool toRead(
      String name,
      Generation generation,
      JdbcConnectionDetails database,
      QueryProperties properties,
      String settings) {
    Duration longest = properties.statementTimeout();
    FairPool pool =
        configured(
            new FairPool(properties.connections()),
            name,
            generation,
            database,
            Math.toIntExact(longest.toSeconds()) + SECONDS_BEYOND_A_STATEMENT);
    pool.setConnectionInitSql(
        pool.getConnectionInitSql()
            + "; SET statement_timeout = "
            + longest.toMillis()
            + BY_INDEX
            + settings);
    if (properties.projecting()) {
      generation.prepare(pool);
    }
    return pool;
  }

  /** Apart from the readers: however many there are, the tables are kept up to date. */
  static HikariDataSource toProject(
      String name, Generation generation, JdbcConnectionDetails database) {
    HikariDataSource pool = new HikariDataSource();
    pool.setMaximumPoolSize(CONNECTIONS_TO_PROJECT);
    configured(pool, name, generation, database, LONGEST_WRITE);
    // The log is the truth: what a crash takes from the tables, the token's step back brings again.
    pool.setConnectionInitSql(
        pool.getConnectionInitSql() + "; SET synchronous_commit = off" + ONE_PLAN);
    return pool;
  }

  private static <T extends HikariDataSource> T configured(
      T pool,
      String name,
      Generation generation,
      JdbcConnectionDetails database,
      int longestAnswer) {
    pool.setPoolName(name);
    pool.setJdbcUrl(database.getJdbcUrl());
    pool.setUsername(database.getUsername());
    pool.setPassword(database.getPassword());
    pool.setMinimumIdle(Math.min(CONNECTIONS_AT_REST, pool.getMaximumPoolSize()));
    pool.setConnectionTimeout(CONNECTION_TIMEOUT_MILLISECONDS);
    pool.setValidationTimeout(VALIDATION_TIMEOUT_MILLISECONDS);
    pool.setConnectionInitSql(generation.initialisation());
    pool.addDataSourceProperty("tcpKeepAlive", true);
    pool.addDataSourceProperty("socketTimeout", longestAnswer);
    return pool;
  }
}
