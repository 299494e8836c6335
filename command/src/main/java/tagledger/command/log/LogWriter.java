package tagledger.command.log;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.axonframework.eventhandling.DomainEventMessage;
import org.axonframework.eventhandling.EventMessage;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.transaction.TransactionStatus;
import tagledger.api.Unavailable;

/**
 * The transaction in which the log grows: there is one writer at a time over all nodes, positions
 * have no gaps and are in the order of commits, and whatever is decided is decided on the newest
 * state. For one thread alone.
 *
 * <p>Where this node's name stands as the only writer's, it decides on the head as it left it, and
 * all is one statement that does nothing if the head or the name is another by then. Else, and
 * where tables beside the log are written as well, it takes the head first.
 */
public final class LogWriter {

  private static final Logger log = LoggerFactory.getLogger(LogWriter.class);

  /** Before the first batch nothing is remembered that could be behind. */
  private static final long NOTHING = -1;

  private final LogHead heads;
  private final LogEngine others;
  private final EventAppender appender;
  private final Directory directory;
  private final Tail tail;
  private final SoleWriterLease sole;
  private long lastSeen = NOTHING;
  private long epoch;

  /** As this node has left it, where nothing has failed since. */
  private @Nullable Head left;

  /** This node's, under which the batch is decided; none where the head is held. */
  private @Nullable String name;

  private @Nullable TransactionStatus transaction;
  private @Nullable Batch batch;
  private volatile @Nullable Thread writing;

  LogWriter(
      LogHead heads,
      LogEngine others,
      EventAppender appender,
      Directory directory,
      Tail tail,
      SoleWriterLease sole) {
    this.heads = heads;
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
   * @param holding whether to take the head before the decisions run, as whoever tries again must
   * @param foreign gets what other nodes have committed since the last call, before the decisions
   *     run; at the first call there is none. What a newer version wrote there may be unknown, and
   *     tells by its payload
   */
  public <T> T write(
      boolean holding,
      Consumer<Stream<? extends DomainEventMessage<?>>> foreign,
      Supplier<T> decisions) {
    Batch deciding = new Batch(open(holding));
    try {
      if (transaction != null) {
        follow(deciding.head(), foreign);
      }
      batch = deciding;
      writing = Thread.currentThread();
      T result = decide(decisions);
      List<StoredEvent> last = commit(deciding);
      if (!last.isEmpty()) {
        tail.add(last);
      }
      lastSeen = deciding.lastPosition();
      left = deciding.headAfterwards();
      directory.remember(deciding.entries());
      return result;
    } catch (RuntimeException | Error e) {
      epoch++;
      if (transaction != null) {
        heads.leave(transaction, e);
      }
      throw e;
    } finally {
      writing = null;
      batch = null;
      transaction = null;
    }
  }

  /** Adds an event to the batch that is being decided. */
  void append(EventMessage<?> event) {
    batch().add((DomainEventMessage<?>) event);
  }

  /**
   * Has all that is written from here on be in one transaction with the batch that is being
   * decided. To be called before any table beside the log is written.
   *
   * @throws NotCommitted where another node has written since the batch was begun
   */
  void hold() {
    if (transaction == null) {
      LogHead.Taken taken = heads.take();
      if (!taken.is(batch().head().position(), requireNonNull(name))) {
        NotCommitted elsewhere = elsewhere();
        heads.leave(taken.transaction(), elsewhere);
        throw elsewhere;
      }
      transaction = taken.transaction();
    }
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

  private Head open(boolean holding) {
    Head known = left;
    left = null;
    name = holding || known == null ? null : sole.name();
    if (known != null && name != null) {
      return known;
    }
    LogHead.Taken taken = heads.take();
    transaction = taken.transaction();
    return taken.head();
  }

  /** What fails while the head is not held may do better when it is. */
  private <T> T decide(Supplier<T> decisions) {
    try {
      return decisions.get();
    } catch (RuntimeException e) {
      throw transaction == null ? new NotCommitted(e) : e;
    }
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

  /** Answers the events of the last statement, where they are known as they are stored. */
  private List<StoredEvent> commit(Batch decided) {
    if (transaction == null && !appender.takesOneStatement(decided)) {
      hold();
    }
    if (transaction != null) {
      List<StoredEvent> last = decided.events().isEmpty() ? List.of() : appender.append(decided);
      commit(transaction, decided);
      return last;
    }
    String under = requireNonNull(name);
    if (!decided.events().isEmpty()) {
      return commit(decided, under);
    }
    confirm(decided.head().position(), under);
    return List.of();
  }

  /** What was decided without an event was decided on the newest state all the same. */
  private void confirm(long position, String under) {
    boolean newest;
    try {
      newest = heads.is(position, under);
    } catch (RuntimeException e) {
      throw new NotCommitted(e);
    }
    if (!newest) {
      throw elsewhere();
    }
  }

  /**
   * A connection that breaks during the commit leaves open whether it happened. Whoever takes the
   * head next knows: the old transaction is over then, one way or the other.
   */
  private void commit(TransactionStatus held, Batch decided) {
    try {
      heads.commit(held);
    } catch (RuntimeException e) {
      log.warn("The answer to a commit was lost; looking whether it happened", e);
      if (!hasHappened(decided, () -> {}, e)) {
        throw new NotCommitted(e);
      }
    }
  }

  /**
   * In one statement. Where its answer is lost, it may still be on its way: it will never do
   * anything once the name is another.
   */
  private List<StoredEvent> commit(Batch decided, String under) {
    List<StoredEvent> stored;
    try {
      stored = appender.append(decided, under);
    } catch (RuntimeException e) {
      log.warn("A write failed, or its answer was lost; looking whether it happened", e);
      if (!hasHappened(decided, () -> sole.withdraw(under), e)) {
        throw new NotCommitted(e);
      }
      return List.of();
    }
    if (stored.isEmpty()) {
      throw elsewhere();
    }
    return stored;
  }

  private NotCommitted elsewhere() {
    sole.forget(requireNonNull(name));
    return new NotCommitted(new IllegalStateException("Another node has written meanwhile"));
  }

  private boolean hasHappened(Batch decided, Runnable before, RuntimeException lost) {
    byte[] firstDigest = decided.firstDigest();
    epoch++;
    if (firstDigest == null) {
      return false;
    }
    RuntimeException last = lost;
    for (int attempt = 0; attempt < LogHead.ATTEMPTS; attempt++) {
      try {
        before.run();
        return heads.hasEvent(decided.head().position() + 1, firstDigest);
      } catch (RuntimeException e) {
        last = e;
      }
    }
    throw Unavailable.outcomeUnknown(last);
  }
}
