package tagledger.app.security;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.http.HttpHeaders;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.core.context.SecurityContextImpl;
import org.springframework.web.servlet.HandlerExceptionResolver;

/** Says who asks, to all that come after it. */
final class CallerFilter extends HttpFilter {

  private final transient Callers callers;
  private final transient HandlerExceptionResolver refusals;

  CallerFilter(Callers callers, HandlerExceptionResolver refusals) {
    this.callers = callers;
    this.refusals = refusals;
  }

  @Override
  protected void doFilter(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    Authentication who;
    try {
      who = callers.of(request);
    } catch (RuntimeException refused) {
      refusals.resolveException(request, response, null, refused);
      return;
    }
    if (who != null) {
      SecurityContextHolder.setContext(new SecurityContextImpl(who));
      if (who != CallerToken.ANYBODY) {
        // What one is shown is not kept for another.
        response.addHeader(HttpHeaders.VARY, HttpHeaders.AUTHORIZATION);
      }
    }
    chain.doFilter(request, response);
  }
}
