package tagledger.app.http;

import com.fasterxml.jackson.annotation.JsonInclude;
import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import tagledger.app.security.AuditTrail;
import tagledger.app.security.Forbidden;
import tagledger.app.security.LastAdministrator;
import tagledger.app.security.NotGranted;
import tagledger.app.security.Sessions.InvalidCredentials;
import tagledger.app.security.Taken;
import tagledger.app.security.TokenRefused;
import tagledger.app.security.Visit;

/** Where it becomes an answer, and goes on record, that somebody may not. */
@Order(Ordered.HIGHEST_PRECEDENCE)
@RestControllerAdvice
class AccessRefusals {

  private static final String MISSING = "Bearer realm=\"tagledger\"";
  private static final String INVALID = MISSING + ", error=\"invalid_token\"";

  /** As the seeds' clients know it. */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  private record NoToken(@Nullable String description, @Nullable String message, String error) {
    static NoToken of(TokenRefused.Fault fault) {
      return switch (fault) {
        case MISSING ->
            new NoToken(
                "Request does not contain an access token.", null, "authorization_required");
        case BAD -> new NoToken(null, "Signature verification failed.", "invalid_token");
        case EXPIRED -> new NoToken(null, "The token has expired.", "token_expired");
        case REVOKED -> new NoToken("The token has been revoked.", null, "token_revoked");
      };
    }

    @Nullable String text() {
      return description == null ? message : description;
    }
  }

  private final AuditTrail audit;

  AccessRefusals(AuditTrail audit) {
    this.audit = audit;
  }

  @ExceptionHandler
  ResponseEntity<Object> unknown(TokenRefused refused, HttpServletRequest request) {
    note(request, HttpStatus.UNAUTHORIZED);
    NoToken told = NoToken.of(refused.fault());
    HttpHeaders headers = new HttpHeaders();
    headers.set(
        HttpHeaders.WWW_AUTHENTICATE,
        refused.fault() == TokenRefused.Fault.MISSING ? MISSING : INVALID);
    return Refusals.wantsProblem(request)
        ? Refusals.answer(request, Refusal.of(HttpStatus.UNAUTHORIZED, told.text()), headers)
        : ResponseEntity.status(HttpStatus.UNAUTHORIZED)
            .headers(headers)
            .contentType(MediaType.APPLICATION_JSON)
            .body(told);
  }

  @ExceptionHandler
  ResponseEntity<Object> forbidden(Forbidden refused, HttpServletRequest request) {
    note(request, HttpStatus.FORBIDDEN);
    return answer(request, HttpStatus.FORBIDDEN, refused.getMessage());
  }

  /** As if it did not exist. */
  @ExceptionHandler
  ResponseEntity<Object> notGranted(NotGranted refused, HttpServletRequest request) {
    note(request, HttpStatus.NOT_FOUND);
    return answer(request, HttpStatus.NOT_FOUND, null);
  }

  @ExceptionHandler
  ResponseEntity<Object> notHe(InvalidCredentials refused, HttpServletRequest request) {
    return answer(request, HttpStatus.UNAUTHORIZED, refused.getMessage());
  }

  @ExceptionHandler({Taken.class, LastAdministrator.class})
  ResponseEntity<Object> conflict(RuntimeException refused, HttpServletRequest request) {
    return answer(request, HttpStatus.CONFLICT, refused.getMessage());
  }

  private void note(HttpServletRequest request, HttpStatus status) {
    audit.note(
        Visit.of(request, RequestContext.requestId(request)),
        "request",
        request.getMethod() + ' ' + request.getRequestURI(),
        Integer.toString(status.value()));
  }

  private static ResponseEntity<Object> answer(
      HttpServletRequest request, HttpStatus status, @Nullable String message) {
    return Refusals.answer(request, Refusal.of(status, message), new HttpHeaders());
  }
}
