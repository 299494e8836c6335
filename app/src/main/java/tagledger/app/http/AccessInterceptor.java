package tagledger.app.http;

import jakarta.servlet.DispatcherType;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.webmvc.error.ErrorController;
import org.springframework.http.HttpMethod;
import org.springframework.stereotype.Component;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.HandlerInterceptor;
import org.springframework.web.servlet.HandlerMapping;
import tagledger.api.Rejection;
import tagledger.api.StoreId;
import tagledger.api.ThingKind;
import tagledger.app.security.AuditTrail;
import tagledger.app.security.Caller;
import tagledger.app.security.Forbidden;
import tagledger.app.security.Needs;
import tagledger.app.security.Open;
import tagledger.app.security.Role;
import tagledger.app.security.SignedIn;
import tagledger.app.security.Visit;

/**
 * Refuses an operation to him who lacks its role in the stores of what the path names. An operation
 * that does not say whom it is for is for nobody.
 */
@Component
final class AccessInterceptor implements HandlerInterceptor {

  /** Of a request whose thing did not exist when that was looked at. */
  static final String ABSENT = AccessInterceptor.class.getName() + ".absent";

  private static final Pattern ID = Pattern.compile("0*[1-9][0-9]*");

  private final Access access;
  private final AuditTrail audit;

  AccessInterceptor(Access access, AuditTrail audit) {
    this.access = access;
    this.audit = audit;
  }

  @Override
  public boolean preHandle(
      HttpServletRequest request, HttpServletResponse response, Object handler) {
    if (request.getDispatcherType() == DispatcherType.REQUEST
        && !HttpMethod.OPTIONS.matches(request.getMethod())
        && handler instanceof HandlerMethod method) {
      verify(method, request);
    }
    return true;
  }

  private void verify(HandlerMethod method, HttpServletRequest request) {
    Needs needs = method.getMethodAnnotation(Needs.class);
    if (needs != null) {
      verify(needs, request);
    } else if (!method.hasMethodAnnotation(SignedIn.class)
        && !method.hasMethodAnnotation(Open.class)
        && !ErrorController.class.isAssignableFrom(method.getBeanType())) {
      throw new Forbidden("Nobody may do this.");
    }
  }

  private void verify(Needs needs, HttpServletRequest request) {
    Caller caller = Access.caller();
    Role role = needs.value();
    if (caller.mayEverywhere(role)) {
      return;
    }
    if (needs.everywhere()) {
      throw new Forbidden("This needs the role " + role.text() + " in all stores.");
    }
    if (!caller.may(role)) {
      throw Forbidden.without(role);
    }
    variables(request).forEach((name, value) -> verify(role, name, value, request));
  }

  @SuppressWarnings("unchecked")
  private static Map<String, String> variables(HttpServletRequest request) {
    return request.getAttribute(HandlerMapping.URI_TEMPLATE_VARIABLES_ATTRIBUTE)
            instanceof Map<?, ?> variables
        ? (Map<String, String>) variables
        : Map.of();
  }

  private void verify(Role role, String name, String value, HttpServletRequest request) {
    switch (name) {
      case "store" -> access.require(role, new StoreId(id(value)));
      case "item" -> verify(role, ThingKind.ITEM, id(value), request);
      case "post" -> verify(role, ThingKind.POST, id(value), request);
      case "tag" -> verify(role, ThingKind.TAG, id(value), request);
      case "change" -> access.require(role, access.origin(value).store());
      case "import" -> {
        // Of which store it is, its report tells.
      }
      default -> throw new IllegalStateException("In whose store is " + name + "?");
    }
  }

  /** What does not exist yet may be made under its id, in a store that is asked for then. */
  private void verify(Role role, ThingKind kind, int id, HttpServletRequest request) {
    StoreId store = access.storeOf(kind, id);
    if (store != null) {
      access.require(role, store);
    } else if (kind == ThingKind.ITEM && HttpMethod.PUT.matches(request.getMethod())) {
      request.setAttribute(ABSENT, true);
    } else {
      throw new Rejection.NotFound();
    }
  }

  private static int id(String text) {
    if (!ID.matcher(text).matches()) {
      throw new Rejection.NotFound();
    }
    try {
      return Integer.parseInt(text);
    } catch (NumberFormatException e) {
      throw new Rejection.NotFound();
    }
  }

  @Override
  public void afterCompletion(
      HttpServletRequest request,
      HttpServletResponse response,
      Object handler,
      @Nullable Exception failure) {
    if (request.getDispatcherType() == DispatcherType.REQUEST
        && handler instanceof HandlerMethod method) {
      Needs needs = method.getMethodAnnotation(Needs.class);
      if (needs != null && needs.audited()) {
        audit.note(
            Visit.of(request, RequestContext.requestId(request)),
            request.getMethod()
                + ' '
                + request.getAttribute(HandlerMapping.BEST_MATCHING_PATTERN_ATTRIBUTE),
            request.getRequestURI(),
            Integer.toString(response.getStatus()));
      }
    }
  }
}
