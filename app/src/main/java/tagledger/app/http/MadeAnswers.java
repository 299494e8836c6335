package tagledger.app.http;

import static java.util.Objects.requireNonNull;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.core.MethodParameter;
import org.springframework.http.ResponseEntity;
import org.springframework.web.context.request.NativeWebRequest;
import org.springframework.web.method.support.HandlerMethodReturnValueHandler;
import org.springframework.web.method.support.HandlerMethodReturnValueHandlerComposite;
import org.springframework.web.method.support.ModelAndViewContainer;

/**
 * Writes the answer to a write whose bytes are made already, or that has none, as it is: nothing
 * about it is to be negotiated. Where there is no room for the bytes, it is not shown what was
 * written, which is as true and can be read. Any that is read while it is written is closed then.
 * All others are left to Spring.
 */
final class MadeAnswers implements HandlerMethodReturnValueHandler {

  private final HandlerMethodReturnValueHandlerComposite others;
  private final RowWriter rows;
  private final AnswersInMemory memory;

  private MadeAnswers(
      HandlerMethodReturnValueHandlerComposite others, RowWriter rows, AnswersInMemory memory) {
    this.others = others;
    this.rows = rows;
    this.memory = memory;
  }

  /** Those, and before them this. */
  static List<HandlerMethodReturnValueHandler> before(
      List<HandlerMethodReturnValueHandler> handlers, RowWriter rows, AnswersInMemory memory) {
    MadeAnswers made =
        new MadeAnswers(
            new HandlerMethodReturnValueHandlerComposite().addHandlers(handlers), rows, memory);
    return Stream.concat(Stream.of(made), handlers.stream()).toList();
  }

  @Override
  public boolean supportsReturnType(MethodParameter type) {
    return ResponseEntity.class.isAssignableFrom(type.getParameterType());
  }

  @Override
  public void handleReturnValue(
      @Nullable Object answer,
      MethodParameter type,
      ModelAndViewContainer container,
      NativeWebRequest request)
      throws Exception {
    if (answer instanceof ResponseEntity<?> open && open.getBody() instanceof OpenAnswer body) {
      container.setRequestHandled(true);
      try (body) {
        HttpServletResponse response =
            requireNonNull(request.getNativeResponse(HttpServletResponse.class));
        begin(open, response);
        rows.one(response, body.shown());
      }
    } else if (answer instanceof ResponseEntity<?> made && isMade(made) && isWrite(request)) {
      container.setRequestHandled(true);
      write(made, requireNonNull(request.getNativeResponse(HttpServletResponse.class)));
    } else {
      others.handleReturnValue(answer, type, container, request);
    }
  }

  private static boolean isMade(ResponseEntity<?> answer) {
    return answer.getBody() instanceof byte[]
        || (answer.getBody() == null && answer.getStatusCode().is2xxSuccessful());
  }

  /** What is read may yet turn out to be known to the client, and Spring looks at that. */
  private static boolean isWrite(NativeWebRequest request) {
    String method = requireNonNull(request.getNativeRequest(HttpServletRequest.class)).getMethod();
    return !method.equals("GET") && !method.equals("HEAD");
  }

  private void write(ResponseEntity<?> answer, HttpServletResponse response) throws IOException {
    if (!(answer.getBody() instanceof byte[] body)) {
      begin(answer, response);
    } else if (!memory.hold(body.length, () -> write(answer, body, response))) {
      begin(Answers.notShown(answer.getHeaders()), response);
    }
  }

  private static void write(ResponseEntity<?> answer, byte[] body, HttpServletResponse response)
      throws IOException {
    begin(answer, response);
    response.setContentLength(body.length);
    response.getOutputStream().write(body);
  }

  private static void begin(ResponseEntity<?> answer, HttpServletResponse response) {
    response.setStatus(answer.getStatusCode().value());
    answer
        .getHeaders()
        .forEach((name, values) -> values.forEach(value -> response.addHeader(name, value)));
  }
}
