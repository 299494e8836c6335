package tagledger.app.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.OutputStream;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;

/**
 * An answer as {@code text/event-stream}. A client that takes nothing holds up its writer, until
 * the server gives that client up.
 */
final class ServerSentEvents {

  private final OutputStream out;

  ServerSentEvents(HttpServletResponse response) throws IOException {
    response.setContentType(MediaType.TEXT_EVENT_STREAM_VALUE);
    response.setHeader(HttpHeaders.CACHE_CONTROL, "no-store");
    this.out = response.getOutputStream();
  }

  static boolean areAccepted(HttpServletRequest request) {
    return Accept.names(request, MediaType.TEXT_EVENT_STREAM_VALUE);
  }

  void send(@Nullable String id, String event, String data) throws IOException {
    StringBuilder text = new StringBuilder(data.length() + 100);
    if (id != null) {
      text.append("id: ").append(id).append('\n');
    }
    text.append("event: ").append(event).append('\n');
    data.lines().forEach(line -> text.append("data: ").append(line).append('\n'));
    write(text.append('\n').toString());
  }

  /** Says nothing, by which it is noticed whether the client is still there. */
  void keepAlive() throws IOException {
    write(": \n\n");
    flush();
  }

  void flush() throws IOException {
    out.flush();
  }

  private void write(String text) throws IOException {
    out.write(text.getBytes(UTF_8));
  }
}
