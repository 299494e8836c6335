package tagledger.app.http;

import java.math.BigInteger;
import java.time.Instant;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Where in the log, as people say it: a position, or a time of RFC 3339.
 *
 * @param time nothing where it is a position
 */
record Place(long position, @Nullable Instant time) {

  static final String FAULT = "Not a valid time or position.";

  private static final Pattern POSITION = Pattern.compile("[0-9]+");
  private static final BigInteger LAST_POSITION = BigInteger.valueOf(Long.MAX_VALUE);

  static @Nullable Place parse(String text) {
    if (POSITION.matcher(text).matches()) {
      return new Place(new BigInteger(text).min(LAST_POSITION).longValueExact(), null);
    }
    // Most forms send a plus as a space, and some clients then encode that.
    Instant time = Rfc3339.parse(text.replace(' ', '+'));
    return time == null ? null : new Place(0, time);
  }
}
