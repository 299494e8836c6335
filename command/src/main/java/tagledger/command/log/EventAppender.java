package tagledger.command.log;

import static java.util.Objects.requireNonNull;

import java.security.MessageDigest;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
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

  private static final String MOVE_HEAD =
      """
      WITH head AS (
        UPDATE log_head SET position = ?, last_store = ?, last_item = ?, last_post = ?, last_tag = ?
      ), entries AS (
        INSERT INTO directory (kind, id, store_id)
        SELECT * FROM unnest(?::smallint[], ?::integer[], ?::integer[])
      )
      """;

  private static final String APPEND =
      """
      INSERT INTO events (position, aggregate, sequence_number, type, revision, recorded_at,
                          payload, metadata, salt, digest)
      SELECT ? + n, aggregate, sequence_number, type, revision, ?, payload, metadata, salt, digest
      FROM unnest(?::text[], ?::bigint[], ?::text[], ?::text[], ?::bytea[], ?::bytea[], ?::bytea[],
                  ?::bytea[])
        WITH ORDINALITY AS event (aggregate, sequence_number, type, revision, payload, metadata, salt,
                                  digest, n)""";

  private final JdbcTemplate jdbc;
  private final Serializer serializer;
  private final SecureRandom random = new SecureRandom();

  EventAppender(JdbcTemplate jdbc, Serializer serializer) {
    this.jdbc = jdbc;
    this.serializer = serializer;
  }

  /**
   * What has been appended.
   *
   * @param firstDigest of the batch's first event, which its random salt makes unlike any other
   * @param last the events of its last statement
   */
  @SuppressWarnings("ArrayRecordComponent")
  record Appended(byte[] firstDigest, List<StoredEvent> last) {}

  Appended append(Batch batch) {
    List<DomainEventMessage<?>> events = batch.events();
    byte @Nullable [] first = null;
    List<StoredEvent> stored = List.of();
    for (int from = 0; from < events.size(); from += stored.size()) {
      stored = stored(batch, events.subList(from, endOfStatement(events, from)), from);
      append(batch, stored, from == 0);
      first = first == null ? stored.getFirst().digest() : first;
    }
    return new Appended(requireNonNull(first), stored);
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

  private List<StoredEvent> stored(Batch batch, List<DomainEventMessage<?>> events, int from) {
    MessageDigest sha256 = StoredEvent.sha256();
    Instant recordedAt = batch.head().recordedAt().toInstant();
    long position = batch.head().position() + from;
    byte[] salts = new byte[events.size() * SALT_BYTES];
    random.nextBytes(salts);
    List<StoredEvent> stored = new ArrayList<>(events.size());
    for (DomainEventMessage<?> event : events) {
      SerializedObject<byte[]> payload = payload(event);
      byte[] metadata = inOrder(event.getMetaData());
      int n = stored.size();
      byte[] salt = Arrays.copyOfRange(salts, n * SALT_BYTES, (n + 1) * SALT_BYTES);
      sha256.update(salt);
      sha256.update(payload.getData());
      stored.add(
          new StoredEvent(
              ++position,
              event.getAggregateIdentifier(),
              event.getSequenceNumber(),
              payload.getType().getName(),
              payload.getType().getRevision(),
              recordedAt,
              payload.getData(),
              metadata,
              salt,
              sha256.digest(metadata)));
    }
    return stored;
  }

  private void append(Batch batch, List<StoredEvent> events, boolean isFirst) {
    jdbc.execute(
        isFirst ? MOVE_HEAD + APPEND : APPEND,
        (PreparedStatement statement) -> {
          int n = isFirst ? bindHead(statement, batch) : 0;
          statement.setLong(++n, events.getFirst().position() - 1);
          statement.setObject(++n, batch.head().recordedAt());
          bind(statement, ++n, "text", String[]::new, events, StoredEvent::aggregate);
          bind(statement, ++n, "bigint", Long[]::new, events, StoredEvent::sequenceNumber);
          bind(statement, ++n, "text", String[]::new, events, StoredEvent::type);
          bind(statement, ++n, "text", String[]::new, events, StoredEvent::revision);
          bind(statement, ++n, "bytea", byte[][]::new, events, StoredEvent::payload);
          bind(statement, ++n, "bytea", byte[][]::new, events, StoredEvent::metadata);
          bind(statement, ++n, "bytea", byte[][]::new, events, StoredEvent::salt);
          bind(statement, ++n, "bytea", byte[][]::new, events, StoredEvent::digest);
          return statement.executeUpdate();
        });
  }

  /** An array of the elements' own class, which the driver sends in binary. */
  private static <T> void bind(
      PreparedStatement statement,
      int parameter,
      String type,
      IntFunction<T[]> array,
      List<StoredEvent> events,
      Function<StoredEvent, @Nullable T> column)
      throws SQLException {
    T[] values = events.stream().map(column).toArray(array);
    statement.setArray(parameter, statement.getConnection().createArrayOf(type, values));
  }

  /** Answers how many parameters it has bound. */
  private static int bindHead(PreparedStatement statement, Batch batch) throws SQLException {
    statement.setLong(1, batch.lastPosition());
    statement.setInt(2, batch.lastStore());
    statement.setInt(3, batch.lastId(Kind.ITEM));
    statement.setInt(4, batch.lastId(Kind.POST));
    statement.setInt(5, batch.lastId(Kind.TAG));
    bindEntries(statement, batch.entries());
    return 8;
  }

  /** One order of keys, so that equal metadata are equal bytes. */
  private byte[] inOrder(Map<String, ?> metadata) {
    return serializer.serialize(new TreeMap<>(metadata), byte[].class).getData();
  }

  private static void bindEntries(PreparedStatement statement, Map<Batch.Entry, Integer> entries)
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
    statement.setArray(6, connection.createArrayOf("smallint", kinds));
    statement.setArray(7, connection.createArrayOf("integer", ids));
    statement.setArray(8, connection.createArrayOf("integer", stores));
  }
}
