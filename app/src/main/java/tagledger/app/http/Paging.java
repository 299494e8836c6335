package tagledger.app.http;

import jakarta.servlet.http.HttpServletRequest;
import java.math.BigInteger;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tagledger.api.Query.Page;

/** {@code ?limit=} and {@code ?after=}. */
final class Paging {

  static final int MAX_LIMIT = 10_000;

  private static final Pattern INTEGER = Pattern.compile("-?\\d{1,100}");
  private static final BigInteger LAST_PLACE = BigInteger.valueOf(Long.MAX_VALUE);

  private Paging() {}

  /** A part of a list whose places are counted further than ids. */
  record Part(long after, @Nullable Integer limit) {}

  static Page of(HttpServletRequest request) {
    Part part = partOf(request);
    return new Page((int) Math.min(part.after(), Integer.MAX_VALUE), part.limit());
  }

  static Part partOf(HttpServletRequest request) {
    Map<String, List<String>> errors = new LinkedHashMap<>();
    Integer limit = limit(QueryString.first(request, "limit"), errors);
    Long after = place(QueryString.first(request, "after"), "after", errors);
    if (!errors.isEmpty()) {
      throw new Refused(Refusal.invalid("query", errors));
    }
    return new Part(after == null ? 0 : after, limit);
  }

  /** The value of a {@code Link} header to the page after this one. */
  static String next(HttpServletRequest request, int limit, long last) {
    return next(request, limit, last, null);
  }

  /**
   * @param asOf the position as of which all pages are
   */
  static String next(HttpServletRequest request, int limit, long last, @Nullable Long asOf) {
    return "<%s?limit=%d&after=%d%s>; rel=\"next\""
        .formatted(
            request.getRequestURI(),
            limit,
            last,
            asOf == null ? "" : '&' + AsOf.PARAMETER + '=' + asOf);
  }

  static @Nullable Long place(
      @Nullable String text, String name, Map<String, List<String>> errors) {
    BigInteger place = integer(text, name, 0, errors);
    return place == null ? null : place.min(LAST_PLACE).longValueExact();
  }

  static @Nullable Integer limit(@Nullable String text, Map<String, List<String>> errors) {
    BigInteger limit = integer(text, "limit", 1, errors);
    if (limit != null && limit.compareTo(BigInteger.valueOf(MAX_LIMIT)) > 0) {
      errors.put("limit", List.of("Must be less than or equal to " + MAX_LIMIT + "."));
      return null;
    }
    return limit == null ? null : limit.intValueExact();
  }

  private static @Nullable BigInteger integer(
      @Nullable String text, String name, int atLeast, Map<String, List<String>> errors) {
    if (text == null) {
      return null;
    }
    if (!INTEGER.matcher(text).matches()) {
      errors.put(name, List.of("Not a valid integer."));
      return null;
    }
    BigInteger value = new BigInteger(text);
    if (value.compareTo(BigInteger.valueOf(atLeast)) < 0) {
      errors.put(name, List.of("Must be greater than or equal to " + atLeast + "."));
      return null;
    }
    return value;
  }
}
