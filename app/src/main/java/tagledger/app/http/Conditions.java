package tagledger.app.http;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.http.HttpHeaders;
import tagledger.api.Precondition;
import tagledger.api.Precondition.AnyVersion;
import tagledger.api.Precondition.Condition;
import tagledger.api.Precondition.OneOf;
import tagledger.api.Precondition.Unconditional;

/** RFC 9110's conditional headers. The entity tag of a thing is its version. */
final class Conditions {

  private static final Pattern OURS = Pattern.compile("\"(0|[1-9]\\d{0,17})\"");
  private static final String WEAK = "W/";

  private Conditions() {}

  static String etag(long version) {
    return '"' + Long.toString(version) + '"';
  }

  /** What a write asks for. */
  static Precondition of(HttpServletRequest request) {
    return new Precondition(
        condition(request, HttpHeaders.IF_MATCH, false),
        condition(request, HttpHeaders.IF_NONE_MATCH, true));
  }

  /** Whether the reader has this version already. */
  static boolean has(HttpServletRequest request, long version) {
    return switch (condition(request, HttpHeaders.IF_NONE_MATCH, true)) {
      case Unconditional none -> false;
      case AnyVersion any -> true;
      case OneOf some -> some.versions().contains(version);
    };
  }

  /** Whether the reader has what bears this entity tag already. */
  static boolean has(HttpServletRequest request, String etag) {
    String list = list(Collections.list(request.getHeaders(HttpHeaders.IF_NONE_MATCH)));
    return list.equals("*") || tags(list, true).anyMatch(etag::equals);
  }

  private static Condition condition(HttpServletRequest request, String header, boolean weakly) {
    if (request.getHeader(header) == null) {
      return new Unconditional();
    }
    List<String> values = Collections.list(request.getHeaders(header));
    String list = list(values);
    return list.equals("*") ? new AnyVersion() : new OneOf(versions(list, weakly));
  }

  private static String list(List<String> headers) {
    return String.join(",", headers).strip();
  }

  private static Stream<String> tags(String list, boolean weakly) {
    return Stream.of(list.split(","))
        .map(String::strip)
        .map(tag -> weakly && tag.startsWith(WEAK) ? tag.substring(WEAK.length()) : tag);
  }

  private static Set<Long> versions(String list, boolean weakly) {
    return tags(list, weakly)
        .map(OURS::matcher)
        .filter(Matcher::matches)
        .map(tag -> Long.valueOf(tag.group(1)))
        .collect(Collectors.toUnmodifiableSet());
  }
}
