package tagledger.app.database;

import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.transaction.TransactionException;

/** Whether a failure comes from a database that is down, or going down, or on its way up. */
public final class DatabaseGone {

  private DatabaseGone() {}

  public static boolean isCauseOf(Throwable failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (tells(cause)) {
        return true;
      }
    }
    return false;
  }

  private static boolean tells(Throwable cause) {
    return cause instanceof DataAccessResourceFailureException
        || cause instanceof SQLTransientConnectionException
        || cause instanceof TransactionException
        || (cause instanceof SQLException sql && tells(sql.getSQLState()));
  }

  /**
   * Connection exceptions, the operator's or the system's intervention, and the time limits that
   * keep nodes from holding each other up. The pool has no state for a connection that broke.
   */
  private static boolean tells(@Nullable String state) {
    return state == null
        || (state.startsWith("08")
            || state.startsWith("57P")
            || state.startsWith("58")
            || state.equals("25P03")
            || state.equals("55P03"));
  }
}
