package tagledger.query;

import com.zaxxer.hikari.HikariDataSource;
import org.springframework.boot.jdbc.autoconfigure.JdbcConnectionDetails;
import tagledger.query.projection.Generation;

/** Connections that see the tables of one generation. */
final class Pools {

  private static final int CONNECTIONS_TO_PROJECT = 4;
  private static final int CONNECTIONS_AT_REST = 2;
  private static final int CONNECTION_TIMEOUT_MILLISECONDS = 5_000;

  private Pools() {}

  /** Makes the tables where they are not, unless nothing is to be projected. */
  static HikariDataSource toRead(
      String name,
      Generation generation,
      JdbcConnectionDetails database,
      QueryProperties properties) {
    HikariDataSource pool = pool(name, generation, database, properties.connections());
    if (properties.projecting()) {
      generation.prepare(pool);
    }
    return pool;
  }

  /** Apart from the readers: however many there are, the tables are kept up to date. */
  static HikariDataSource toProject(
      String name, Generation generation, JdbcConnectionDetails database) {
    HikariDataSource pool = pool(name, generation, database, CONNECTIONS_TO_PROJECT);
    // The log is the truth: what a crash takes from the tables, the token's step back brings again.
    pool.setConnectionInitSql(pool.getConnectionInitSql() + "; SET synchronous_commit = off");
    return pool;
  }

  private static HikariDataSource pool(
      String name, Generation generation, JdbcConnectionDetails database, int connections) {
    HikariDataSource pool = new HikariDataSource();
    pool.setPoolName(name);
    pool.setJdbcUrl(database.getJdbcUrl());
    pool.setUsername(database.getUsername());
    pool.setPassword(database.getPassword());
    pool.setMaximumPoolSize(connections);
    pool.setMinimumIdle(Math.min(CONNECTIONS_AT_REST, connections));
    pool.setConnectionTimeout(CONNECTION_TIMEOUT_MILLISECONDS);
    pool.setConnectionInitSql(generation.initialisation());
    pool.addDataSourceProperty("tcpKeepAlive", true);
    return pool;
  }
}
