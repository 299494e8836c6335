package tagledger.app.http;

import static java.time.ZoneOffset.UTC;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The date-time of RFC 3339, of any offset and any precision. */
final class Rfc3339 {

  private static final Pattern DATE_TIME =
      Pattern.compile(
          "(\\d{4}-\\d\\d-\\d\\d)[Tt](\\d\\d:\\d\\d):(\\d\\d)(?:\\.(\\d+))?"
              + "(?:[Zz]|([+-])(\\d\\d:\\d\\d))");
  private static final int DIGITS = 9;

  private Rfc3339() {}

  /** That time, and nothing later: what is finer than nanoseconds is left off. */
  static @Nullable Instant parse(String text) {
    Matcher matcher = DATE_TIME.matcher(text);
    if (!matcher.matches()) {
      return null;
    }
    try {
      Instant minute =
          LocalDate.parse(matcher.group(1))
              .atTime(LocalTime.parse(matcher.group(2)))
              .toInstant(UTC)
              .minus(offset(matcher.group(5), matcher.group(6)));
      int second = Integer.parseInt(matcher.group(3));
      return second < 60 || second == 60 && endsDay(minute)
          ? minute.plusSeconds(second).plusNanos(nanos(matcher.group(4)))
          : null;
    } catch (DateTimeException e) {
      return null;
    }
  }

  /** Only there can a leap second be. It is taken for the first of the next day, as POSIX does. */
  private static boolean endsDay(Instant minute) {
    LocalTime time = minute.atOffset(UTC).toLocalTime();
    return time.getHour() == 23 && time.getMinute() == 59;
  }

  private static Duration offset(@Nullable String sign, @Nullable String time) {
    if (sign == null || time == null) {
      return Duration.ZERO;
    }
    Duration east = Duration.ofSeconds(LocalTime.parse(time).toSecondOfDay());
    return sign.equals("-") ? east.negated() : east;
  }

  private static int nanos(@Nullable String fraction) {
    return fraction == null
        ? 0
        : Integer.parseInt((fraction + "0".repeat(DIGITS)).substring(0, DIGITS));
  }
}
