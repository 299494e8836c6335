package tagledger.command;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import javax.sql.DataSource;
import org.springframework.jdbc.datasource.DelegatingDataSource;

/** A real database behind a network that breaks when a commit is asked for. */
public final class FaultyDatabase extends DelegatingDataSource {

  /** When the connection breaks. */
  public enum Fault {
    NONE,
    BEFORE_THE_COMMIT,
    AFTER_THE_COMMIT
  }

  private final Deque<Fault> faults = new ArrayDeque<>();

  public FaultyDatabase(DataSource database) {
    super(database);
  }

  /** What happens to the next commits, one after the other. */
  public synchronized void next(Fault... some) {
    faults.addAll(List.of(some));
  }

  private synchronized Fault take() {
    return faults.isEmpty() ? Fault.NONE : faults.poll();
  }

  @Override
  public Connection getConnection() throws SQLException {
    Connection real = super.getConnection();
    return (Connection)
        Proxy.newProxyInstance(
            Connection.class.getClassLoader(),
            new Class<?>[] {Connection.class},
            (proxy, method, arguments) -> {
              Fault fault = method.getName().equals("commit") ? take() : Fault.NONE;
              if (fault == Fault.BEFORE_THE_COMMIT) {
                real.rollback();
                throw new SQLException("The connection broke", "08006");
              }
              Object answer;
              try {
                answer = method.invoke(real, arguments);
              } catch (InvocationTargetException e) {
                throw e.getCause();
              }
              if (fault == Fault.AFTER_THE_COMMIT) {
                throw new SQLException("The connection broke", "08006");
              }
              return answer;
            });
  }
}
