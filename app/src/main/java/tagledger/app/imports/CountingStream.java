package tagledger.app.imports;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.concurrent.atomic.AtomicLong;

/** Counts the bytes that are read of a stream. */
final class CountingStream extends FilterInputStream {

  private final AtomicLong bytes;

  CountingStream(InputStream in, AtomicLong bytes) {
    super(in);
    this.bytes = bytes;
  }

  @Override
  public int read() throws IOException {
    int read = super.read();
    if (read >= 0) {
      bytes.incrementAndGet();
    }
    return read;
  }

  @Override
  public int read(byte[] into, int offset, int length) throws IOException {
    int count = super.read(into, offset, length);
    if (count > 0) {
      bytes.addAndGet(count);
    }
    return count;
  }
}
