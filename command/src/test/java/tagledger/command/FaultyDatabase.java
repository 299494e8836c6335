package tagledger.command;

import static java.util.Objects.requireNonNull;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.Callable;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.datasource.DelegatingDataSource;

/**
 * A real database behind a network that breaks when a commit is asked for, be it by a statement
 * that is a transaction by itself.
 */
public final class FaultyDatabase extends DelegatingDataSource {

  private static final String WRITES = "INSERT INTO events";

  /** When the connection breaks. */
  public enum Fault {
    NONE,
    BEFORE_THE_COMMIT,
    AFTER_THE_COMMIT,
    /** Before, and what was sent arrives when {@link #arrive} is called. */
    LONG_BEFORE_THE_COMMIT
  }

  private final Deque<Fault> faults = new ArrayDeque<>();
  private final List<String> statements = new ArrayList<>();
  private @Nullable Callable<@Nullable Object> underWay;

  public FaultyDatabase(DataSource database) {
    super(database);
  }

  /** What happens to the next commits, one after the other. */
  public synchronized void next(Fault... some) {
    faults.addAll(List.of(some));
  }

  /** All that have been prepared since this was last asked. */
  public synchronized List<String> statements() {
    List<String> some = List.copyOf(statements);
    statements.clear();
    return some;
  }

  /** Lets what was sent before the connection broke come to the database. */
  public synchronized Object arrive() throws Exception {
    return requireNonNull(requireNonNull(underWay, "Nothing is under way").call());
  }

  private synchronized Fault take() {
    return faults.isEmpty() ? Fault.NONE : faults.poll();
  }

  private synchronized void prepared(String sql) {
    statements.add(sql);
  }

  @Override
  public Connection getConnection() throws SQLException {
    Connection real = super.getConnection();
    return proxy(
        Connection.class,
        (method, arguments) -> {
          if (method.getName().equals("commit")) {
            return commit(real, () -> invoke(method, real, arguments));
          }
          if (isKeptOpen(method)) {
            return null;
          }
          Object answer = invoke(method, real, arguments);
          if (answer instanceof PreparedStatement statement && arguments[0] instanceof String sql) {
            prepared(sql);
            return sql.contains(WRITES) ? writing(real, statement) : statement;
          }
          return answer;
        });
  }

  private PreparedStatement writing(Connection connection, PreparedStatement statement) {
    return proxy(
        PreparedStatement.class,
        (method, arguments) -> {
          if (isKeptOpen(method)) {
            return null;
          }
          return method.getName().startsWith("execute") && connection.getAutoCommit()
              ? commit(connection, () -> invoke(method, statement, arguments))
              : invoke(method, statement, arguments);
        });
  }

  private synchronized boolean isKeptOpen(Method method) {
    return underWay != null && method.getName().equals("close");
  }

  private @Nullable Object commit(Connection connection, Callable<@Nullable Object> commit)
      throws Exception {
    Fault fault = take();
    if (fault == Fault.BEFORE_THE_COMMIT && !connection.getAutoCommit()) {
      connection.rollback();
    }
    if (fault == Fault.LONG_BEFORE_THE_COMMIT) {
      underWay = commit;
    }
    if (fault == Fault.NONE || fault == Fault.AFTER_THE_COMMIT) {
      Object answer = commit.call();
      if (fault == Fault.NONE) {
        return answer;
      }
    }
    throw new SQLException("The connection broke", "08006");
  }

  private interface Call {
    @Nullable Object of(Method method, Object[] arguments) throws Exception;
  }

  private static <T> T proxy(Class<T> type, Call call) {
    return type.cast(
        Proxy.newProxyInstance(
            type.getClassLoader(),
            new Class<?>[] {type},
            (proxy, method, arguments) -> call.of(method, arguments)));
  }

  private static @Nullable Object invoke(Method method, Object on, Object[] arguments)
      throws Exception {
    try {
      return method.invoke(on, arguments);
    } catch (InvocationTargetException e) {
      if (e.getCause() instanceof Exception cause) {
        throw cause;
      }
      throw e;
    }
  }
}
