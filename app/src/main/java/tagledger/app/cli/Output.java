package tagledger.app.cli;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;

/**
 * Where something is written: standard output, or a file. The file has another name until it is
 * whole, so that a part of it is never taken for the whole; closing it before removes it.
 */
final class Output implements AutoCloseable {

  private static final String PART = ".part";
  private static final int BUFFER = 1 << 16;

  private final String name;
  private final OutputStream out;
  private final @Nullable Path whole;
  private final @Nullable Path part;

  private Output(String name, OutputStream out, @Nullable Path whole, @Nullable Path part) {
    this.name = name;
    this.out = out;
    this.whole = whole;
    this.part = part;
  }

  static Output standard() {
    return new Output("standard output", new StandardOutput(), null, null);
  }

  /** Packs where the name says so. */
  static Output file(String name) {
    return file(name, Format.isCompressed(name));
  }

  /** Holds what is written, whatever the name says. */
  static Output unpackedFile(String name) {
    return file(name, false);
  }

  private static Output file(String name, boolean packed) {
    try {
      Path named = Path.of(name);
      // A link is followed; what is no file, such as /dev/null, cannot be renamed to.
      Path target = Files.exists(named) ? named.toRealPath() : named;
      boolean renamed = !Files.exists(target) || Files.isRegularFile(target);
      Path part = renamed ? target.resolveSibling(target.getFileName() + PART) : null;
      OutputStream raw =
          part == null
              ? Files.newOutputStream(target)
              : Files.newOutputStream(
                  part,
                  StandardOpenOption.CREATE,
                  StandardOpenOption.TRUNCATE_EXISTING,
                  StandardOpenOption.WRITE);
      OutputStream out = packed ? new GZIPOutputStream(raw, BUFFER) : raw;
      return new Output(name, out, target, part);
    } catch (InvalidPathException | IOException e) {
      throw unwritable(name, e);
    }
  }

  String name() {
    return name;
  }

  void write(byte[] bytes, int length) {
    try {
      out.write(bytes, 0, length);
    } catch (IOException e) {
      throw unwritable(name, e);
    }
  }

  /** What was written is all. */
  void complete() {
    try {
      out.close();
      if (part != null && whole != null) {
        Files.move(part, whole, StandardCopyOption.REPLACE_EXISTING);
      }
    } catch (IOException e) {
      throw unwritable(name, e);
    }
  }

  @Override
  public void close() {
    try {
      out.close();
    } catch (IOException e) {
      // It is not whole anyway.
    }
    if (part != null) {
      try {
        Files.deleteIfExists(part);
      } catch (IOException e) {
        throw unwritable(part.toString(), e);
      }
    }
  }

  private static Failure unwritable(String name, Exception why) {
    return Failure.file(
        "%s cannot be written: %s (%s)"
            .formatted(name, why.getMessage(), why.getClass().getSimpleName()),
        why);
  }

  /** Fails where nobody reads any more, as a print stream by itself does not. */
  private static final class StandardOutput extends OutputStream {

    @Override
    public void write(int one) throws IOException {
      write(new byte[] {(byte) one}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
      System.out.write(bytes, offset, length);
      flush();
    }

    @Override
    public void flush() throws IOException {
      if (System.out.checkError()) {
        throw new IOException("nobody reads it");
      }
    }
  }
}
