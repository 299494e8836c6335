package tagledger.app.cli;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;

/** A file that is read once, and how far. */
final class BackupFile extends FilterInputStream {

  private static final String STANDARD_INPUT = "-";

  private final String name;
  private final long size;
  private long taken;

  private BackupFile(String name, InputStream in, long size) {
    super(in);
    this.name = name;
    this.size = size;
  }

  static BackupFile named(String name) {
    if (name.equals(STANDARD_INPUT)) {
      return new BackupFile("standard input", System.in, -1);
    }
    try {
      Path file = Path.of(name);
      return new BackupFile(name, Files.newInputStream(file), Files.size(file));
    } catch (IOException | InvalidPathException e) {
      throw unreadable(name, e);
    }
  }

  static Failure unreadable(String name, Exception why) {
    return Failure.file(
        "%s cannot be read: %s (%s)"
            .formatted(name, why.getMessage(), why.getClass().getSimpleName()),
        why);
  }

  String name() {
    return name;
  }

  /** In bytes, or below 0 where it is not known. */
  long size() {
    return size;
  }

  /** How many bytes were read so far. */
  long taken() {
    return taken;
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] bytes, int offset, int length) throws IOException {
    int n = super.read(bytes, offset, length);
    taken += Math.max(0, n);
    return n;
  }
}
