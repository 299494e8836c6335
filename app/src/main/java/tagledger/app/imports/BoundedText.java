package tagledger.app.imports;

import org.jspecify.annotations.Nullable;

/** A text that comes in pieces, and is dropped as soon as it is longer than it may be. */
final class BoundedText {

  private final int longest;
  private @Nullable StringBuilder text = new StringBuilder();
  private long bytes;

  /**
   * @param longest in bytes of UTF-8
   */
  BoundedText(int longest) {
    this.longest = longest;
  }

  void append(char[] piece, int offset, int length) {
    for (int i = offset; i < offset + length; i++) {
      bytes += bytes(piece[i]);
    }
    if (bytes > longest) {
      text = null;
    }
    if (text != null) {
      text.append(piece, offset, length);
    }
  }

  /** The whole text, or nothing where it was too long. */
  @Nullable String whole() {
    return text == null ? null : text.toString();
  }

  private static int bytes(char each) {
    if (each < 0x80) {
      return 1;
    }
    return each < 0x800 || Character.isSurrogate(each) ? 2 : 3;
  }
}
