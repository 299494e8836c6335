package tagledger.command.backup;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;
import tagledger.command.log.StoredEvent;

/** One event in the file: its columns in their order, each of varying length after its length. */
final class EventRecord {

  private static final int ABSENT = -1;

  private EventRecord() {}

  static void write(StoredEvent event, DataOutputStream out) throws IOException {
    out.writeLong(event.position());
    write(event.aggregate(), out);
    out.writeLong(event.sequenceNumber());
    write(event.type(), out);
    write(event.revision(), out);
    out.writeLong(microseconds(event.recordedAt()));
    write(event.payload(), out);
    write(event.metadata(), out);
    write(event.salt(), out);
    write(event.digest(), out);
  }

  static StoredEvent read(DataInputStream in) throws IOException {
    return new StoredEvent(
        in.readLong(),
        text(in),
        in.readLong(),
        text(in),
        text(in),
        Instant.EPOCH.plus(in.readLong(), ChronoUnit.MICROS),
        bytes(in),
        bytes(in),
        optional(in),
        bytes(in));
  }

  /** As precise as PostgreSQL is. */
  static long microseconds(Instant time) {
    return ChronoUnit.MICROS.between(Instant.EPOCH, time);
  }

  private static void write(String text, DataOutputStream out) throws IOException {
    write(text.getBytes(StandardCharsets.UTF_8), out);
  }

  private static void write(byte @Nullable [] bytes, DataOutputStream out) throws IOException {
    if (bytes == null) {
      out.writeInt(ABSENT);
    } else {
      out.writeInt(bytes.length);
      out.write(bytes);
    }
  }

  private static String text(DataInputStream in) throws IOException {
    return new String(bytes(in), StandardCharsets.UTF_8);
  }

  private static byte[] bytes(DataInputStream in) throws IOException {
    byte[] bytes = optional(in);
    if (bytes == null) {
      throw new IOException("A column has no value");
    }
    return bytes;
  }

  private static byte @Nullable [] optional(DataInputStream in) throws IOException {
    int length = in.readInt();
    if (length == ABSENT) {
      return null;
    }
    byte[] bytes = in.readNBytes(length);
    if (bytes.length < length) {
      throw new IOException("A column is shorter than it says");
    }
    return bytes;
  }
}
