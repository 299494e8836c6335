package tagledger.command.log;

import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.axonframework.eventhandling.DomainEventMessage;
import org.axonframework.eventhandling.EventMessage;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionException;
import org.springframework.transaction.TransactionStatus;
import org.springframework.transaction.support.DefaultTransactionDefinition;
import tagledger.api.Unavailable;

/**
 * The transaction in which the log grows. It takes the log's head first, so that there is one
 * writer at a time over all nodes: positions have no gaps and are in the order of commits, and
 * whatever is decided inside is decided on the newest state. For one thread alone.
 */
public final class LogWriter {

  private static final Logger log = LoggerFactory.getLogger(LogWriter.class);

  /** A writer whose clock or whose node is behind adds events at the time of the last one. */
  private static final String TAKE_HEAD =
      "UPDATE log_head SET recorded_at = greatest(recorded_at, clock_timestamp()) RETURNING "
          + Head.COLUMNS
          + ", sole_writer";

  /** Before the first batch nothing is remembered that could be behind. */
  private static final long NOTHING = -1;

  /** Each waits for a connection as long as the pool does. */
  private static final int ATTEMPTS = 3;

  private final JdbcTemplate jdbc;
  private final PlatformTransactionManager transactions;
  private final LogEngine others;
  private final EventAppender appender;
  private final Directory directory;
  private final Tail tail;
  private final SoleWriterLease sole;
  private long lastSeen = NOTHING;
  private long epoch;
  private @Nullable Batch batch;
  private volatile @Nullable Thread writing;

  LogWriter(
      JdbcTemplate jdbc,
      PlatformTransactionManager transactions,
      LogEngine others,
      EventAppender appender,
      Directory directory,
      Tail tail,
      SoleWriterLease sole) {
    this.jdbc = jdbc;
    this.transactions = transactions;
    this.others = others;
    this.appender = appender;
    this.directory = directory;
    this.tail = tail;
    this.sole = sole;
  }

  /**
   * Runs the decisions and commits what they published. Nothing of it is there where this throws,
   * unless it is an {@link Unavailable} that says so; a {@link NotCommitted} is worth another try.
   * Where the log cannot be had at all, no decision is run.
   *
   * @param foreign gets what other nodes have committed since the last call, before the decisions
   *     run; at the first call there is none. What a newer version wrote there may be unknown, and
   *     tells by its payload
   */
  public <T> T write(
      Consumer<Stream<? extends DomainEventMessage<?>>> foreign, Supplier<T> decisions) {
    Open open = open();
    TransactionStatus transaction = open.transaction();
    Batch deciding = new Batch(open.head());
    EventAppender.Appended appended = null;
    T result;
    try {
      follow(deciding.head(), foreign);
      batch = deciding;
      writing = Thread.currentThread();
      result = decisions.get();
      if (!deciding.events().isEmpty()) {
        appended = appender.append(deciding);
      }
    } catch (RuntimeException | Error e) {
      epoch++;
      rollBack(transaction, e);
      throw e;
    } finally {
      writing = null;
      batch = null;
    }
    commit(transaction, deciding, appended == null ? null : appended.firstDigest());
    if (appended != null) {
      tail.add(appended.last());
    }
    lastSeen = deciding.lastPosition();
    directory.remember(deciding.entries());
    return result;
  }

  /** Adds an event to the batch that is being decided. */
  void append(EventMessage<?> event) {
    batch().add((DomainEventMessage<?>) event);
  }

  /** Where the log ends if all that was decided so far is committed. */
  public long lastPosition() {
    return batch().lastPosition();
  }

  Batch batch() {
    if (batch == null) {
      throw new IllegalStateException("Events are published by commands, in the lane");
    }
    return batch;
  }

  /** Changes whenever what is remembered of the tables beside the log may no longer be so. */
  long epoch() {
    return epoch;
  }

  /** Whether this thread is deciding a batch now. */
  boolean isWriting() {
    return writing == Thread.currentThread();
  }

  private record Open(TransactionStatus transaction, Head head) {}

  private record Taken(Head head, @Nullable String soleWriter) {}

  /** A pool may hand out connections that a server has left: another is then asked for. */
  private Open open() {
    RuntimeException last = null;
    for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
      TransactionStatus transaction = begin();
      try {
        Taken taken = takeHead();
        String other = taken.soleWriter();
        if (other == null || !sole.isForeign(other)) {
          return new Open(transaction, taken.head());
        }
        transactions.rollback(transaction);
        sole.evict(other);
        last = new IllegalStateException("Another node takes itself for the only one that writes");
      } catch (DataAccessException e) {
        if (!transaction.isCompleted()) {
          rollBack(transaction, e);
        }
        last = e;
        if (!(e instanceof DataAccessResourceFailureException)) {
          break;
        }
      } catch (RuntimeException | Error e) {
        rollBack(transaction, e);
        throw e;
      }
    }
    throw Unavailable.nothingDone("The log's head cannot be had.", last);
  }

  private TransactionStatus begin() {
    try {
      return transactions.getTransaction(new DefaultTransactionDefinition());
    } catch (TransactionException e) {
      throw Unavailable.nothingDone("The database cannot be reached.", e);
    }
  }

  private Taken takeHead() {
    return jdbc.query(
        TAKE_HEAD,
        rows -> {
          if (!rows.next()) {
            throw new IllegalStateException("log_head has lost its row");
          }
          return new Taken(Head.of(rows), rows.getString("sole_writer"));
        });
  }

  private void follow(Head head, Consumer<Stream<? extends DomainEventMessage<?>>> foreign) {
    if (head.position() != lastSeen) {
      epoch++;
      if (lastSeen != NOTHING) {
        foreign.accept(others.between(lastSeen, head.position()));
      }
      lastSeen = head.position();
    }
  }

  private void rollBack(TransactionStatus transaction, Throwable cause) {
    try {
      transactions.rollback(transaction);
    } catch (RuntimeException e) {
      cause.addSuppressed(e);
    }
  }

  /**
   * A connection that breaks during the commit leaves open whether it happened. Whoever takes the
   * head next knows: the old transaction is over then, one way or the other.
   */
  private void commit(TransactionStatus transaction, Batch decided, byte @Nullable [] firstDigest) {
    try {
      transactions.commit(transaction);
    } catch (RuntimeException e) {
      epoch++;
      if (firstDigest == null) {
        throw new NotCommitted(e);
      }
      log.warn("The answer to a commit was lost; looking whether it happened", e);
      if (!hasHappened(decided, firstDigest, e)) {
        throw new NotCommitted(e);
      }
    }
  }

  private boolean hasHappened(Batch decided, byte[] firstDigest, RuntimeException lost) {
    RuntimeException last = lost;
    for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
      try {
        TransactionStatus look = transactions.getTransaction(new DefaultTransactionDefinition());
        try {
          takeHead();
          return Boolean.TRUE.equals(
              jdbc.queryForObject(
                  "SELECT EXISTS (SELECT FROM events WHERE position = ? AND digest = ?)",
                  Boolean.class,
                  decided.head().position() + 1,
                  firstDigest));
        } finally {
          transactions.rollback(look);
        }
      } catch (RuntimeException e) {
        last = e;
      }
    }
    throw Unavailable.outcomeUnknown(last);
  }
}
