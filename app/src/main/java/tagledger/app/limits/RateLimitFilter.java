package tagledger.app.limits;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.web.servlet.HandlerExceptionResolver;

/**
 * Counts requests, and refuses those that are too many. Each answer tells where its caller stands,
 * as draft-ietf-httpapi-ratelimit-headers-10 writes it.
 */
final class RateLimitFilter extends HttpFilter {

  private final String name;
  private final transient RateLimit limit;
  private final transient Function<HttpServletRequest, @Nullable String> caller;
  private final transient HandlerExceptionResolver refusals;
  private final String policy;

  /**
   * @param name of the policy, which says of whom it is
   * @param caller whose request it is; nothing where it is not counted
   */
  RateLimitFilter(
      String name,
      RateLimit limit,
      Function<HttpServletRequest, @Nullable String> caller,
      HandlerExceptionResolver refusals) {
    this.name = name;
    this.limit = limit;
    this.caller = caller;
    this.refusals = refusals;
    this.policy = "\"%s\";q=%d;w=%d".formatted(name, limit.most(), RateLimit.seconds());
  }

  @Override
  protected void doFilter(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    String counted = caller.apply(request);
    if (counted != null) {
      RateLimit.Standing standing = limit.take(counted);
      response.addHeader("RateLimit-Policy", policy);
      response.addHeader(
          "RateLimit", '"' + name + "\";r=" + standing.left() + ";t=" + standing.secondsToAll());
      if (!standing.isGranted()) {
        refusals.resolveException(
            request,
            response,
            null,
            LimitExceeded.byCaller(
                "Too many requests: %d a minute are granted to one %s. Wait and try again."
                    .formatted(limit.most(), name.replace("login-", "")),
                standing.secondsToWait()));
        return;
      }
    }
    chain.doFilter(request, response);
  }
}
