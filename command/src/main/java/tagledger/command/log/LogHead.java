package tagledger.command.log;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataAccessException;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionException;
import org.springframework.transaction.TransactionStatus;
import org.springframework.transaction.support.DefaultTransactionDefinition;
import tagledger.api.Unavailable;

/** The row that whoever writes has to hold. For the lane's thread alone. */
final class LogHead {

  /** Each waits for a connection as long as the pool does. */
  static final int ATTEMPTS = 3;

  private static final String TAKE =
      "SELECT " + Head.COLUMNS + ", sole_writer FROM log_head FOR UPDATE";

  /** A transaction that holds the head as it is. */
  record Taken(TransactionStatus transaction, Head head, @Nullable String soleWriter) {
    boolean is(long position, String name) {
      return head.position() == position && name.equals(soleWriter);
    }
  }

  private record Found(Head head, @Nullable String soleWriter) {}

  private final JdbcTemplate jdbc;
  private final PlatformTransactionManager transactions;
  private final SoleWriterLease sole;

  LogHead(JdbcTemplate jdbc, PlatformTransactionManager transactions, SoleWriterLease sole) {
    this.jdbc = jdbc;
    this.transactions = transactions;
    this.sole = sole;
  }

  /**
   * Begins a transaction, in which no other node writes and none takes itself for the only one that
   * does. A pool may hand out connections that a server has left: another is then asked for.
   *
   * @throws Unavailable where the head cannot be had
   */
  Taken take() {
    RuntimeException last = null;
    for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
      TransactionStatus transaction = begin();
      try {
        Found found = find();
        String other = found.soleWriter();
        if (other == null || !sole.isForeign(other)) {
          return new Taken(transaction, found.head(), other);
        }
        transactions.rollback(transaction);
        sole.evict(other);
        last = new IllegalStateException("Another node takes itself for the only one that writes");
      } catch (DataAccessException e) {
        leave(transaction, e);
        last = e;
        if (!(e instanceof DataAccessResourceFailureException)) {
          break;
        }
      } catch (RuntimeException | Error e) {
        leave(transaction, e);
        throw e;
      }
    }
    throw Unavailable.nothingDone("The log's head cannot be had.", last);
  }

  void commit(TransactionStatus transaction) {
    transactions.commit(transaction);
  }

  /** Rolls back, where that is still to be done. */
  void leave(TransactionStatus transaction, Throwable cause) {
    if (transaction.isCompleted()) {
      return;
    }
    try {
      transactions.rollback(transaction);
    } catch (RuntimeException e) {
      cause.addSuppressed(e);
    }
  }

  /** Whether the log ends there now, and nobody has written but under that name. */
  boolean is(long position, String name) {
    return Boolean.TRUE.equals(
        jdbc.queryForObject(
            "SELECT position = ? AND sole_writer IS NOT DISTINCT FROM ? FROM log_head",
            Boolean.class,
            position,
            name));
  }

  /** Whether that event has been committed, when all others that held the head have ended. */
  boolean hasEvent(long position, byte[] digest) {
    TransactionStatus look = transactions.getTransaction(new DefaultTransactionDefinition());
    try {
      find();
      return Boolean.TRUE.equals(
          jdbc.queryForObject(
              "SELECT EXISTS (SELECT FROM events WHERE position = ? AND digest = ?)",
              Boolean.class,
              position,
              digest));
    } finally {
      transactions.rollback(look);
    }
  }

  private TransactionStatus begin() {
    try {
      return transactions.getTransaction(new DefaultTransactionDefinition());
    } catch (TransactionException e) {
      throw Unavailable.nothingDone("The database cannot be reached.", e);
    }
  }

  private Found find() {
    List<Found> found =
        jdbc.query(TAKE, (row, n) -> new Found(Head.of(row), row.getString("sole_writer")));
    if (found.isEmpty()) {
      throw new IllegalStateException("log_head has lost its row");
    }
    return found.getFirst();
  }
}
