package tagledger.query.projection;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.axonframework.common.stream.BlockingStream;
import org.axonframework.eventhandling.GlobalSequenceTrackingToken;
import org.axonframework.eventhandling.TrackedEventMessage;
import org.axonframework.messaging.StreamableMessageSource;
import org.jspecify.annotations.Nullable;
import org.springframework.util.ReflectionUtils;
import tagledger.query.projection.Projector.Recorded;

/**
 * The log from one position to another, in pieces, read and decoded by a thread of its own while
 * the caller writes what the piece before came to. For one thread; to be closed.
 */
final class Replay implements AutoCloseable {

  private static final int EVENTS_AT_ONCE = 2_000;
  private static final int PIECES_AHEAD = 4;
  private static final Duration MOMENT = Duration.ofMillis(50);

  /** What the reader hands over: events, or why there are no more. */
  private record Piece(List<Recorded> events, @Nullable Throwable failure) {}

  private final BlockingStream<TrackedEventMessage<?>> stream;
  private final BlockingQueue<Piece> pieces = new ArrayBlockingQueue<>(PIECES_AHEAD);
  private final Thread reader;
  private final long upTo;
  private volatile boolean closed;
  private long position;

  Replay(StreamableMessageSource<TrackedEventMessage<?>> log, long after, long upTo) {
    this.stream = log.openStream(new GlobalSequenceTrackingToken(after));
    this.position = after;
    this.upTo = upTo;
    this.reader = Thread.ofPlatform().daemon().name("replay").start(this::read);
  }

  /**
   * The next events, or none at the end.
   *
   * @throws RuntimeException where an event cannot be read, or the caller is interrupted
   */
  List<Recorded> next() {
    if (position >= upTo) {
      return List.of();
    }
    Piece piece = take();
    if (piece.failure() != null) {
      ReflectionUtils.rethrowRuntimeException(piece.failure());
    }
    position = piece.events().getLast().position();
    return piece.events();
  }

  /** Of the last event that was handed out. */
  long position() {
    return position;
  }

  void forEach(Consumer<List<Recorded>> piece) {
    for (List<Recorded> next = next(); !next.isEmpty(); next = next()) {
      piece.accept(next);
    }
  }

  private Piece take() {
    try {
      return pieces.take();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("Stopped", e);
    }
  }

  private void read() {
    try {
      long last = position;
      while (last < upTo && !closed) {
        List<Recorded> events = new ArrayList<>(EVENTS_AT_ONCE);
        if (stream.hasNextAvailable(1, TimeUnit.SECONDS)) {
          do {
            events.add(ProjectionInvoker.recorded(stream.nextAvailable()));
          } while (events.size() < EVENTS_AT_ONCE
              && events.getLast().position() < upTo
              && stream.peek().isPresent());
          last = events.getLast().position();
          pieces.put(new Piece(events, null));
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (RuntimeException | Error e) {
      fail(e);
    }
  }

  private void fail(Throwable e) {
    try {
      pieces.put(new Piece(List.of(), e));
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  /** Returns when the reader has gone: the connection is free that it read with. */
  @Override
  public void close() {
    closed = true;
    reader.interrupt();
    try {
      while (!reader.join(MOMENT)) {
        pieces.clear();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    stream.close();
  }
}
