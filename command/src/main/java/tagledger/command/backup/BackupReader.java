package tagledger.command.backup;

import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.Inflater;
import java.util.zip.InflaterInputStream;
import tagledger.api.Backup.Unusable;
import tagledger.command.log.StoredEvent;

/** Reads the file, and trusts nothing in it before it has seen that it is whole. */
final class BackupReader {

  private final MessageDigest sha256 = StoredEvent.sha256();
  private final DataInputStream in;
  private final Header header;
  private long events;
  private boolean ended;

  BackupReader(InputStream in) throws IOException {
    this.in = new DataInputStream(new DigestInputStream(in, sha256));
    this.header = Header.read(this.in);
  }

  Header header() {
    return header;
  }

  /**
   * The events of the next block, none where there is no other.
   *
   * @throws Unusable where the file is not what was written
   */
  List<StoredEvent> next() throws IOException {
    if (ended) {
      return List.of();
    }
    byte[] before = sha256Now();
    try {
      int mark = in.readUnsignedByte();
      int length = in.readInt();
      int checksum = in.readInt();
      if (length < 0 || length > Section.MOST_BYTES) {
        throw damaged();
      }
      byte[] bytes = in.readNBytes(length);
      if (bytes.length < length) {
        throw new EOFException();
      }
      if (checksum != Section.checksum(mark, bytes, length)) {
        throw damaged();
      }
      return switch (Section.of(mark)) {
        case EVENTS -> events(bytes);
        case END -> end(ByteBuffer.wrap(bytes), before);
        case null ->
            throw new Unusable(
                "The backup holds what this version of Tagledger does not know (section %c): restore it with a newer one."
                    .formatted(mark));
      };
    } catch (EOFException e) {
      throw new Unusable("The backup is cut short, after %d events.".formatted(events));
    }
  }

  private List<StoredEvent> events(byte[] compressed) {
    List<StoredEvent> block = new ArrayList<>();
    Inflater inflater = new Inflater();
    try (InputStream inflating =
        new InflaterInputStream(new ByteArrayInputStream(compressed), inflater, 1 << 16)) {
      byte[] bytes = inflating.readAllBytes();
      var records = new DataInputStream(new ByteArrayInputStream(bytes));
      while (records.available() > 0) {
        block.add(EventRecord.read(records));
      }
    } catch (IOException e) {
      throw damaged();
    } finally {
      inflater.end();
    }
    if (block.isEmpty()) {
      throw damaged();
    }
    events += block.size();
    return block;
  }

  private List<StoredEvent> end(ByteBuffer end, byte[] before) throws IOException {
    byte[] digest = new byte[before.length];
    if (end.remaining() != Long.BYTES + digest.length || end.getLong() != events) {
      throw damaged();
    }
    end.get(digest);
    if (!MessageDigest.isEqual(digest, before)) {
      throw damaged();
    }
    if (in.read() >= 0) {
      throw new Unusable("After the backup's end something else follows: it is damaged.");
    }
    ended = true;
    return List.of();
  }

  private byte[] sha256Now() {
    try {
      return ((MessageDigest) sha256.clone()).digest();
    } catch (CloneNotSupportedException e) {
      throw new IllegalStateException("Every JDK's SHA-256 can be copied", e);
    }
  }

  private Unusable damaged() {
    return new Unusable("The backup is damaged, after %d events.".formatted(events));
  }
}
