package tagledger.app.http;

import jakarta.servlet.DispatcherType;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.HandlerInterceptor;

/**
 * Tells caches, also of refusals, which reads may be of the past, and refuses {@code as_of} where
 * it would go unheard: a write meant for the past must not happen now.
 */
final class AsOfInterceptor implements HandlerInterceptor {

  @Override
  public boolean preHandle(
      HttpServletRequest request, HttpServletResponse response, Object handler) {
    if (request.getDispatcherType() == DispatcherType.REQUEST
        && !HttpMethod.OPTIONS.matches(request.getMethod())
        && handler instanceof HandlerMethod method) {
      boolean read = isRead(request);
      if (read && isRemembered(method)) {
        response.addHeader(HttpHeaders.VARY, Memento.ACCEPT_DATETIME);
      } else if (!method.hasMethodAnnotation(AsOf.class) && isAsked(request)) {
        throw Moments.unfit(
            read
                ? "This cannot be asked as of a moment."
                : "Only a read can be asked as of a moment.");
      }
    }
    return true;
  }

  /** Whether its reads can be asked as of a moment. */
  static boolean isRemembered(HandlerMethod method) {
    return method.getBeanType().isAnnotationPresent(AsOf.class);
  }

  private static boolean isAsked(HttpServletRequest request) {
    return !QueryString.values(request, AsOf.PARAMETER).isEmpty();
  }

  private static boolean isRead(HttpServletRequest request) {
    return HttpMethod.GET.matches(request.getMethod())
        || HttpMethod.HEAD.matches(request.getMethod());
  }
}
