package tagledger.app.imports;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;

/**
 * The lines of a file, which end with LF, CRLF or a lone CR. Of a line that is longer than it may
 * be only the beginning is kept.
 */
final class Lines implements AutoCloseable {

  private static final int BUFFER = 64 * 1024;

  private final InputStream in;
  private final int longest;
  private final byte[] buffer = new byte[BUFFER];
  private int position;
  private int end;
  private byte[] line = new byte[1024];
  private long length;
  private long number;
  private boolean afterCr;

  Lines(InputStream in, int longest) {
    this.in = in;
    this.longest = longest;
  }

  /** Goes to the next line, unless there is none. */
  boolean next() throws IOException {
    length = 0;
    boolean begun = false;
    while (position < end || fill()) {
      if (afterCr) {
        afterCr = false;
        if (buffer[position] == '\n') {
          position++;
          continue;
        }
      }
      begun = true;
      int from = position;
      while (position < end && buffer[position] != '\n' && buffer[position] != '\r') {
        position++;
      }
      keep(from, position - from);
      if (position < end) {
        afterCr = buffer[position++] == '\r';
        number++;
        return true;
      }
    }
    number += begun ? 1 : 0;
    return begun;
  }

  /** Counted from 1. */
  long number() {
    return number;
  }

  boolean isTooLong() {
    return length > longest;
  }

  byte[] bytes() {
    return line;
  }

  /** How many of the bytes are the line's. */
  int length() {
    return (int) Math.min(length, longest);
  }

  private void keep(int from, int count) {
    int room = (int) Math.max(0, Math.min(count, longest - length));
    if (room > 0) {
      int needed = (int) length + room;
      if (needed > line.length) {
        line = Arrays.copyOf(line, Math.min(longest, Math.max(needed, line.length * 2)));
      }
      System.arraycopy(buffer, from, line, (int) length, room);
    }
    length += count;
  }

  private boolean fill() throws IOException {
    int count = in.read(buffer, 0, BUFFER);
    position = 0;
    end = Math.max(0, count);
    return count > 0 || (count == 0 && fill());
  }

  @Override
  public void close() throws IOException {
    in.close();
  }
}
