package tagledger.command.backup;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;
import tagledger.command.log.StoredEvent;

/** Writes the file: the header, events in compressed blocks, and what tells that this was all. */
final class BackupWriter implements AutoCloseable {

  private static final int BYTES_IN_A_BLOCK = 1024 * 1024;

  private final MessageDigest sha256 = StoredEvent.sha256();
  private final DataOutputStream out;
  private final ByteArrayOutputStream block = new ByteArrayOutputStream(2 * BYTES_IN_A_BLOCK);
  private final DataOutputStream records = new DataOutputStream(block);
  private final ByteArrayOutputStream compressed = new ByteArrayOutputStream(BYTES_IN_A_BLOCK);
  private final Deflater deflater = new Deflater();
  private long events;

  BackupWriter(OutputStream out, Header header) throws IOException {
    this.out = new DataOutputStream(new DigestOutputStream(out, sha256));
    this.out.write(header.line());
  }

  /** Answers whether all that was added has been written. */
  boolean add(StoredEvent event) throws IOException {
    EventRecord.write(event, records);
    events++;
    if (block.size() < BYTES_IN_A_BLOCK) {
      return false;
    }
    endBlock();
    return true;
  }

  void end() throws IOException {
    if (block.size() > 0) {
      endBlock();
    }
    byte[] end =
        ByteBuffer.allocate(Long.BYTES + sha256.getDigestLength())
            .putLong(events)
            .put(sha256.digest())
            .array();
    write(Section.END, end);
    out.flush();
  }

  private void endBlock() throws IOException {
    compressed.reset();
    deflater.reset();
    var deflating = new DeflaterOutputStream(compressed, deflater, 1 << 16);
    block.writeTo(deflating);
    deflating.finish();
    block.reset();
    write(Section.EVENTS, compressed.toByteArray());
  }

  private void write(Section section, byte[] bytes) throws IOException {
    if (bytes.length > Section.MOST_BYTES) {
      throw new IOException("An event is too large for a backup: " + bytes.length + " bytes");
    }
    out.writeByte(section.mark());
    out.writeInt(bytes.length);
    out.writeInt(Section.checksum(section.mark(), bytes, bytes.length));
    out.write(bytes);
  }

  @Override
  public void close() {
    deflater.end();
  }
}
