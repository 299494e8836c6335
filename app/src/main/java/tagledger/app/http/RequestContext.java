package tagledger.app.http;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.HexFormat;
import java.util.concurrent.ThreadLocalRandom;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.slf4j.MDC;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

/** Gives each request its id: the trace id of a W3C {@code traceparent}, or a new one. */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE)
class RequestContext extends OncePerRequestFilter {

  static final String REQUEST_ID = "Request-Id";

  private static final Pattern TRACEPARENT =
      Pattern.compile(
          "(?!ff)[0-9a-f]{2}-(?!0{32})([0-9a-f]{32})-(?!0{16})[0-9a-f]{16}-[0-9a-f]{2}.*");

  /** A new id begins with the time, so that those of one time stand together in an index. */
  private static final int TIME_BITS = 48;

  private static final int RANDOM_BITS_BESIDE_TIME = Long.SIZE - TIME_BITS;

  /** The id of this request, 32 hexadecimal digits. */
  static String requestId(HttpServletRequest request) {
    return (String) request.getAttribute(REQUEST_ID);
  }

  /** Who asks: an opaque id. */
  static String actor(HttpServletRequest request) {
    return Access.caller().actor();
  }

  /** What was refused before any filter saw it gets its id on the way to its answer. */
  @Override
  protected boolean shouldNotFilterErrorDispatch() {
    return false;
  }

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    String id =
        request.getAttribute(REQUEST_ID) instanceof String known ? known : newRequestId(request);
    request.setAttribute(REQUEST_ID, id);
    response.setHeader(REQUEST_ID, id);
    MDC.put("request", id);
    try {
      chain.doFilter(request, response);
    } finally {
      MDC.remove("request");
    }
  }

  static String newRequestId(HttpServletRequest request) {
    String traceparent = request.getHeader("traceparent");
    if (traceparent != null) {
      Matcher matcher = TRACEPARENT.matcher(traceparent);
      if (matcher.matches()) {
        return matcher.group(1);
      }
    }
    ThreadLocalRandom random = ThreadLocalRandom.current();
    HexFormat hex = HexFormat.of();
    return hex.toHexDigits(
            System.currentTimeMillis() << RANDOM_BITS_BESIDE_TIME | random.nextLong() >>> TIME_BITS)
        + hex.toHexDigits(random.nextLong());
  }
}
