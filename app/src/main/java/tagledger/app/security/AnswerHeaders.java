package tagledger.app.security;

import jakarta.servlet.http.HttpServletResponse;
import org.springframework.security.web.header.writers.CrossOriginResourcePolicyHeaderWriter.CrossOriginResourcePolicy;
import org.springframework.security.web.header.writers.ReferrerPolicyHeaderWriter.ReferrerPolicy;

/** What browsers are told with every answer over plain HTTP. */
public final class AnswerHeaders {

  /** The page that shows the API runs its own scripts, and asks this service alone. */
  static final String CONTENT_POLICY =
      "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline';"
          + " img-src 'self' data:; connect-src 'self'; base-uri 'none'; form-action 'none';"
          + " frame-ancestors 'none'";

  static final ReferrerPolicy REFERRER = ReferrerPolicy.NO_REFERRER;
  static final CrossOriginResourcePolicy RESOURCES = CrossOriginResourcePolicy.SAME_ORIGIN;

  private AnswerHeaders() {}

  /** For an answer that is given before the chain of filters that else writes them. */
  public static void write(HttpServletResponse response) {
    response.setHeader("X-Content-Type-Options", "nosniff");
    response.setHeader("X-Frame-Options", "DENY");
    response.setHeader("Content-Security-Policy", CONTENT_POLICY);
    response.setHeader("Referrer-Policy", REFERRER.getPolicy());
    response.setHeader("Cross-Origin-Resource-Policy", RESOURCES.getPolicy());
  }
}
