package tagledger.app.http;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import jakarta.servlet.http.HttpServletRequest;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import tagledger.app.imports.Failure;
import tagledger.app.imports.ImportReport;

/** The refusal of an import that ended early, with its report: what it counts stays. */
final class FailedImport {

  private FailedImport() {}

  private record Plain(int code, String status, @JsonUnwrapped ImportReport report) {}

  private record Problem(
      String type, String title, int status, String detail, @JsonUnwrapped ImportReport report) {}

  static ResponseEntity<Object> answer(
      HttpServletRequest request, Failure failure, ImportReport report, HttpHeaders headers) {
    HttpStatus status = status(failure);
    if (failure == Failure.UNAVAILABLE) {
      headers.set(HttpHeaders.RETRY_AFTER, "1");
    }
    Refusal refusal = Refusal.of(status);
    String message = report.message() == null ? "" : report.message();
    boolean problem = Refusals.wantsProblem(request);
    return ResponseEntity.status(status)
        .headers(headers)
        .contentType(problem ? MediaType.APPLICATION_PROBLEM_JSON : MediaType.APPLICATION_JSON)
        .body(
            problem
                ? new Problem("about:blank", refusal.status(), refusal.code(), message, report)
                : new Plain(refusal.code(), refusal.status(), report));
  }

  private static HttpStatus status(Failure failure) {
    return switch (failure) {
      case UNREADABLE, REFUSED -> HttpStatus.UNPROCESSABLE_CONTENT;
      case CUT_SHORT -> HttpStatus.BAD_REQUEST;
      case STORE_GONE -> HttpStatus.NOT_FOUND;
      case UNAVAILABLE, TOO_OLD -> HttpStatus.SERVICE_UNAVAILABLE;
      case FAULT -> HttpStatus.INTERNAL_SERVER_ERROR;
    };
  }
}
