package tagledger.command.log;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.axonframework.eventhandling.DomainEventData;
import org.axonframework.eventhandling.DomainEventMessage;
import org.axonframework.eventhandling.EventMessage;
import org.axonframework.eventhandling.EventUtils;
import org.axonframework.eventhandling.GenericDomainEventEntry;
import org.axonframework.eventhandling.GlobalSequenceTrackingToken;
import org.axonframework.eventhandling.TrackedDomainEventData;
import org.axonframework.eventhandling.TrackedEventData;
import org.axonframework.eventhandling.TrackedEventMessage;
import org.axonframework.eventhandling.TrackingToken;
import org.axonframework.eventsourcing.EventStreamUtils;
import org.axonframework.eventsourcing.eventstore.BatchingEventStorageEngine;
import org.axonframework.serialization.SerializedObject;
import org.axonframework.serialization.Serializer;
import org.axonframework.serialization.upcasting.event.EventUpcaster;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGStatement;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * Reads the log for Axon, and keeps snapshots. Positions have no gaps and become visible in their
 * order, so that a position alone tells how far a reader is. An event's identifier is its position.
 *
 * <p>It does not append: that is {@link LogWriter}'s, which knows the head.
 */
public final class LogEngine extends BatchingEventStorageEngine {

  private static final Logger log = LoggerFactory.getLogger(LogEngine.class);
  private static final int EVENTS_AT_ONCE = 2000;

  /** What is fetched at once is bounded in bytes as well: a post's event may be of a megabyte. */
  static final int BYTES_AT_ONCE = 4 * 1024 * 1024;

  private static final String COLUMNS =
      "position, aggregate, sequence_number, type, revision, recorded_at, payload, metadata";

  private final JdbcTemplate jdbc;

  public LogEngine(JdbcTemplate jdbc, Serializer events, EventUpcaster upcasters) {
    super(
        new BatchingEventStorageEngine.Builder() {}.batchSize(EVENTS_AT_ONCE)
            .finalAggregateBatchPredicate(List::isEmpty)
            .eventSerializer(events)
            .snapshotSerializer(new SnapshotSerializer(events))
            .upcasterChain(upcasters));
    this.jdbc = jdbc;
  }

  /**
   * The next events after this token, as many as are fetched at once; none where there are none.
   */
  Iterator<? extends TrackedEventMessage<?>> page(@Nullable TrackingToken after) {
    return EventUtils.upcastAndDeserializeTrackedEvents(
            fetchTrackedEvents(after, EVENTS_AT_ONCE).stream(), getEventSerializer(), upcasterChain)
        .iterator();
  }

  /** The events with positions after the one and up to the other, in their order. */
  Stream<? extends DomainEventMessage<?>> between(long after, long upTo) {
    return readEvents(new GlobalSequenceTrackingToken(after), false)
        .map(event -> (DomainEventMessage<?>) event)
        .limit(upTo - after);
  }

  /** The events with those sequence numbers. */
  Stream<? extends DomainEventMessage<?>> events(String aggregate, Set<Integer> sequenceNumbers) {
    if (sequenceNumbers.isEmpty()) {
      return Stream.empty();
    }
    List<DomainEventData<byte[]>> found =
        jdbc.query(
            "SELECT "
                + COLUMNS
                + " FROM events WHERE aggregate = ? AND sequence_number = ANY (?)"
                + " ORDER BY sequence_number",
            (row, n) -> domainEvent(row),
            aggregate,
            sequenceNumbers.toArray(Integer[]::new));
    return EventStreamUtils.upcastAndDeserializeDomainEvents(
            found.stream(), getEventSerializer(), upcasterChain)
        .asStream();
  }

  @Override
  protected List<TrackedEventData<byte[]>> fetchTrackedEvents(
      @Nullable TrackingToken lastToken, int batchSize) {
    long after = lastToken == null ? 0 : ((GlobalSequenceTrackingToken) lastToken).getGlobalIndex();
    return jdbc.query(
        atOnce("position > ?", "position"),
        (row, n) ->
            new TrackedDomainEventData<>(
                new GlobalSequenceTrackingToken(row.getLong(1)), domainEvent(row)),
        after,
        batchSize);
  }

  @Override
  protected List<DomainEventData<byte[]>> fetchDomainEvents(
      String aggregate, long firstSequenceNumber, int batchSize) {
    return jdbc.query(
        atOnce("aggregate = ? AND sequence_number >= ?", "sequence_number"),
        (row, n) -> domainEvent(row),
        aggregate,
        firstSequenceNumber,
        batchSize);
  }

