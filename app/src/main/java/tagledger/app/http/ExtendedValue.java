package tagledger.app.http;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.net.URLDecoder;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A header's value as RFC 8187 lets text be written in ASCII: {@code UTF-8''Fr%C3%BChling}. */
final class ExtendedValue {

  private static final Pattern EXTENDED =
      Pattern.compile("(?i)UTF-8'[a-z0-9-]*'((?:%[0-9a-f]{2}|[a-z0-9!#$&+.^_`|~-])*)");

  private ExtendedValue() {}

  /** Null where it is none, or hides what a header may not hold. */
  static byte @Nullable [] bytes(String header) {
    Matcher matcher = EXTENDED.matcher(header);
    if (!matcher.matches()) {
      return null;
    }
    byte[] bytes =
        URLDecoder.decode(matcher.group(1).replace("+", "%2B"), ISO_8859_1).getBytes(ISO_8859_1);
    for (byte each : bytes) {
      if (each >= 0 && each < ' ' || each == 0x7f) {
        return null;
      }
    }
    return bytes;
  }
}
