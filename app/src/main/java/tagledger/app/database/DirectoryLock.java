package tagledger.app.database;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
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

  private final Path file;
  private final FileChannel channel;

  private DirectoryLock(Path file, FileChannel channel) {
    this.file = file;
    this.channel = channel;
  }

  /** Takes the lock or throws at once, naming the process that holds it. */
  static DirectoryLock acquire(Path file) {
    if (!HELD_HERE.add(file)) {
      throw held(file, Long.toString(ProcessHandle.current().pid()));
    }
    FileChannel channel = null;
    try {
      channel =
          FileChannel.open(
              file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
      FileLock lock = channel.tryLock(LOCKED_BYTE, 1, false);
      if (lock == null) {
        throw held(file, read(channel));
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
    ByteBuffer pid = ByteBuffer.allocate(20);
    channel.read(pid, 0);
    return UTF_8.decode(pid.flip()).toString().strip();
  }

  private static DatabaseUnavailable held(Path file, String pid) {
    return new DatabaseUnavailable(
        "The data directory "
            + file.getParent()
            + " is in use by the process with pid "
            + pid
            + ".",
        "Stop that process, or give this service a directory of its own with tagledger.data.");
  }
}
