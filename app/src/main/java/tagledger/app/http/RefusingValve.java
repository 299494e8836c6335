package tagledger.app.http;

import java.io.IOException;
import java.io.Writer;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ErrorReportValve;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import tools.jackson.databind.json.JsonMapper;

/** Answers what the server itself refuses, before any filter or controller has seen it. */
final class RefusingValve extends ErrorReportValve {

  private final JsonMapper json;
  private final Shutdown shutdown;

  RefusingValve(JsonMapper json, Shutdown shutdown) {
    this.json = json;
    this.shutdown = shutdown;
  }

  @Override
  protected void report(Request request, Response response, @Nullable Throwable failure) {
    HttpStatus status = HttpStatus.resolve(response.getStatus());
    if (status == null
        || !status.isError()
        || response.getContentWritten() > 0
        || !response.setErrorReported()) {
      return;
    }
    ResponseEntity<Object> answer = Refusals.byServer(request, status, shutdown);
    try {
      Writer writer = response.getReporter();
      if (writer != null) {
        if (response.getHeader(RequestContext.REQUEST_ID) == null) {
          response.setHeader(RequestContext.REQUEST_ID, RequestContext.newRequestId(request));
        }
        response.setStatus(answer.getStatusCode().value());
        answer.getHeaders().toSingleValueMap().forEach(response::setHeader);
        writer.write(json.writeValueAsString(answer.getBody()));
        response.finishResponse();
      }
    } catch (IOException | IllegalStateException e) {
      container.getLogger().debug("A refusal did not arrive", e);
    }
  }
}
