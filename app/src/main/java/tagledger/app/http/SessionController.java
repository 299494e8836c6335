package tagledger.app.http;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.annotation.JsonProperty;
import jakarta.servlet.http.HttpServletRequest;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;
import tagledger.app.limits.LoginAttempts;
import tagledger.app.security.Callers;
import tagledger.app.security.Open;
import tagledger.app.security.OpenPaths;
import tagledger.app.security.Sessions;
import tagledger.app.security.Sessions.Tokens;
import tagledger.app.security.SignedIn;
import tagledger.app.security.TokenRefused;
import tagledger.app.security.TokenRefused.Fault;
import tagledger.app.security.Visit;

/** How one comes by a token, by the next, and is rid of both. */
@RestController
class SessionController {

  static final String REFRESH_TOKEN = "Refresh-Token";

  private record Granted(
      @JsonProperty("access_token") String access, @JsonProperty("refresh_token") String refresh) {}

  private record Renewed(@JsonProperty("access_token") String access) {}

  private final Sessions sessions;
  private final LoginAttempts attempts;

  SessionController(Sessions sessions, LoginAttempts attempts) {
    this.sessions = sessions;
    this.attempts = attempts;
  }

  @Open
  @PostMapping(OpenPaths.LOGIN)
  ResponseEntity<Object> login(JsonBody body, HttpServletRequest request) {
    String username = body.name("username", true);
    String password = body.password("password", 1);
    body.verify();
    attempts.attempt(requireNonNull(username));
    Tokens tokens = sessions.login(username, requireNonNull(password), visit(request));
    attempts.succeeded(username);
    return ResponseEntity.ok()
        .cacheControl(CacheControl.noStore())
        .body(new Granted(tokens.access(), tokens.refresh()));
  }

  @Open
  @PostMapping(OpenPaths.REFRESH)
  ResponseEntity<Object> refresh(HttpServletRequest request) {
    String token = Callers.bearer(request);
    if (token == null) {
      throw new TokenRefused(Fault.MISSING);
    }
    Tokens tokens = sessions.refresh(token, visit(request));
    return ResponseEntity.ok()
        .cacheControl(CacheControl.noStore())
        .header(REFRESH_TOKEN, tokens.refresh())
        .body(new Renewed(tokens.access()));
  }

  @SignedIn
  @PostMapping("/logout")
  Answers.Message logout(HttpServletRequest request) {
    String session = Access.caller().session();
    if (session == null) {
      if (Callers.bearer(request) == null) {
        throw new TokenRefused(Fault.MISSING);
      }
      throw new Refused(
          Refusal.of(HttpStatus.CONFLICT, "This token is another issuer's: log out there."));
    }
    sessions.logout(session, visit(request));
    return new Answers.Message("Successfully logged out");
  }

  private static Visit visit(HttpServletRequest request) {
    return Visit.of(request, RequestContext.requestId(request));
  }
}
