package tagledger.command.log;

import java.security.MessageDigest;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.IntFunction;
import org.axonframework.eventhandling.DomainEventMessage;
import org.axonframework.serialization.SerializedObject;
import org.axonframework.serialization.Serializer;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * Writes a batch — its events, its directory entries and the new head — in one statement, or in a
 * few where it is a large one.
 */
final class EventAppender {

  private static final int SALT_BYTES = 16;

  /** However much is imported at once, this much of it is in memory twice. */
  private static final int EVENTS_IN_A_STATEMENT = 5_000;

  private static final long BYTES_IN_A_STATEMENT = 16 * 1024 * 1024;

  private static final String EVENTS =
      """
      INSERT INTO events (position, aggregate, sequence_number, type, revision, recorded_at,
                          payload, metadata, salt, digest)
      SELECT head.position + n, aggregate, sequence_number, type, revision, head.recorded_at,
             payload, metadata, salt, digest
      FROM head, unnest(?::text[], ?::bigint[], ?::text[], ?::text[], ?::bytea[], ?::bytea[],
                        ?::bytea[], ?::bytea[])
        WITH ORDINALITY AS event (aggregate, sequence_number, type, revision, payload, metadata, salt,
                                  digest, n)
      """;

  /**
   * Does nothing where the head is not that one. Whose clock or whose node is behind adds events at
   * the time of the last one.
   */
  private static final String MOVE_HEAD_AND_APPEND =
      """
      WITH moved AS (
        UPDATE log_head SET position = ?, last_store = ?, last_item = ?, last_post = ?, last_tag = ?,
                            recorded_at = greatest(recorded_at, clock_timestamp())
        WHERE position = ? AND (?::text IS NULL OR sole_writer = ?)
        RETURNING recorded_at
      ), head AS (
        SELECT ?::bigint AS position, recorded_at FROM moved
      ), entries AS (
        INSERT INTO directory (kind, id, store_id)
        SELECT entry.* FROM moved, unnest(?::smallint[], ?::integer[], ?::integer[]) AS entry
      ), added AS (
      """
          + EVENTS
          + ") SELECT recorded_at FROM moved";

  private static final String APPEND =
      "WITH head AS (SELECT ?::bigint AS position, ?::timestamptz AS recorded_at) " + EVENTS;

  /** An event as it is to be stored, but for its position and its time. */
  @SuppressWarnings("ArrayRecordComponent")
  private record Row(
      DomainEventMessage<?> event,
      SerializedObject<byte[]> payload,
      byte[] metadata,
      byte[] salt,
      byte[] digest) {

    StoredEvent at(long position, OffsetDateTime recordedAt) {
      return new StoredEvent(
          position,
          event.getAggregateIdentifier(),
          event.getSequenceNumber(),
          payload.getType().getName(),
          payload.getType().getRevision(),
          recordedAt.toInstant(),
          payload.getData(),
          metadata,
          salt,
          digest);
    }
  }

  private final JdbcTemplate jdbc;
  private final Serializer serializer;
  private final SecureRandom random = new SecureRandom();

  EventAppender(JdbcTemplate jdbc, Serializer serializer) {
    this.jdbc = jdbc;
    this.serializer = serializer;
  }

  boolean takesOneStatement(Batch batch) {
    return endOfStatement(batch.events(), 0) == batch.events().size();
  }

  /** In the transaction that holds the head. Answers the events of the last statement. */
  List<StoredEvent> append(Batch batch) {
    List<DomainEventMessage<?>> events = batch.events();
    List<Row> rows = rows(events.subList(0, endOfStatement(events, 0)));
    OffsetDateTime recordedAt = moveHeadAndAppend(batch, rows, null);
    if (recordedAt == null) {
      throw new IllegalStateException("The log's head is not where it was taken");
    }
    int from = 0;
    while (from + rows.size() < events.size()) {
      from += rows.size();
      rows = rows(events.subList(from, endOfStatement(events, from)));
      append(rows, batch.head().position() + from, recordedAt);
    }
    return stored(rows, batch.head().position() + from, recordedAt);
  }

  /**
   * In one statement, where the head is the batch's and that name stands in it. Answers the events,
   * or none where it is not so and nothing was done.
   */
  List<StoredEvent> append(Batch batch, String soleWriter) {
    List<Row> rows = rows(batch.events());
    OffsetDateTime recordedAt = moveHeadAndAppend(batch, rows, soleWriter);
    return recordedAt == null ? List.of() : stored(rows, batch.head().position(), recordedAt);
  }

  private int endOfStatement(List<DomainEventMessage<?>> events, int from) {
    int most = Math.min(events.size(), from + EVENTS_IN_A_STATEMENT);
    long bytes = 0;
    int to = from;
    while (to < most && bytes < BYTES_IN_A_STATEMENT) {
      bytes += payload(events.get(to)).getData().length;
      to++;
    }
    return to;
  }

  /** Serialized once: the message remembers it. */
  private SerializedObject<byte[]> payload(DomainEventMessage<?> event) {
    return event.serializePayload(serializer, byte[].class);
  }

