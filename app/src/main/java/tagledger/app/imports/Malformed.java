package tagledger.app.imports;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/**
 * Bytes that are no text. Each stands in decoded text as a lone low surrogate, which valid text
 * cannot have, as Python's {@code surrogateescape} does it.
 */
final class Malformed {

  private static final Charset WINDOWS = Charset.forName("windows-1252");

  private Malformed() {}

  static char escaped(byte unreadable) {
    return (char) (Character.MIN_LOW_SURROGATE | (unreadable & 0xFF));
  }

  static boolean isEscaped(char before, char character) {
    return Character.isLowSurrogate(character) && !Character.isHighSurrogate(before);
  }

  static byte unescaped(char escaped) {
    return (byte) escaped;
  }

  /** Such as: Not valid UTF-8: byte 0x92 (Windows-1252?). */
  static String describe(Charset charset, byte unreadable) {
    boolean windows =
        charset.equals(StandardCharsets.UTF_8)
            && unreadable < 0
            && new String(new byte[] {unreadable}, WINDOWS).charAt(0) != '\ufffd';
    return String.format(
        Locale.ROOT,
        "Not valid %s: byte 0x%02X%s.",
        charset.name(),
        unreadable & 0xFF,
        windows ? " (Windows-1252?)" : "");
  }
}
