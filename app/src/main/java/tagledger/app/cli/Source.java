package tagledger.app.cli;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicLong;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;

/** What is imported: a file, unpacked on the way where it is packed, or standard input. */
final class Source {

  static final String STANDARD_INPUT = "-";
  static final long UNKNOWN = -1;

  private final String name;
  private final @Nullable Path file;
  private final long size;
  private final AtomicLong read = new AtomicLong();
  private volatile @Nullable IOException failure;

  private Source(String name, @Nullable Path file, long size) {
    this.name = name;
    this.file = file;
    this.size = size;
  }

  static Source of(String name) {
    if (name.equals(STANDARD_INPUT)) {
      return new Source("standard input", null, UNKNOWN);
    }
    try {
      Path file = Path.of(name);
      if (!Files.exists(file)) {
        throw Failure.file("There is no file " + name, null);
      }
      if (Files.isDirectory(file) || !Files.isReadable(file)) {
        throw Failure.file(
            name + (Files.isDirectory(file) ? " is a directory" : " may not be read"), null);
      }
      return new Source(name, file, Files.isRegularFile(file) ? Files.size(file) : UNKNOWN);
    } catch (InvalidPathException | IOException e) {
      throw Failure.file(name + " cannot be read: " + e.getMessage(), e);
    }
  }

  String name() {
    return name;
  }

  /** Of the file as it lies there. */
  long size() {
    return size;
  }

  /** How far into the file as it lies there. */
  long read() {
    return read.get();
  }

  /** Why it could not be read to its end. */
  @Nullable IOException failure() {
    return failure;
  }

  /** Says the length where it is known, by which the service can tell the time that is left. */
  BodyPublisher publisher() {
    if (size == 0) {
      return BodyPublishers.noBody();
    }
    BodyPublisher body = BodyPublishers.ofInputStream(this::open);
    return size == UNKNOWN || Format.isCompressed(name)
        ? body
        : BodyPublishers.fromPublisher(body, size);
  }

  private InputStream open() {
    try {
      read.set(0);
      InputStream raw = new Counting(file == null ? System.in : Files.newInputStream(file));
      return new Watched(Format.isCompressed(name) ? new GZIPInputStream(raw) : raw);
    } catch (IOException e) {
      throw failed(e);
    }
  }

  /**
   * Unchecked, because a publisher takes an {@link IOException} for the end: half a file would
   * arrive as a whole one.
   */
  private UncheckedIOException failed(IOException e) {
    failure = e;
    return new UncheckedIOException(e);
  }

  private final class Counting extends FilterInputStream {

    Counting(InputStream in) {
      super(in);
    }

    @Override
    public int read() throws IOException {
      byte[] one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
      int n = super.read(bytes, offset, length);
      read.addAndGet(Math.max(0, n));
      return n;
    }
  }

  private final class Watched extends FilterInputStream {

    Watched(InputStream in) {
      super(in);
    }

    @Override
    public int read(byte[] bytes, int offset, int length) {
      try {
        return super.read(bytes, offset, length);
      } catch (IOException e) {
        throw failed(e);
      }
    }
  }
}
