package tagledger.command.log;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.axonframework.eventhandling.DomainEventMessage;
import org.jspecify.annotations.Nullable;

/** What one write transaction is going to add to the log. For the lane's thread alone. */
final class Batch {

  record Entry(Kind kind, int id) {}

  private final Head head;
  private final List<DomainEventMessage<?>> events = new ArrayList<>();
  private final Map<Entry, Integer> entries = new HashMap<>();
  private final Map<Kind, Integer> lastIds = new EnumMap<>(Kind.class);
  private int lastStore;
  private byte @Nullable [] firstDigest;

  Batch(Head head) {
    this.head = head;
    lastStore = head.lastStore();
    lastIds.put(Kind.ITEM, head.lastItem());
    lastIds.put(Kind.POST, head.lastPost());
    lastIds.put(Kind.TAG, head.lastTag());
  }

  Head head() {
    return head;
  }

  void add(DomainEventMessage<?> event) {
    events.add(event);
  }

  List<DomainEventMessage<?>> events() {
    return events;
  }

  /** Where the log ends when all that was added so far is in it. */
  long lastPosition() {
    return head.position() + events.size();
  }

  /** The log's head when it has been committed. */
  Head headAfterwards() {
    return new Head(
        lastPosition(),
        head.recordedAt(),
        lastStore,
        lastId(Kind.ITEM),
        lastId(Kind.POST),
        lastId(Kind.TAG));
  }

  /** Of its first event, which its random salt makes unlike any other; none before it is sent. */
  byte @Nullable [] firstDigest() {
    return firstDigest;
  }

  void sent(byte[] digestOfFirst) {
    firstDigest = digestOfFirst;
  }

  void enter(Kind kind, int id, int store) {
    entries.put(new Entry(kind, id), store);
  }

  /** New entries of the directory: to which store each belongs. */
  Map<Entry, Integer> entries() {
    return entries;
  }

  int lastStore() {
    return lastStore;
  }

  int nextStore() {
    lastStore = Math.incrementExact(lastStore);
    return lastStore;
  }

  int lastId(Kind kind) {
    return lastIds.getOrDefault(kind, 0);
  }

  void setLastId(Kind kind, int id) {
    lastIds.put(kind, id);
  }
}
