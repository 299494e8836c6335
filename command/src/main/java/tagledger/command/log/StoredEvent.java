package tagledger.command.log;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import org.axonframework.eventhandling.DomainEventData;
import org.axonframework.eventhandling.GenericDomainEventEntry;
import org.jspecify.annotations.Nullable;

/**
 * A row of the log, byte for byte.
 *
 * @param salt nothing where the event has been redacted
 */
@SuppressWarnings("ArrayRecordComponent")
public record StoredEvent(
    long position,
    String aggregate,
    long sequenceNumber,
    String type,
    String revision,
    Instant recordedAt,
    byte[] payload,
    byte[] metadata,
    byte @Nullable [] salt,
    byte[] digest) {

  public static final String COLUMNS =
      "position, aggregate, sequence_number, type, revision, recorded_at, payload, metadata, salt,"
          + " digest";

  static StoredEvent of(ResultSet row) throws SQLException {
    return new StoredEvent(
        row.getLong(1),
        row.getString(2),
        row.getLong(3),
        row.getString(4),
        row.getString(5),
        row.getObject(6, OffsetDateTime.class).toInstant(),
        row.getBytes(7),
        row.getBytes(8),
        row.getBytes(9),
        row.getBytes(10));
  }

  public boolean isRedacted() {
    return salt == null;
  }

  /** Whether its digest is that of its bytes, as far as anybody can still tell. */
  public boolean isIntact() {
    if (salt == null) {
      return true;
    }
    MessageDigest sha256 = sha256();
    sha256.update(salt);
    sha256.update(payload);
    return MessageDigest.isEqual(sha256.digest(metadata), digest);
  }

  DomainEventData<byte[]> asAxonKnowsIt() {
    return new GenericDomainEventEntry<>(
        "Store",
        aggregate,
        sequenceNumber,
        Long.toString(position),
        recordedAt,
        type,
        revision,
        payload,
        metadata);
  }

  public static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every JDK has SHA-256", e);
    }
  }
}
