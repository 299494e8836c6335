package tagledger.query.projection;

import java.sql.SQLException;
import org.springframework.core.NestedExceptionUtils;
import org.springframework.dao.DataAccessException;

/** What keeps a build from going on, for people, and what does so for a moment only. */
final class BuildError {

  private static final String DISK_FULL = "53100";
  private static final String LOCK_TIMEOUT = "55P03";

  private BuildError() {}

  static String text(Throwable e) {
    Throwable cause = NestedExceptionUtils.getMostSpecificCause(e);
    String what = cause.getMessage() == null ? cause.toString() : cause.getMessage();
    return cause instanceof SQLException sql && DISK_FULL.equals(sql.getSQLState())
        ? "The database's disk is full: free some of it, and the build goes on by itself. " + what
        : what;
  }

  /** Whether it waited too long for a lock: Spring has no exception of its own for that. */
  static boolean isLocked(DataAccessException e) {
    return NestedExceptionUtils.getMostSpecificCause(e) instanceof SQLException sql
        && LOCK_TIMEOUT.equals(sql.getSQLState());
  }
}
