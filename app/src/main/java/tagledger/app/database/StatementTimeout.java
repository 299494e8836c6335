package tagledger.app.database;

import java.sql.SQLException;

/** Whether a failure comes from a statement that took longer than one may. */
public final class StatementTimeout {

  private static final String QUERY_CANCELED = "57014";

  private StatementTimeout() {}

  public static boolean isCauseOf(Throwable failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof SQLException sql && QUERY_CANCELED.equals(sql.getSQLState())) {
        return true;
      }
    }
    return false;
  }
}
