package tagledger.command.log;

import java.time.Duration;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.axonframework.eventhandling.GlobalSequenceTrackingToken;
import org.axonframework.eventhandling.TrackedEventMessage;
import org.axonframework.eventhandling.TrackingEventStream;
import org.axonframework.eventhandling.TrackingToken;
import org.jspecify.annotations.Nullable;
import tagledger.api.UnknownEvent;

/**
 * The log's events, page by page, to a reader that waits for more. What is behind the page at hand
 * is not peeked at: a reader that takes together what it can peek at takes no more than a page,
 * whose size is bounded in bytes. An event that cannot be read is told of only to a reader that has
 * taken all before it. For one thread.
 *
 * <p>A reader that has once come to the log's end follows it: what this node commits from then on,
 * he gets from memory.
 */
final class LogStream implements TrackingEventStream {

  private final LogEngine engine;
  private final Tail tail;
  private final Growth growth;
  private @Nullable TrackingToken last;
  private Iterator<? extends TrackedEventMessage<?>> page = Collections.emptyIterator();
  private @Nullable TrackedEventMessage<?> next;
  private @Nullable UnknownEvent unknown;
  private Tail.@Nullable Follower follower;

  /** Whether nothing was behind the page at hand when the log was last told to have grown. */
  private boolean isAtEnd;

  private long seen;
  private long looked;

  LogStream(LogEngine engine, Tail tail, Growth growth, @Nullable TrackingToken after) {
    this.engine = engine;
    this.tail = tail;
    this.growth = growth;
    this.last = after;
  }

  @Override
  public Optional<TrackedEventMessage<?>> peek() {
    takeFromPage();
    return Optional.ofNullable(next);
  }

  @Override
  public boolean hasNextAvailable(int timeout, TimeUnit unit) throws InterruptedException {
    long deadline = System.nanoTime() + unit.toNanos(timeout);
    takeFromPage();
    for (long left = unit.toNanos(timeout); ; left = deadline - System.nanoTime()) {
      if (next == null && unknown == null) {
        if (isAtEnd && left > 0) {
          growth.await(seen, Duration.ofNanos(left));
        } else if (isAtEnd && growth.isAsSeen(seen, looked)) {
          return false;
        }
        turn();
      }
      if (unknown != null) {
        throw unknown;
      }
      if (next != null || deadline - System.nanoTime() <= 0) {
        return next != null;
      }
    }
  }

  @Override
  public TrackedEventMessage<?> nextAvailable() throws InterruptedException {
    while (next == null) {
      hasNextAvailable(Integer.MAX_VALUE, TimeUnit.MILLISECONDS);
    }
    TrackedEventMessage<?> taken = next;
    next = null;
    return taken;
  }

  private void turn() {
    seen = growth.seen();
    looked = System.nanoTime();
    List<TrackedEventMessage<?>> newest =
        follower != null && last instanceof GlobalSequenceTrackingToken at
            ? follower.after(at.getGlobalIndex())
            : List.of();
    page = newest.isEmpty() ? engine.page(last) : newest.iterator();
    takeFromPage();
    isAtEnd = !newest.isEmpty() || next == null && unknown == null;
    if (isAtEnd && follower == null && last instanceof GlobalSequenceTrackingToken at) {
      follower = tail.follow(at.getGlobalIndex());
    }
  }

  private void takeFromPage() {
    if (next != null || unknown != null) {
      return;
    }
    try {
      if (page.hasNext()) {
        TrackedEventMessage<?> first = page.next();
        last = (GlobalSequenceTrackingToken) first.trackingToken();
        next = first;
      }
    } catch (UnknownEvent e) {
      unknown = e;
    }
  }

  @Override
  public void close() {
    page = Collections.emptyIterator();
    next = null;
    if (follower != null) {
      follower.close();
      follower = null;
    }
  }
}
