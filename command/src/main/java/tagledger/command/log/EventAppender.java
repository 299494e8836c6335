package tagledger.command.log;

import static java.util.Objects.requireNonNull;

import java.security.MessageDigest;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
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
   * Answers the digest of the batch's first event, which its random salt makes unlike any other.
   */
  byte[] append(Batch batch) {
    List<DomainEventMessage<?>> events = batch.events();
    byte @Nullable [] first = null;
    for (int from = 0; from < events.size(); ) {
      int to = endOfStatement(events, from);
      byte[] digest = append(batch, events.subList(from, to), from);
      first = first == null ? digest : first;
      from = to;
    }
    return requireNonNull(first);
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

  /** Answers the digest of the first of these events. */
  private byte[] append(Batch batch, List<DomainEventMessage<?>> events, int from) {
    int count = events.size();
    String[] aggregates = new String[count];
    Long[] sequenceNumbers = new Long[count];
    String[] types = new String[count];
    String[] revisions = new String[count];
    byte[][] payloads = new byte[count][];
    byte[][] metadata = new byte[count][];
    byte[][] salts = new byte[count][];
    byte[][] digests = new byte[count][];
    MessageDigest sha256 = StoredEvent.sha256();
    byte[] allSalts = new byte[count * SALT_BYTES];
    random.nextBytes(allSalts);
    for (int i = 0; i < count; i++) {
      DomainEventMessage<?> event = events.get(i);
      SerializedObject<byte[]> payload = payload(event);
      aggregates[i] = event.getAggregateIdentifier();
      sequenceNumbers[i] = event.getSequenceNumber();
      types[i] = payload.getType().getName();
      revisions[i] = payload.getType().getRevision();
      payloads[i] = payload.getData();
      metadata[i] = inOrder(event.getMetaData());
      salts[i] = Arrays.copyOfRange(allSalts, i * SALT_BYTES, (i + 1) * SALT_BYTES);
      sha256.update(salts[i]);
      sha256.update(payloads[i]);
      digests[i] = sha256.digest(metadata[i]);
    }
    boolean isFirst = from == 0;
    jdbc.execute(
        isFirst ? MOVE_HEAD + APPEND : APPEND,
        (PreparedStatement statement) -> {
          Connection connection = statement.getConnection();
          int n = isFirst ? bindHead(statement, batch) : 0;
          statement.setLong(++n, batch.head().position() + from);
          statement.setObject(++n, batch.head().recordedAt());
          statement.setArray(++n, connection.createArrayOf("text", aggregates));
          statement.setArray(++n, connection.createArrayOf("bigint", sequenceNumbers));
          statement.setArray(++n, connection.createArrayOf("text", types));
          statement.setArray(++n, connection.createArrayOf("text", revisions));
          statement.setArray(++n, connection.createArrayOf("bytea", payloads));
          statement.setArray(++n, connection.createArrayOf("bytea", metadata));
          statement.setArray(++n, connection.createArrayOf("bytea", salts));
          statement.setArray(++n, connection.createArrayOf("bytea", digests));
          return statement.executeUpdate();
        });
    return digests[0];
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
