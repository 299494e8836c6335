package tagledger.app.http;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpHeaders;
import org.springframework.stereotype.Component;
import org.springframework.web.servlet.HandlerExceptionResolver;
import org.springframework.web.servlet.NoHandlerFoundException;

/**
 * Knows no path with a semicolon. What follows one is dropped in some places and not in others, and
 * so whoever decides by path who may do what could be deceived.
 */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE + 10)
class PlainPaths extends HttpFilter {

  private final transient HandlerExceptionResolver refusals;

  PlainPaths(@Qualifier("handlerExceptionResolver") HandlerExceptionResolver refusals) {
    this.refusals = refusals;
  }

  @Override
  protected void doFilter(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    String path = request.getRequestURI();
    if (path.indexOf(';') < 0) {
      chain.doFilter(request, response);
    } else {
      refusals.resolveException(
          request,
          response,
          null,
          new NoHandlerFoundException(request.getMethod(), path, new HttpHeaders()));
    }
  }
}
