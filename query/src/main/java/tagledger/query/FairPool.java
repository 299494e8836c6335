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

/**
 * A pool whose connections go to those who ask for them in the order in which they ask. Of itself
 * it gives one to whoever comes just when it is free, and of many who wait some wait for ever.
 */
final class FairPool extends HikariDataSource {

  private final transient Semaphore turns;

  FairPool(int connections) {
    turns = new Semaphore(connections, true);
    setMaximumPoolSize(connections);
  }

  @Override
  public Connection getConnection() throws SQLException {
    awaitTurn();
    try {
      return endingTurn(super.getConnection());
    } catch (SQLException | RuntimeException | Error e) {
      turns.release();
      throw e;
    }
  }

  private void awaitTurn() throws SQLException {
    try {
      if (!turns.tryAcquire(getConnectionTimeout(), TimeUnit.MILLISECONDS)) {
        throw new SQLTransientConnectionException(
            "%s: no connection was free within %d ms"
                .formatted(getPoolName(), getConnectionTimeout()));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new SQLTransientConnectionException("Interrupted while waiting for a connection", e);
    }
  }

  private Connection endingTurn(Connection connection) {
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