  @Override
  protected void appendEvents(List<? extends EventMessage<?>> events, Serializer serializer) {
    throw new IllegalStateException("Events are appended by the lane's transaction alone");
  }

  @Override
  protected void storeSnapshot(DomainEventMessage<?> snapshot, Serializer serializer) {
    SerializedObject<byte[]> payload = snapshot.serializePayload(serializer, byte[].class);
    jdbc.update(
        """
        INSERT INTO snapshots (aggregate, revision, sequence_number, payload) VALUES (?, ?, ?, ?)
        ON CONFLICT (aggregate, revision) DO UPDATE
        SET sequence_number = excluded.sequence_number, payload = excluded.payload, taken_at = now()
        WHERE snapshots.sequence_number < excluded.sequence_number""",
        snapshot.getAggregateIdentifier(),
        payload.getType().getRevision(),
        snapshot.getSequenceNumber(),
        payload.getData());
  }

  /** Only the revision that this version writes: others are another version's. */
  @Override
  protected Stream<? extends DomainEventData<?>> readSnapshotData(String aggregate) {
    return jdbc
        .query(
            connection -> {
              PreparedStatement statement =
                  connection.prepareStatement(
                      """
                      SELECT aggregate, sequence_number, payload, taken_at
                      FROM snapshots WHERE aggregate = ? AND revision = ?""");
              // From its first execution in binary: as text, megabytes are sent as twice as many.
              statement.unwrap(PGStatement.class).setPrepareThreshold(-1);
              statement.setString(1, aggregate);
              statement.setString(2, SnapshotSerializer.TYPE.getRevision());
              return statement;
            },
            (row, n) ->
                new GenericDomainEventEntry<>(
                    "Store",
                    row.getString(1),
                    row.getLong(2),
                    "snapshot/" + row.getString(1),
                    row.getObject(4, OffsetDateTime.class).toInstant(),
                    SnapshotSerializer.TYPE.getName(),
                    SnapshotSerializer.TYPE.getRevision(),
                    row.getBytes(3),
                    SnapshotSerializer.NO_METADATA))
        .stream();
  }

  /** A snapshot is only a copy: without one that can be read, all events are. */
  @Override
  public Optional<DomainEventMessage<?>> readSnapshot(String aggregate) {
    try {
      Optional<DomainEventMessage<?>> snapshot = super.readSnapshot(aggregate);
      snapshot.ifPresent(DomainEventMessage::getPayload);
      return snapshot;
    } catch (DataAccessException e) {
      throw e;
    } catch (RuntimeException e) {
      log.warn("The snapshot of {} cannot be read; its events are read instead", aggregate, e);
      return Optional.empty();
    }
  }

  @Override
  public Optional<Long> lastSequenceNumberFor(String aggregate) {
    return Optional.ofNullable(
        jdbc.queryForObject(
            "SELECT max(sequence_number) FROM events WHERE aggregate = ?", Long.class, aggregate));
  }

  @Override
  public TrackingToken createTailToken() {
    return new GlobalSequenceTrackingToken(0);
  }

  @Override
  public TrackingToken createHeadToken() {
    return tokenAt("SELECT max(position) FROM events");
  }

  @Override
  public TrackingToken createTokenAt(Instant moment) {
    return tokenAt(
        "SELECT max(position) FROM events WHERE recorded_at < ?", moment.atOffset(ZoneOffset.UTC));
  }

  /** The last parameter is how many at most. At least one is fetched where there is any. */
  private static String atOnce(String condition, String order) {
    return """
        SELECT %1$s FROM (
          SELECT %1$s, sum(octet_length(payload)) OVER (ORDER BY %3$s ROWS UNBOUNDED PRECEDING)
                       - octet_length(payload) AS bytes_before
          FROM (SELECT * FROM events WHERE %2$s ORDER BY %3$s LIMIT ?) AS page) AS measured
        WHERE bytes_before < %4$d ORDER BY %3$s"""
        .formatted(COLUMNS, condition, order, BYTES_AT_ONCE);
  }

  private TrackingToken tokenAt(String sql, Object... parameters) {
    Long position = jdbc.queryForObject(sql, Long.class, parameters);
    return new GlobalSequenceTrackingToken(position == null ? 0 : position);
  }

  private static GenericDomainEventEntry<byte[]> domainEvent(ResultSet row) throws SQLException {
    return new GenericDomainEventEntry<>(
        "Store",
        row.getString(2),
        row.getLong(3),
        row.getString(1),
        row.getObject(6, OffsetDateTime.class).toInstant(),
        row.getString(4),
        row.getString(5),
        row.getBytes(7),
        row.getBytes(8));
  }
}
