package tagledger.app.database;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;

/** What the server wrote. Two files of limited size: the log and the one before it. */
final class ServerLog {

  private static final long LARGE = 16L << 20;
  private static final int LAST_BYTES = 64 << 10;
  private static final int LAST_LINES = 20;

  private final Path file;

  ServerLog(Path file) {
    this.file = file;
  }

  Path file() {
    return file;
  }

  long size() {
    try {
      return Files.exists(file) ? Files.size(file) : 0;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The last lines of what was written since the log had that size. */
  String lastLinesSince(long size) {
    if (!Files.exists(file)) {
      return "";
    }
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
      long from = Math.max(size, channel.size() - LAST_BYTES);
      ByteBuffer bytes = ByteBuffer.allocate((int) Math.max(0, channel.size() - from));
      channel.read(bytes, from);
      List<String> lines = UTF_8.decode(bytes.flip()).toString().lines().toList();
      return String.join("\n", lines.subList(Math.max(0, lines.size() - LAST_LINES), lines.size()));
    } catch (IOException e) {
      return "(" + file + " cannot be read: " + e + ")";
    }
  }

  /**
   * Empties a large log into the one before it. The server goes on writing meanwhile, always to the
   * end; the few lines it writes between copy and cut are lost.
   */
  void rotateIfLarge() {
    if (size() < LARGE) {
      return;
    }
    try {
      Path before = file.resolveSibling(file.getFileName() + ".1");
      Files.copy(file, before, StandardCopyOption.REPLACE_EXISTING);
      FileChannel.open(file, StandardOpenOption.WRITE, StandardOpenOption.TRUNCATE_EXISTING)
          .close();
    } catch (IOException e) {
      throw new UncheckedIOException("The log " + file + " cannot be rotated", e);
    }
  }
}
