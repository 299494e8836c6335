package tagledger.command.backup;

import java.util.Arrays;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/** What a block of the file holds. Whoever does not know a section must not pass over it. */
enum Section {
  EVENTS('E'),
  END('Z');

  /** Type, length and checksum, which come before the bytes. */
  static final int HEAD_BYTES = 1 + 2 * Integer.BYTES;

  /** Enough for the largest event, and not more than fits into a small memory. */
  static final int MOST_BYTES = 32 * 1024 * 1024;

  private final char mark;

  Section(char mark) {
    this.mark = mark;
  }

  int mark() {
    return mark;
  }

  static @Nullable Section of(int mark) {
    return Arrays.stream(values()).filter(some -> some.mark == mark).findFirst().orElse(null);
  }

  /** Finds damage where it is, and before anything is made of the bytes. */
  static int checksum(int mark, byte[] bytes, int length) {
    CRC32C checksum = new CRC32C();
    checksum.update(mark);
    checksum.update(bytes, 0, length);
    return (int) checksum.getValue();
  }
}
