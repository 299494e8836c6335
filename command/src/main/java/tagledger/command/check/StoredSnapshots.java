package tagledger.command.check;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.HashMap;
import java.util.Map;
import java.util.zip.InflaterInputStream;
import org.axonframework.serialization.SimpleSerializedObject;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.RowCallbackHandler;
import tagledger.api.Findings;
import tagledger.command.log.EventSerializer;
import tagledger.command.log.LogSnapshot;
import tagledger.command.log.SnapshotSerializer;
import tagledger.command.store.Store;

/** The snapshots of the revision that this version writes, each of which is asked for once. */
final class StoredSnapshots {

  private static final String REVISION = SnapshotSerializer.TYPE.getRevision();

  private final JdbcTemplate jdbc;
  private final Findings findings;
  private final SnapshotSerializer serializer = new SnapshotSerializer(new EventSerializer());
  private final Map<String, Long> sequenceNumbers = new HashMap<>();
  private long compared;

  StoredSnapshots(LogSnapshot log, Findings findings) {
    this.jdbc = log.jdbc();
    this.findings = findings;
    jdbc.query(
        "SELECT aggregate, sequence_number FROM snapshots WHERE revision = ?",
        (RowCallbackHandler) row -> sequenceNumbers.put(row.getString(1), row.getLong(2)),
        REVISION);
  }

  /** Compares the store's snapshot, where it is one after this very event. */
  void compare(String aggregate, long sequenceNumber, Store store) {
    Long taken = sequenceNumbers.get(aggregate);
    if (taken != null && taken == sequenceNumber) {
      sequenceNumbers.remove(aggregate);
      compared++;
      compare(aggregate, store, "snapshots: that of %s at %d".formatted(aggregate, taken));
    }
  }

  private void compare(String aggregate, Store store, String which) {
    try {
      if (!store.matches(read(payload(aggregate)))) {
        findings.differs(which + " is not what the log's events come to");
      }
    } catch (IOException | RuntimeException e) {
      findings.differs(which + " cannot be read: " + Line.reason(e));
    }
  }

  private byte[] payload(String aggregate) {
    byte[] payload =
        jdbc.queryForObject(
            "SELECT payload FROM snapshots WHERE aggregate = ? AND revision = ?",
            byte[].class,
            aggregate,
            REVISION);
    return payload == null ? new byte[0] : payload;
  }

  private Store read(byte[] payload) throws IOException {
    // To its end, where its checksum is: numbers out of damaged bytes ask for any memory.
    try (var bytes = new InflaterInputStream(new ByteArrayInputStream(payload))) {
      bytes.transferTo(OutputStream.nullOutputStream());
    }
    return serializer.deserialize(
        new SimpleSerializedObject<>(payload, byte[].class, SnapshotSerializer.TYPE));
  }

  void end(Holes holes) {
    sequenceNumbers.forEach(
        (aggregate, sequenceNumber) -> {
          if (!holes.isIn(aggregate)) {
            findings.differs(
                "snapshots: that of %s is at %d, and the log has no such event"
                    .formatted(aggregate, sequenceNumber));
          }
        });
    findings.compared("snapshots", compared);
    Long others =
        jdbc.queryForObject(
            "SELECT count(*) FROM snapshots WHERE revision <> ?", Long.class, REVISION);
    findings.compared("snapshots of other versions, ignored", others == null ? 0 : others);
  }
}