  private List<Row> rows(List<DomainEventMessage<?>> events) {
    MessageDigest sha256 = StoredEvent.sha256();
    byte[] salts = new byte[events.size() * SALT_BYTES];
    random.nextBytes(salts);
    List<Row> rows = new ArrayList<>(events.size());
    for (DomainEventMessage<?> event : events) {
      SerializedObject<byte[]> payload = payload(event);
      byte[] metadata = inOrder(event.getMetaData());
      int n = rows.size();
      byte[] salt = Arrays.copyOfRange(salts, n * SALT_BYTES, (n + 1) * SALT_BYTES);
      sha256.update(salt);
      sha256.update(payload.getData());
      rows.add(new Row(event, payload, metadata, salt, sha256.digest(metadata)));
    }
    return rows;
  }

  private static List<StoredEvent> stored(List<Row> rows, long after, OffsetDateTime recordedAt) {
    List<StoredEvent> stored = new ArrayList<>(rows.size());
    for (Row row : rows) {
      stored.add(row.at(after + stored.size() + 1, recordedAt));
    }
    return stored;
  }

  /** Answers the events' time, or nothing where the head is another. */
  private @Nullable OffsetDateTime moveHeadAndAppend(
      Batch batch, List<Row> rows, @Nullable String soleWriter) {
    batch.sent(rows.getFirst().digest());
    return jdbc.execute(
        MOVE_HEAD_AND_APPEND,
        (PreparedStatement statement) -> {
          bind(statement, bindHead(statement, batch, soleWriter), rows);
          try (ResultSet moved = statement.executeQuery()) {
            return moved.next() ? moved.getObject(1, OffsetDateTime.class) : null;
          }
        });
  }

  private void append(List<Row> rows, long after, OffsetDateTime recordedAt) {
    jdbc.execute(
        APPEND,
        (PreparedStatement statement) -> {
          statement.setLong(1, after);
          statement.setObject(2, recordedAt);
          bind(statement, 2, rows);
          return statement.executeUpdate();
        });
  }

  private static void bind(PreparedStatement statement, int bound, List<Row> rows)
      throws SQLException {
    int n = bound;
    bind(statement, ++n, "text", String[]::new, rows, row -> row.event().getAggregateIdentifier());
    bind(statement, ++n, "bigint", Long[]::new, rows, row -> row.event().getSequenceNumber());
    bind(statement, ++n, "text", String[]::new, rows, row -> row.payload().getType().getName());
    bind(statement, ++n, "text", String[]::new, rows, row -> row.payload().getType().getRevision());
    bind(statement, ++n, "bytea", byte[][]::new, rows, row -> row.payload().getData());
    bind(statement, ++n, "bytea", byte[][]::new, rows, Row::metadata);
    bind(statement, ++n, "bytea", byte[][]::new, rows, Row::salt);
    bind(statement, ++n, "bytea", byte[][]::new, rows, Row::digest);
  }

  /** An array of the elements' own class, which the driver sends in binary. */
  private static <T> void bind(
      PreparedStatement statement,
      int parameter,
      String type,
      IntFunction<T[]> array,
      List<Row> rows,
      Function<Row, @Nullable T> column)
      throws SQLException {
    T[] values = rows.stream().map(column).toArray(array);
    statement.setArray(parameter, statement.getConnection().createArrayOf(type, values));
  }

  /** Answers how many parameters it has bound. */
  private static int bindHead(PreparedStatement statement, Batch batch, @Nullable String soleWriter)
      throws SQLException {
    statement.setLong(1, batch.lastPosition());
    statement.setInt(2, batch.lastStore());
    statement.setInt(3, batch.lastId(Kind.ITEM));
    statement.setInt(4, batch.lastId(Kind.POST));
    statement.setInt(5, batch.lastId(Kind.TAG));
    statement.setLong(6, batch.head().position());
    statement.setString(7, soleWriter);
    statement.setString(8, soleWriter);
    statement.setLong(9, batch.head().position());
    bindEntries(statement, 9, batch.entries());
    return 12;
  }

  /** One order of keys, so that equal metadata are equal bytes. */
  private byte[] inOrder(Map<String, ?> metadata) {
    return serializer.serialize(new TreeMap<>(metadata), byte[].class).getData();
  }

  private static void bindEntries(
      PreparedStatement statement, int bound, Map<Batch.Entry, Integer> entries)
      throws SQLException {
    Short[] kinds = new Short[entries.size()];
    Integer[] ids = new Integer[entries.size()];
    Integer[] stores = new Integer[entries.size()];
    int n = 0;
    for (var entry : entries.entrySet()) {
      kinds[n] = entry.getKey().kind().number();
      ids[n] = entry.getKey().id();
      stores[n++] = entry.getValue();
    }
    Connection connection = statement.getConnection();
    statement.setArray(bound + 1, connection.createArrayOf("smallint", kinds));
    statement.setArray(bound + 2, connection.createArrayOf("integer", ids));
    statement.setArray(bound + 3, connection.createArrayOf("integer", stores));
  }
}
