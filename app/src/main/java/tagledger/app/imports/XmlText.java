package tagledger.app.imports;

import java.io.IOException;
import java.io.InputStream;
import java.io.PushbackInputStream;
import java.io.Reader;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A file of XML as text, decoded as its first bytes tell. Ends with a {@link Cut} where bytes are
 * no text, having given all that comes before, and where a piece of markup has no end.
 */
final class XmlText extends Reader {

  /** More than any text, tag, comment or declaration that is worth reading. */
  static final long LONGEST_PIECE = 8 * 1024 * 1024;

  private static final int LONGEST_DECLARATION = 256;
  private static final Pattern DECLARED =
      Pattern.compile("^<\\?xml\\s[^>]*?encoding\\s*=\\s*[\"']([^\"']*)[\"']");

  /** Why the text ends before the file does. */
  static final class Cut extends IOException {
    private final long line;

    Cut(long line, String message) {
      super(message);
      this.line = line;
    }

    UnreadableFile asUnreadable() {
      return new UnreadableFile(line, String.valueOf(getMessage()));
    }
  }

  private final Reader text;
  private final Charset charset;
  private long allowance = LONGEST_PIECE;
  private long line = 1;
  private char last;
  private int unreadable = -1;

  private XmlText(Reader text, Charset charset) {
    this.text = text;
    this.charset = charset;
  }

  static XmlText of(InputStream file) throws IOException, UnreadableFile {
    PushbackInputStream bytes = new PushbackInputStream(file, LONGEST_DECLARATION);
    byte[] start = bytes.readNBytes(LONGEST_DECLARATION);
    if (start.length == 0) {
      throw UnreadableFile.empty();
    }
    int mark = mark(start);
    bytes.unread(start, mark, start.length - mark);
    Charset charset = charset(start);
    return new XmlText(new DecodingReader(bytes, charset), charset);
  }

  /** How many bytes the byte order mark has. */
  private static int mark(byte[] start) {
    if (starts(start, 0xEF, 0xBB, 0xBF)) {
      return 3;
    }
    return starts(start, 0xFE, 0xFF) || starts(start, 0xFF, 0xFE) ? 2 : 0;
  }

  private static Charset charset(byte[] start) throws UnreadableFile {
    if (starts(start, 0xFE, 0xFF) || starts(start, 0, '<')) {
      return StandardCharsets.UTF_16BE;
    }
    if (starts(start, 0xFF, 0xFE) || starts(start, '<', 0)) {
      return StandardCharsets.UTF_16LE;
    }
    Matcher declared = DECLARED.matcher(new String(start, StandardCharsets.ISO_8859_1));
    if (starts(start, 0xEF, 0xBB, 0xBF) || !declared.find()) {
      return StandardCharsets.UTF_8;
    }
    try {
      return Charset.forName(declared.group(1));
    } catch (IllegalArgumentException e) {
      throw new UnreadableFile(
          1, "The declared encoding is not known. Save the file as UTF-8, and declare that.");
    }
  }

  private static boolean starts(byte[] bytes, int... with) {
    for (int i = 0; i < with.length; i++) {
      if (i >= bytes.length || bytes[i] != (byte) with[i]) {
        return false;
      }
    }
    return true;
  }

  /** From here on begins another piece. */
  void begin() {
    allowance = LONGEST_PIECE;
  }

  @Override
  public int read(char[] target, int offset, int length) throws IOException {
    if (unreadable >= 0) {
      throw new Cut(
          line,
          Malformed.describe(charset, (byte) unreadable)
              + " Save the file in the encoding that it declares, such as UTF-8.");
    }
    if (allowance <= 0) {
      throw new Cut(
          line, "A tag, comment or other piece has more than " + LONGEST_PIECE + " characters.");
    }
    int count = text.read(target, offset, length);
    if (count <= 0) {
      return count;
    }
    allowance -= count;
    int good = good(target, offset, count);
    return good > 0 ? good : read(target, offset, length);
  }

  /** How many characters come before the first that is none; counts their lines. */
  private int good(char[] target, int offset, int count) {
    for (int i = offset; i < offset + count; i++) {
      char each = target[i];
      if (Malformed.isEscaped(last, each)) {
        unreadable = Malformed.unescaped(each) & 0xFF;
        return i - offset;
      }
      if (each == '\r' || (each == '\n' && last != '\r')) {
        line++;
      }
      last = each;
    }
    return count;
  }

  @Override
  public void close() throws IOException {
    text.close();
  }
}
