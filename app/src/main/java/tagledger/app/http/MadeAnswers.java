package tagledger.app.http;

import static java.util.Objects.requireNonNull;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.core.MethodParameter;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.ResponseEntity;
import org.springframework.web.context.request.NativeWebRequest;
import org.springframework.web.method.support.HandlerMethodReturnValueHandler;
import org.springframework.web.method.support.ModelAndViewContainer;
import org.springframework.web.servlet.mvc.method.annotation.HttpEntityMethodProcessor;

/**
 * Writes an answer whose bytes are made already, or that has none, as it is: nothing about it is to
 * be negotiated. All others are left to Spring.
 */
final class MadeAnswers implements HandlerMethodReturnValueHandler {

  private final HttpEntityMethodProcessor others;

  private MadeAnswers(HttpEntityMethodProcessor others) {
    this.others = others;
  }

  /** Those, and before them this. */
  static List<HandlerMethodReturnValueHandler> before(
      List<HandlerMethodReturnValueHandler> handlers) {
    Stream<HandlerMethodReturnValueHandler> made =
        handlers.stream()
            .filter(HttpEntityMethodProcessor.class::isInstance)
            .map(entities -> new MadeAnswers((HttpEntityMethodProcessor) entities));
    return Stream.concat(made, handlers.stream()).toList();
  }

  @Override
  public boolean supportsReturnType(MethodParameter type) {
    return others.supportsReturnType(type);
  }

  @Override
  public void handleReturnValue(
      @Nullable Object answer,
      MethodParameter type,
      ModelAndViewContainer container,
      NativeWebRequest request)
      throws Exception {
    if (answer instanceof ResponseEntity<?> made && isMade(made)) {
      container.setRequestHandled(true);
      write(made, requireNonNull(request.getNativeResponse(HttpServletResponse.class)));
    } else {
      others.handleReturnValue(answer, type, container, request);
    }
  }

  private static boolean isMade(ResponseEntity<?> answer) {
    return answer.getBody() instanceof byte[] || isOfNoBody(answer);
  }

  /** What is read may yet turn out to be known to the client, and Spring looks at that. */
  private static boolean isOfNoBody(ResponseEntity<?> answer) {
    HttpStatusCode status = answer.getStatusCode();
    return answer.getBody() == null
        && status.is2xxSuccessful()
        && !status.isSameCodeAs(HttpStatus.OK);
  }

  private static void write(ResponseEntity<?> answer, HttpServletResponse response)
      throws IOException {
    response.setStatus(answer.getStatusCode().value());
    answer
        .getHeaders()
        .forEach((name, values) -> values.forEach(value -> response.addHeader(name, value)));
    if (answer.getBody() instanceof byte[] body) {
      response.setContentLength(body.length);
      response.getOutputStream().write(body);
    }
  }
}
