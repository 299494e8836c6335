package tagledger.query;

import com.zaxxer.hikari.HikariDataSource;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import javax.sql.DataSource;
import org.springframework.jdbc.datasource.DelegatingDataSource;
import tagledger.api.Unavailable;

/**
 * A pool whose connections go to those who ask for them in the order in which they ask. Of itself
 * it gives one to whoever comes just when it is free, and of many who wait some wait for ever.
 */
final class FairPool extends HikariDataSource {

  private final transient Semaphore turns;
  private final transient DataSource toStream;

  FairPool(int connections) {
    turns = new Semaphore(connections, true);
    toStream = new Streaming(new Semaphore(Math.max(1, connections / 2), true));
    setMaximumPoolSize(connections);
  }

  @Override
  public Connection getConnection() throws SQLException {
    if (!comes(turns)) {
      throw new SQLTransientConnectionException(
          "%s: no connection was free within %d ms"
              .formatted(getPoolName(), getConnectionTimeout()));
    }
    return ending(turns, super::getConnection);
  }

  /**
   * The same connections, but half of them at a time: for what is read as slowly as a client takes
   * it, so that whatever is read at once finds one. Whose turn does not come in time is told so
   * ({@link Unavailable}).
   */
  DataSource toStream() {
    return toStream;
  }

  private final class Streaming extends DelegatingDataSource {
    private final Semaphore streams;

    Streaming(Semaphore streams) {
      super(FairPool.this);
      this.streams = streams;
    }

    @Override
    public Connection getConnection() throws SQLException {
      if (!comes(streams)) {
        throw Unavailable.nothingDone(
            "Too many long answers are being taken at the same time: ask for pages (?limit=), or later.",
            null);
      }
      return ending(streams, FairPool.this::getConnection);
    }
  }

  private interface Source {
    Connection next() throws SQLException;
  }

  /** Whether his turn comes in time. */
  private boolean comes(Semaphore turns) throws SQLException {
    try {
      return turns.tryAcquire(getConnectionTimeout(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new SQLTransientConnectionException("Interrupted while waiting for a connection", e);
    }
  }

  /** The turn lasts as long as the connection. */
  private static Connection ending(Semaphore turns, Source source) throws SQLException {
    try {
      return ending(turns, source.next());
    } catch (SQLException | RuntimeException | Error e) {
      turns.release();
      throw e;
    }
  }

  private static Connection ending(Semaphore turns, Connection connection) {
    AtomicBoolean over = new AtomicBoolean();
    return (Connection)
        Proxy.newProxyInstance(
            Connection.class.getClassLoader(),
            new Class<?>[] {Connection.class},
            (proxy, method, arguments) -> {
              try {
                return method.invoke(connection, arguments);
              } catch (InvocationTargetException e) {
                throw e.getCause();
              } finally {
                if (method.getName().equals("close") && over.compareAndSet(false, true)) {
                  turns.release();
                }
              }
            });
  }
}
