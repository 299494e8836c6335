package tagledger.app.http;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;

/**
 * A refusal as the contract shows it. The phrase is the one that the seeds' clients know.
 *
 * @param errors where the fault lies (json, query, headers), then by field
 * @param obstacles what stands in the way, one by one
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record Refusal(
    int code,
    String status,
    @Nullable String message,
    @Nullable Object errors,
    @Nullable Object obstacles) {

  static Refusal of(HttpStatus status) {
    return of(status, null);
  }

  static Refusal of(HttpStatus status, @Nullable String message) {
    return new Refusal(status.value(), phrase(status), message, null, null);
  }

  static Refusal invalid(String place, Map<String, List<String>> fields) {
    HttpStatus status = HttpStatus.UNPROCESSABLE_CONTENT;
    return new Refusal(status.value(), phrase(status), null, Map.of(place, fields), null);
  }

  static Refusal noJson() {
    HttpStatus status = HttpStatus.BAD_REQUEST;
    return new Refusal(
        status.value(), phrase(status), null, Map.of("json", List.of("Invalid JSON body.")), null);
  }

  static Refusal obstructed(String message, Object obstacles) {
    HttpStatus status = HttpStatus.CONFLICT;
    return new Refusal(status.value(), phrase(status), message, null, obstacles);
  }

  private static String phrase(HttpStatus status) {
    return status == HttpStatus.UNPROCESSABLE_CONTENT
        ? "Unprocessable Entity"
        : status.getReasonPhrase();
  }

  /** RFC 9457. */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record Problem(
      String type,
      String title,
      int status,
      @Nullable String detail,
      @Nullable Object errors,
      @Nullable Object obstacles) {}

  Problem asProblem() {
    return new Problem("about:blank", status, code, message, errors, obstacles);
  }
}
