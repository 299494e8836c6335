package tagledger.api;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.function.LongConsumer;

/**
 * The log as one file, and back. The file holds every event with its position, time, bytes, salt
 * and digest, and what else cannot be made again from them; it is compressed, and ends with a
 * checksum. Safe for all threads.
 */
public interface Backup {

  /** The file cannot be used: it is no backup, a newer version's, cut short or damaged. */
  final class Unusable extends RuntimeException {
    public Unusable(String message) {
      super(message);
    }
  }

  /** The database has a log already, which nothing may overwrite. */
  final class NotEmpty extends RuntimeException {
    public NotEmpty(String message) {
      super(message);
    }
  }

  /**
   * Writes the log as it is now, and does not close the stream. Writers go on meanwhile.
   *
   * @param written is told the position of the last event written, now and then
   * @return the position of the last event in the file
   */
  long write(OutputStream out, LongConsumer written) throws IOException;

  /**
   * Fills an empty log, and what commands are decided on beside it: all of the file or nothing.
   *
   * @param restored is told the position of the last event read, now and then
   * @return the position of the last event
   */
  long restore(InputStream in, LongConsumer restored) throws IOException;
}
