package tagledger.app.http;

import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.http.HttpServletRequest;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.catalina.connector.ClientAbortException;
import org.apache.coyote.BadRequestException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.TypeMismatchException;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.HttpMediaTypeNotSupportedException;
import org.springframework.web.HttpRequestMethodNotSupportedException;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.context.request.async.AsyncRequestNotUsableException;
import org.springframework.web.servlet.NoHandlerFoundException;
import org.springframework.web.servlet.resource.NoResourceFoundException;
import tagledger.api.DeadLetters.NoSuchDeadLetter;
import tagledger.api.DeadLetters.StillDead;
import tagledger.api.NotProjected;
import tagledger.api.NotYetVisible;
import tagledger.api.Projections.BuildGoesOn;
import tagledger.api.Projections.NoSuchProjection;
import tagledger.api.Rejection;
import tagledger.api.Unavailable;
import tagledger.api.UnknownEvent;
import tagledger.app.database.DatabaseGone;
import tagledger.app.database.StatementTimeout;
import tagledger.app.limits.BodyRefused;
import tagledger.app.limits.LimitExceeded;

/** The one place where what went wrong becomes an answer. */
@RestControllerAdvice
class Refusals {

  private static final Logger log = LoggerFactory.getLogger(Refusals.class);
  private static final String SECONDS_BEFORE_A_RETRY = "1";
  private static final Set<HttpStatus> UNREAD =
      Set.of(HttpStatus.BAD_REQUEST, HttpStatus.REQUEST_TIMEOUT, HttpStatus.SERVICE_UNAVAILABLE);

  @ExceptionHandler
  ResponseEntity<Object> rejected(Rejection rejection, HttpServletRequest request) {
    return answer(request, rejection);
  }

  @ExceptionHandler
  ResponseEntity<Object> refused(Refused refused, HttpServletRequest request) {
    return answer(request, refused.refusal(), new HttpHeaders());
  }

  /** A path with an id that is none leads nowhere. */
  @ExceptionHandler({
    TypeMismatchException.class,
    NoResourceFoundException.class,
    NoHandlerFoundException.class,
    NoSuchProjection.class,
    NoSuchDeadLetter.class
  })
  ResponseEntity<Object> notFound(HttpServletRequest request) {
    return answer(request, Refusal.of(HttpStatus.NOT_FOUND), new HttpHeaders());
  }

  @ExceptionHandler
  ResponseEntity<Object> methodNotAllowed(
      HttpRequestMethodNotSupportedException refused, HttpServletRequest request) {
    return answer(request, Refusal.of(HttpStatus.METHOD_NOT_ALLOWED), refused.getHeaders());
  }

  @ExceptionHandler
  ResponseEntity<Object> unsupported(
      HttpMediaTypeNotSupportedException refused, HttpServletRequest request) {
    return answer(request, Refusal.of(HttpStatus.UNSUPPORTED_MEDIA_TYPE), new HttpHeaders());
  }

  @ExceptionHandler
  ResponseEntity<Object> tooMuch(LimitExceeded limit, HttpServletRequest request) {
    HttpHeaders headers = new HttpHeaders();
    headers.set(HttpHeaders.RETRY_AFTER, Long.toString(limit.secondsToWait()));
    HttpStatus status =
        limit.isByCaller() ? HttpStatus.TOO_MANY_REQUESTS : HttpStatus.SERVICE_UNAVAILABLE;
    return answer(request, Refusal.of(status, limit.getMessage()), headers);
  }

  @ExceptionHandler
  ResponseEntity<Object> bodyRefused(BodyRefused refused, HttpServletRequest request) {
    HttpStatus status =
        refused.isTooLarge() ? HttpStatus.CONTENT_TOO_LARGE : HttpStatus.REQUEST_TIMEOUT;
    return answer(request, Refusal.of(status, refused.getMessage()), new HttpHeaders());
  }

  @ExceptionHandler
  ResponseEntity<Object> unavailable(Unavailable unavailable, HttpServletRequest request) {
    log.warn("Answered 503: {}", unavailable.getMessage());
    return retryLater(request, HttpStatus.SERVICE_UNAVAILABLE, unavailable.getMessage());
  }

  /** A repeat here would change nothing: it is for another node to answer, or another version. */
  @ExceptionHandler
  ResponseEntity<Object> unknown(UnknownEvent unknown, HttpServletRequest request) {
    log.warn("Answered 503: {}", unknown.getMessage());
    return answer(
        request,
        Refusal.of(HttpStatus.SERVICE_UNAVAILABLE, unknown.getMessage() + " Nothing was changed."),
        new HttpHeaders());
  }

  @ExceptionHandler
  ResponseEntity<Object> buildGoesOn(BuildGoesOn refused, HttpServletRequest request) {
    Refusal refusal =
        Refusal.of(
            HttpStatus.CONFLICT,
            refused.getMessage() + " GET " + ProjectionController.PATH + " tells how far that is.");
    return answer(request, refusal, new HttpHeaders());
  }

  @ExceptionHandler
  ResponseEntity<Object> inFlight(InFlight.KeyInFlight inFlight, HttpServletRequest request) {
    return retryLater(request, HttpStatus.CONFLICT, inFlight.getMessage());
  }

  @ExceptionHandler
  ResponseEntity<Object> stillDead(StillDead again, HttpServletRequest request) {
    return answer(request, Refusal.of(HttpStatus.CONFLICT, again.getMessage()), new HttpHeaders());
  }

  /** No waiting helps before it has been tried again. */
  @ExceptionHandler
  ResponseEntity<Object> notProjected(NotProjected gap, HttpServletRequest request) {
    return answer(
        request, Refusal.of(HttpStatus.SERVICE_UNAVAILABLE, gap.getMessage()), new HttpHeaders());
  }

