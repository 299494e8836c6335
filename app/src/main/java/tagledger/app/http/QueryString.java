package tagledger.app.http;

import jakarta.servlet.http.HttpServletRequest;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.util.StringUtils;

/**
 * The query of a request as it was sent. Unlike the servlet's parameters it never touches the body,
 * and a plus is a plus.
 */
final class QueryString {

  private QueryString() {}

  /** What is asked for, decoded, in its order. */
  static List<String> names(HttpServletRequest request) {
    return parts(request).map(part -> decoded(part.split("=", 2)[0])).distinct().toList();
  }

  /** All values of that parameter, decoded. */
  static List<String> values(HttpServletRequest request, String name) {
    if (request.getQueryString() == null) {
      return List.of();
    }
    return parts(request)
        .filter(part -> isNamed(part, name))
        .map(part -> part.contains("=") ? part.substring(part.indexOf('=') + 1) : "")
        .map(QueryString::decoded)
        .toList();
  }

  /** The first value of that parameter, decoded, if any. */
  static @Nullable String first(HttpServletRequest request, String name) {
    return values(request, name).stream().findFirst().orElse(null);
  }

  /** The path and what else is asked of it, but for that parameter. */
  static String without(HttpServletRequest request, String name) {
    Predicate<String> named = part -> isNamed(part, name);
    String rest = String.join("&", parts(request).filter(named.negate()).toList());
    return rest.isEmpty() ? request.getRequestURI() : request.getRequestURI() + '?' + rest;
  }

  private static Stream<String> parts(HttpServletRequest request) {
    String query = request.getQueryString();
    return query == null
        ? Stream.empty()
        : Stream.of(query.split("&")).filter(part -> !part.isEmpty());
  }

  private static boolean isNamed(String part, String name) {
    return decoded(part.split("=", 2)[0]).equals(name);
  }

  /** What is no encoding stands for itself. */
  private static String decoded(String text) {
    try {
      return StringUtils.uriDecode(text, StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      return text;
    }
  }
}
