package tagledger.app.database;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Keeps a data directory to one service. The operating system gives it back when the process ends,
 * however it ends.
 */
final class DirectoryLock implements AutoCloseable {

  /**
   * Closing any handle of a file drops every POSIX lock the process has on it, so a second opener
   * in this JVM must be turned away before it opens the file.
   */
  private static final Set<Path> HELD_HERE = ConcurrentHashMap.newKeySet();

  /** Windows makes a locked byte unreadable: lock one far behind the pid. */
  private static final long LOCKED_BYTE = Long.MAX_VALUE - 1;

  private static final int MOST_BYTES = 1000;

  private final Path file;
  private final FileChannel channel;

  private DirectoryLock(Path file, FileChannel channel) {
    this.file = file;
    this.channel = channel;
  }

  /** Takes the lock or throws at once, naming the process that holds it. */
  static DirectoryLock acquire(Path file) {
    if (!HELD_HERE.add(file)) {
      throw held(file, Long.toString(ProcessHandle.current().pid()), null);
    }
    FileChannel channel = null;
    try {
      channel =
          FileChannel.open(
              file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
      FileLock lock = channel.tryLock(LOCKED_BYTE, 1, false);
      if (lock == null) {
        List<String> lines = read(channel).lines().toList();
        throw held(
            file, lines.isEmpty() ? "" : lines.getFirst(), lines.size() > 1 ? lines.get(1) : null);
      }
      channel.truncate(0);
      channel.write(ByteBuffer.wrap(Long.toString(ProcessHandle.current().pid()).getBytes(UTF_8)));
      return new DirectoryLock(file, channel);
    } catch (IOException e) {
      release(file, channel);
      throw new DatabaseUnavailable(
          "The lock " + file + " cannot be taken: " + e,
          "Give this user the data directory, or set tagledger.data to another one.",
          e);
    } catch (RuntimeException e) {
      release(file, channel);
      throw e;
    }
  }

  /** Tells whoever is turned away from now on where this process serves. */
  void announce(String address) {
    try {
      channel.truncate(0);
      String lines = ProcessHandle.current().pid() + "\n" + address;
      channel.write(ByteBuffer.wrap(lines.getBytes(UTF_8)), 0);
    } catch (IOException e) {
      throw new UncheckedIOException("The lock " + file + " cannot be written", e);
    }
  }

  @Override
  public void close() {
    release(file, channel);
  }

  private static void release(Path file, @Nullable FileChannel channel) {
    try {
      if (channel != null) {
        channel.close();
      }
    } catch (IOException e) {
      throw new IllegalStateException("The lock " + file + " cannot be given back", e);
    } finally {
      HELD_HERE.remove(file);
    }
  }

  private static String read(FileChannel channel) throws IOException {
    ByteBuffer lines = ByteBuffer.allocate(MOST_BYTES);
    channel.read(lines, 0);
    return UTF_8.decode(lines.flip()).toString().strip();
  }

  private static DatabaseUnavailable held(Path file, String pid, @Nullable String address) {
    return new DatabaseUnavailable.InUse(
        "The data directory "
            + file.getParent()
            + " is in use by the process with pid "
            + pid
            + ".",
        "Stop that process, or give this service a directory of its own with tagledger.data.",
        address);
  }
}
