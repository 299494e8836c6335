package tagledger.app.http;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.ResolverStyle;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The one form of a date that RFC 9110 has headers written in: whole seconds, in GMT. */
final class HttpDate {

  private static final DateTimeFormatter FORM =
      DateTimeFormatter.ofPattern("EEE, dd MMM uuuu HH:mm:ss 'GMT'", Locale.ENGLISH)
          .withZone(ZoneOffset.UTC)
          .withResolverStyle(ResolverStyle.STRICT);
  private static final int LENGTH = "Sat, 31 Jan 2026 12:00:00 GMT".length();

  private HttpDate() {}

  static @Nullable Instant parse(String text) {
    try {
      return text.length() == LENGTH ? FORM.parse(text, Instant::from) : null;
    } catch (DateTimeException e) {
      return null;
    }
  }

  static String format(Instant time) {
    return FORM.format(time);
  }
}
