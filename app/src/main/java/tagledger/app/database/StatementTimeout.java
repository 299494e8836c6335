package tagledger.app.database;

import java.sql.SQLException;
import java.util.Set;

/** Whether a failure comes from a statement that took longer, or waited longer, than one may. */
public final class StatementTimeout {

  private static final String QUERY_CANCELED = "57014";
  private static final String LOCK_NOT_AVAILABLE = "55P03";
  private static final Set<String> STATES = Set.of(QUERY_CANCELED, LOCK_NOT_AVAILABLE);

  private StatementTimeout() {}

  public static boolean isCauseOf(Throwable failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof SQLException sql
          && sql.getSQLState() != null
          && STATES.contains(sql.getSQLState())) {
        return true;
      }
    }
    return false;
  }
}
