package tagledger.command.log;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.axonframework.eventhandling.EventUtils;
import org.axonframework.eventhandling.GlobalSequenceTrackingToken;
import org.axonframework.eventhandling.TrackedDomainEventData;
import org.axonframework.eventhandling.TrackedEventMessage;
import org.axonframework.serialization.Serializer;
import org.axonframework.serialization.upcasting.event.EventUpcaster;

/**
 * The last events that this node has committed, for those who follow the log: they need not be read
 * back. They are read from the bytes that the log holds, as all events are, and each only once,
 * however many follow. What all of them have taken is let go, so that it dies young: kept a while,
 * it was most of what the collector copied. Safe for all threads.
 */
final class Tail {

  private static final int EVENTS = 4_000;

  private record Held(TrackedEventMessage<?> event, int bytes) {}

  private final Serializer serializer;
  private final EventUpcaster upcasters;
  private final Deque<Held> held = new ArrayDeque<>();
  private final Set<Follower> followers = new HashSet<>();
  private long last;
  private long bytes;

  Tail(Serializer serializer, EventUpcaster upcasters) {
    this.serializer = serializer;
    this.upcasters = upcasters;
  }

  /** Adds what has been committed; what went before stays, where this follows on it. */
  synchronized void add(List<StoredEvent> committed) {
    if (committed.getFirst().position() != last + 1) {
      held.clear();
      bytes = 0;
    }
    if (!followers.isEmpty()) {
      committed.forEach(this::add);
    }
    last = committed.getLast().position();
    letGo();
  }

  private void add(StoredEvent stored) {
    held.add(new Held(read(stored), stored.payload().length));
    bytes += stored.payload().length;
    while (held.size() > EVENTS || bytes > LogEngine.BYTES_AT_ONCE) {
      bytes -= held.remove().bytes();
    }
  }

  private void letGo() {
    long taken = followers.stream().mapToLong(follower -> follower.taken).min().orElse(last);
    while (last - held.size() < taken && !held.isEmpty()) {
      bytes -= held.remove().bytes();
    }
  }

  /** Someone who has read the log up to there, and now follows it. */
  synchronized Follower follow(long position) {
    Follower follower = new Follower(position);
    followers.add(follower);
    return follower;
  }

  private List<TrackedEventMessage<?>> after(long position) {
    long wanted = last - position;
    if (wanted <= 0 || wanted > held.size()) {
      return List.of();
    }
    List<TrackedEventMessage<?>> events = new ArrayList<>((int) wanted);
    Iterator<Held> newest = held.descendingIterator();
    while (events.size() < wanted) {
      events.add(newest.next().event());
    }
    return events.reversed();
  }

  /** For one thread. */
  final class Follower implements AutoCloseable {

    /** Guarded by the tail. */
    private long taken;

    private Follower(long position) {
      this.taken = position;
    }

    /**
     * Takes those after that position, up to which he has all; none where the next one is not here.
     */
    List<TrackedEventMessage<?>> after(long position) {
      synchronized (Tail.this) {
        List<TrackedEventMessage<?>> events = Tail.this.after(position);
        taken = position + events.size();
        return events;
      }
    }

    @Override
    public void close() {
      synchronized (Tail.this) {
        followers.remove(this);
      }
    }
  }

  /** Its payload and its metadata are read when they are first asked for. */
  private TrackedEventMessage<?> read(StoredEvent stored) {
    var data =
        new TrackedDomainEventData<>(
            new GlobalSequenceTrackingToken(stored.position()), stored.asAxonKnowsIt());
    return EventUtils.upcastAndDeserializeTrackedEvents(Stream.of(data), serializer, upcasters)
        .findFirst()
        .orElseThrow();
  }
}
