package tagledger.app.security;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Set;
import org.springframework.http.HttpMethod;
import org.springframework.security.web.util.matcher.RequestMatcher;

/** What is answered without a token: how one comes by a token, and whether the service is well. */
public final class OpenPaths implements RequestMatcher {

  public static final String REGISTER = "/register";
  public static final String LOGIN = "/login";
  public static final String REFRESH = "/refresh";
  public static final String KEYS = "/.well-known/jwks.json";

  private static final Set<String> POSTED = Set.of(REGISTER, LOGIN, REFRESH);

  private final Set<String> read;

  /**
   * @param actuator its base path
   */
  OpenPaths(String actuator) {
    this.read = Set.of(KEYS, actuator + "/health/liveness", actuator + "/health/readiness");
  }

  @Override
  public boolean matches(HttpServletRequest request) {
    return isAnsweredToAnybody(request)
        || (HttpMethod.POST.matches(request.getMethod())
            && POSTED.contains(request.getServletPath()));
  }

  /** Also while the door is open, and through whatever proxy it is asked. */
  boolean isAnsweredToAnybody(HttpServletRequest request) {
    return (HttpMethod.GET.matches(request.getMethod())
            || HttpMethod.HEAD.matches(request.getMethod()))
        && read.contains(request.getServletPath());
  }

  /** Whether a token that comes along says who asks. To get one, none is needed. */
  static boolean heedsTokens(HttpServletRequest request) {
    String path = request.getServletPath();
    return !path.equals(LOGIN) && !path.equals(REFRESH);
  }
}
