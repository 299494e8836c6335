package tagledger.app.http;

import static org.assertj.core.api.Assertions.assertThat;
import static tagledger.app.http.Json.json;

import java.net.http.HttpResponse;
import java.util.List;
import org.springframework.http.HttpStatus;
import tools.jackson.databind.JsonNode;

/** What the service answered, and what a test says of it. */
record Answer(String question, HttpResponse<String> response) {

  Answer then(HttpStatus expected) {
    assertThat(response.statusCode()).as("%s: %s", question, text()).isEqualTo(expected.value());
    return this;
  }

  /** The whole body is this JSON, no more and no less. */
  Answer then(HttpStatus expected, String body, Object... values) {
    then(expected);
    assertThat(header("Content-Type")).isEqualTo("application/json");
    Json.assertSame(text(), json(body, values));
    return this;
  }

  Answer isRefused(HttpStatus status) {
    return then(status, "{'code': %d, 'status': '%s'}", status.value(), phrase(status));
  }

  Answer isRefused(HttpStatus status, String message) {
    return then(
        status,
        "{'code': %d, 'status': '%s', 'message': '%s'}",
        status.value(),
        phrase(status),
        message);
  }

  Answer isNotFound() {
    return isRefused(HttpStatus.NOT_FOUND);
  }

  Answer isNoJson() {
    return then(
        HttpStatus.BAD_REQUEST,
        "{'code': 400, 'status': 'Bad Request', 'errors': {'json': ['Invalid JSON body.']}}");
  }

  /** The body does not fit, in these fields. */
  Answer isUnfit(String fields) {
    return isUnfit("json", fields);
  }

  Answer isUnfit(String place, String fields) {
    return then(
        HttpStatus.UNPROCESSABLE_CONTENT,
        "{'code': 422, 'status': 'Unprocessable Entity', 'errors': {'%s': %s}}",
        place,
        json(fields));
  }

  Answer isEmpty() {
    assertThat(text()).as(question).isEmpty();
    return this;
  }

  Answer has(String header, String value) {
    assertThat(response.headers().allValues(header))
        .as("%s of %s", header, question)
        .isEqualTo(List.of(value));
    return this;
  }

  Answer hasNo(String header) {
    assertThat(response.headers().allValues(header)).as(question).isEmpty();
    return this;
  }

  Answer shows(String fragment) {
    assertThat(text()).as(question).contains(json(fragment));
    return this;
  }

  HttpStatus status() {
    return HttpStatus.valueOf(response.statusCode());
  }

  String header(String name) {
    return response
        .headers()
        .firstValue(name)
        .orElseThrow(() -> new AssertionError(question + " has no " + name));
  }

  String etag() {
    String etag = header("ETag");
    assertThat(etag).matches("\"[^\"]+\"");
    return etag;
  }

  long position() {
    return Long.parseLong(header("Event-Position"));
  }

  String text() {
    return response.body();
  }

  JsonNode body() {
    return Json.read(text());
  }

  int id() {
    return body().path("id").intValue();
  }

  static String phrase(HttpStatus status) {
    return status == HttpStatus.UNPROCESSABLE_CONTENT
        ? "Unprocessable Entity"
        : status.getReasonPhrase();
  }
}
