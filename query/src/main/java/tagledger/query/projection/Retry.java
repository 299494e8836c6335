package tagledger.query.projection;

import static java.util.Objects.requireNonNull;

import java.util.HashMap;
import java.util.List;
import org.axonframework.eventsourcing.eventstore.DomainEventStream;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import tagledger.api.DeadLetters.StillDead;
import tagledger.api.Event;
import tagledger.api.StoreId;
import tagledger.query.projection.Projector.Recorded;

/**
 * Projects what waits of a parked store, on any node: a part in each transaction, which moves the
 * letter on, so that nobody waits for long and a crash loses the last part at most. While one runs,
 * no batch is under way, and no other generation takes the place of this one.
 */
final class Retry {

  private static final int EVENTS_AT_ONCE = 500;

  private static final String HOLD =
      "SET LOCAL synchronous_commit = on; LOCK TABLE generation IN EXCLUSIVE MODE";

  /** Up to where it is passed: what comes after, the next batch projects or passes. */
  private static final String WAITING =
      """
      SELECT next.sequence_number, next.position FROM tagledger.events AS first
      JOIN tagledger.events AS next
        ON next.aggregate = first.aggregate AND next.sequence_number >= first.sequence_number
      WHERE first.position = ? AND next.position <= (
        SELECT %s FROM tokens)
      ORDER BY next.sequence_number LIMIT ?"""
          .formatted(ProjectionTokens.POSITION);

  private record Letter(int store, long position) {}

  private record Waiting(long sequence, long position) {}

  private record Part(int projected, boolean isLast, @Nullable DeadLetter failed) {}

  /** A store's events from one of its sequence numbers on. */
  interface StoreEvents {
    DomainEventStream read(String aggregate, long firstSequenceNumber);
  }

  private final Projection projection;
  private final StoreEvents log;
  private final JdbcTemplate jdbc;
  private final TransactionTemplate transaction;

  Retry(Projection projection, StoreEvents log) {
    this.projection = projection;
    this.log = log;
    this.jdbc = new JdbcTemplate(projection.writer());
    this.transaction = new TransactionTemplate(new JdbcTransactionManager(projection.writer()));
  }

  /**
   * Returns how many events were projected, when none waits.
   *
   * @throws StillDead where one cannot be
   */
  long run(String id) {
    long projected = 0;
    boolean done = false;
    while (!done) {
      Part part = requireNonNull(transaction.execute(begun -> part(id)));
      projected += part.projected();
      done = part.isLast();
      DeadLetter failed = part.failed();
      if (failed != null) {
        throw new StillDead(
            new StoreId(failed.store()), projected, failed.position(), failed.why().reason());
      }
    }
    int parked = projection.state().parked();
    projection.follower().lost(parked == 0);
    projection.progress().parked(parked);
    return projected;
  }

  private Part part(String id) {
    jdbc.execute(HOLD);
    List<Letter> letters =
        jdbc.query(
            "SELECT store_id, position FROM dead_letters WHERE id = ?",
            (row, n) -> new Letter(row.getInt(1), row.getLong(2)),
            id);
    if (letters.isEmpty()) {
      return new Part(0, true, null);
    }
    Letter letter = letters.getFirst();
    List<Waiting> waiting =
        jdbc.query(
            WAITING,
            (row, n) -> new Waiting(row.getLong(1), row.getLong(2)),
            letter.position(),
            EVENTS_AT_ONCE + 1);
    boolean isLast = waiting.size() <= EVENTS_AT_ONCE;
    List<Waiting> next = isLast ? waiting : waiting.subList(0, EVENTS_AT_ONCE);
    CarefulProjection careful =
        new CarefulProjection(projection.projector()::resume, jdbc, new HashMap<>());
    careful.project(read(letter.store(), next));
    if (!careful.letters().isEmpty()) {
      DeadLetter failed = careful.letters().getFirst();
      long before = next.stream().filter(it -> it.position() < failed.position()).count();
      return new Part(Math.toIntExact(before), true, failed);
    }
    if (isLast) {
      jdbc.update("DELETE FROM dead_letters WHERE id = ?", id);
    } else {
      jdbc.update(
          "UPDATE dead_letters SET position = ? WHERE id = ?", waiting.getLast().position(), id);
    }
    return new Part(next.size(), isLast, null);
  }

  /** Of the store's events, those: they follow on each other. */
  private List<Recorded> read(int store, List<Waiting> next) {
    if (next.isEmpty()) {
      return List.of();
    }
    var events = log.read("store/" + store, next.getFirst().sequence()).asStream();
    try (events) {
      var messages = events.iterator();
      return next.stream()
          .map(
              it -> {
                var message = messages.next();
                return new Recorded(
                    (Event) message.getPayload(),
                    message.getSequenceNumber(),
                    it.position(),
                    message.getMetaData());
              })
          .toList();
    }
  }
}
