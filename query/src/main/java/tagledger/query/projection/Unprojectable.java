package tagledger.query.projection;

import java.sql.SQLException;
import org.jspecify.annotations.Nullable;
import org.postgresql.util.PSQLException;
import org.springframework.dao.DataAccessException;
import org.springframework.transaction.TransactionException;

/**
 * Nothing can be made of an event, however often that is tried: the fault lies with what it says,
 * or with what is made of it. That the database is away, full or busy is no such fault, and neither
 * is what nobody has thought of.
 */
final class Unprojectable extends RuntimeException {

  private static final int LONGEST_REASON = 500;

  /** Data exceptions, violated constraints, and a row that is too large for an index. */
  private static final String OF_DATA = "22...|23...|54000";

  private Unprojectable(RuntimeException cause) {
    super(cause);
  }

  /** What a projector has thrown, as such where it is such a fault. */
  static RuntimeException orElse(RuntimeException thrown) {
    return isOfData(thrown) ? new Unprojectable(thrown) : thrown;
  }

  private static boolean isOfData(RuntimeException thrown) {
    SQLException sql = find(SQLException.class, thrown);
    if (sql != null) {
      return sql.getSQLState() != null && sql.getSQLState().matches(OF_DATA);
    }
    return find(DataAccessException.class, thrown) == null
        && find(TransactionException.class, thrown) == null;
  }

  /** In one line, without the row, which may hold what is to be forgotten some day. */
  String reason() {
    PSQLException server = find(PSQLException.class, this);
    String reason =
        server != null && server.getServerErrorMessage() != null
            ? server.getServerErrorMessage().getMessage() + " (" + server.getSQLState() + ")"
            : String.valueOf(getCause());
    String line = String.valueOf(reason).replaceAll("\\p{Cntrl}+", " ");
    return line.length() > LONGEST_REASON ? line.substring(0, LONGEST_REASON) + "…" : line;
  }

  private static <T extends Throwable> @Nullable T find(Class<T> type, Throwable in) {
    for (Throwable cause = in; cause != null; cause = cause.getCause()) {
      if (type.isInstance(cause)) {
        return type.cast(cause);
      }
    }
    return null;
  }
}
