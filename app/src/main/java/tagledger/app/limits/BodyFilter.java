package tagledger.app.limits;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.web.servlet.HandlerExceptionResolver;

/** Watches over how large a body is, and how slowly it comes. */
final class BodyFilter extends HttpFilter {

  private final transient LimitedBody.Limits limits;
  private final transient HandlerExceptionResolver refusals;

  BodyFilter(LimitedBody.Limits limits, HandlerExceptionResolver refusals) {
    this.limits = limits;
    this.refusals = refusals;
  }

  @Override
  protected void doFilter(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    if (!hasBody(request)) {
      chain.doFilter(request, response);
    } else if (limits.isLess(request.getContentLengthLong())) {
      refusals.resolveException(request, response, null, BodyRefused.tooLarge(limits.most()));
    } else {
      chain.doFilter(new WithLimitedBody(request), response);
    }
  }

  private static boolean hasBody(HttpServletRequest request) {
    return request.getContentLengthLong() > 0
        || request.getHeader(HttpHeaders.TRANSFER_ENCODING) != null;
  }

  private final class WithLimitedBody extends HttpServletRequestWrapper {
    private @Nullable ServletInputStream body;

    WithLimitedBody(HttpServletRequest request) {
      super(request);
    }

    @Override
    public ServletInputStream getInputStream() throws IOException {
      if (body == null) {
        body =
            new LimitedBody(
                super.getInputStream(), limits, () -> setAttribute(UnreadBodyValve.UNREAD, true));
      }
      return body;
    }
  }
}
