package tagledger.query.projection;

import java.time.OffsetDateTime;
import java.util.List;
import java.util.stream.Stream;
import org.axonframework.eventsourcing.eventstore.EventStore;
import org.springframework.jdbc.core.JdbcTemplate;
import tagledger.api.DeadLetters;
import tagledger.api.StoreId;

/** The dead letters of all projections, in the tables that serve. */
public final class ParkedEvents implements DeadLetters {

  private static final String LETTERS =
      """
      SELECT letter.id, letter.store_id, letter.position, first.type, letter.cause, letter.since,
             letter.tried_at, letter.tries,
             coalesce(last.sequence_number - first.sequence_number + 1, 0)
      FROM dead_letters AS letter
      JOIN tagledger.events AS first ON first.position = letter.position
      LEFT JOIN LATERAL (
        SELECT sequence_number FROM tagledger.events
        WHERE aggregate = first.aggregate AND sequence_number >= first.sequence_number
          AND position <= (
            SELECT %s FROM tokens)
        ORDER BY sequence_number DESC LIMIT 1) AS last ON true
      ORDER BY letter.position"""
          .formatted(ProjectionTokens.POSITION);

  private final List<Projection> projections;
  private final EventStore log;

  public ParkedEvents(List<Projection> projections, EventStore log) {
    this.projections = projections;
    this.log = log;
  }

  @Override
  public List<DeadLetter> list() {
    return projections.stream().flatMap(ParkedEvents::of).toList();
  }

  @Override
  public long retry(String id) {
    Projection projection =
        projections.stream()
            .filter(it -> holds(it, id))
            .findAny()
            .orElseThrow(() -> new NoSuchDeadLetter(id));
    return new Retry(projection, log::readEvents).run(id);
  }

  private static Stream<DeadLetter> of(Projection projection) {
    return new JdbcTemplate(projection.writer())
            .query(
                LETTERS,
                (row, n) ->
                    new DeadLetter(
                        row.getString(1),
                        projection.name(),
                        new StoreId(row.getInt(2)),
                        row.getLong(3),
                        row.getString(4),
                        row.getString(5),
                        row.getObject(6, OffsetDateTime.class).toInstant(),
                        row.getObject(7, OffsetDateTime.class).toInstant(),
                        row.getInt(8),
                        row.getLong(9)))
            .stream();
  }

  private static boolean holds(Projection projection, String id) {
    return Boolean.TRUE.equals(
        new JdbcTemplate(projection.writer())
            .queryForObject(
                "SELECT EXISTS (SELECT FROM dead_letters WHERE id = ?)", Boolean.class, id));
  }
}