  /** Only a read model that is still being built keeps those waiting who ask for no position. */
  @ExceptionHandler
  ResponseEntity<Object> notYetVisible(NotYetVisible late, HttpServletRequest request) {
    if (late.getCause() instanceof UnknownEvent unknown) {
      return unknown(unknown, request);
    }
    log.warn("Answered 503: {}", late.getMessage());
    return retryLater(
        request,
        HttpStatus.SERVICE_UNAVAILABLE,
        "What is read is still being built from the log. Try again.");
  }

  /**
   * A body that cannot be read: its chunks are malformed, or it does not come to its end. The
   * server has refused it before anybody here knew, and an answer of ours would not be sent.
   */
  @ExceptionHandler
  void unreadable(BadRequestException refused) {
    log.debug("The server has refused a body", refused);
  }

  /** The server then cuts the connection, by which the client knows. */
  @ExceptionHandler
  void cutShort(CutShort cut) {
    if (!isDeparture(cut)) {
      throw cut;
    }
    log.debug("A client left before the end of its answer", cut);
  }

  @ExceptionHandler
  @Nullable ResponseEntity<Object> failed(Exception failure, HttpServletRequest request) {
    if (isDeparture(failure)) {
      log.debug("The client of {} {} left", request.getMethod(), request.getRequestURI());
      return null;
    }
    if (DatabaseGone.isCauseOf(failure)) {
      log.warn("Answered 503: {}", failure.getMessage());
      return retryLater(
          request,
          HttpStatus.SERVICE_UNAVAILABLE,
          "The database cannot be reached. Nothing was changed. Try again.");
    }
    if (StatementTimeout.isCauseOf(failure)) {
      log.warn(
          "Answered 503: {} {} took longer than a statement may",
          request.getMethod(),
          request.getRequestURI());
      return retryLater(
          request,
          HttpStatus.SERVICE_UNAVAILABLE,
          "The database took too long over this. Ask for less at once, or try again later.");
    }
    log.error("{} {} failed", request.getMethod(), request.getRequestURI(), failure);
    return answer(request, Refusal.of(HttpStatus.INTERNAL_SERVER_ERROR), new HttpHeaders());
  }

  /** What the server itself refuses. While it stops it calls bad what it has only not read. */
  static ResponseEntity<Object> byServer(
      HttpServletRequest request, HttpStatus status, Shutdown shutdown) {
    boolean malformed =
        request.getAttribute(RequestDispatcher.ERROR_EXCEPTION) instanceof BadRequestException;
    return shutdown.hasBegun() && UNREAD.contains(status) && !malformed
        ? retryLater(
            request,
            HttpStatus.SERVICE_UNAVAILABLE,
            "The service is stopping and has not read all of this request. Try again.")
        : answer(request, Refusal.of(status), new HttpHeaders());
  }

  private static ResponseEntity<Object> retryLater(
      HttpServletRequest request, HttpStatus status, @Nullable String message) {
    HttpHeaders headers = new HttpHeaders();
    headers.set(HttpHeaders.RETRY_AFTER, SECONDS_BEFORE_A_RETRY);
    return answer(request, Refusal.of(status, message), headers);
  }

  private static Refusal refusal(Rejection rejection) {
    return switch (rejection) {
      case Rejection.NotFound missing -> Refusal.of(HttpStatus.NOT_FOUND);
      case Rejection.PreconditionFailed failed -> Refusal.of(HttpStatus.PRECONDITION_FAILED);
      case Rejection.HasMoved moved -> Refusal.of(HttpStatus.CONFLICT, moved.getMessage());
      case Rejection.NotOfThisStore strangers -> new Strangers().add(strangers).refusal();
      case Rejection.Incomplete incomplete -> incomplete(incomplete.fields());
      case Rejection.KeyReused reused -> keyReused(reused);
      case Rejection.StoreNameTaken taken -> badRequest(taken);
      case Rejection.TagNameTaken taken -> badRequest(taken);
      case Rejection.TagBorne borne -> badRequest(borne);
      case Rejection.LinkAcrossStores across -> badRequest(across);
    };
  }

  private static Refusal badRequest(Rejection rejection) {
    return Refusal.of(HttpStatus.BAD_REQUEST, rejection.getMessage());
  }

  private static Refusal keyReused(Rejection.KeyReused reused) {
    return Refusal.invalid(
        "headers", Map.of(RequestKey.HEADER, List.of(String.valueOf(reused.getMessage()))));
  }

  private static Refusal incomplete(List<String> fields) {
    Map<String, List<String>> errors = new LinkedHashMap<>();
    fields.forEach(field -> errors.put(field, List.of("Missing data for required field.")));
    return Refusal.invalid("json", errors);
  }

  static ResponseEntity<Object> answer(HttpServletRequest request, Rejection rejection) {
    return answer(request, refusal(rejection), new HttpHeaders());
  }

  static ResponseEntity<Object> answer(
      HttpServletRequest request, Refusal refusal, HttpHeaders headers) {
    boolean problem = wantsProblem(request);
    return ResponseEntity.status(refusal.code())
        .headers(headers)
        .contentType(problem ? MediaType.APPLICATION_PROBLEM_JSON : MediaType.APPLICATION_JSON)
        .body(problem ? refusal.asProblem() : refusal);
  }

  /** Whether it failed because nobody listens any more. */
  private static boolean isDeparture(Exception failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof ClientAbortException
          || cause instanceof AsyncRequestNotUsableException) {
        return true;
      }
    }
    return false;
  }

  static boolean wantsProblem(HttpServletRequest request) {
    return Accept.names(request, MediaType.APPLICATION_PROBLEM_JSON_VALUE);
  }
}
