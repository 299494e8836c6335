package tagledger.app.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** A client that follows the log and takes no more of it than it is asked for. */
public final class Feed implements AutoCloseable {

  private static final int PATIENCE_MILLISECONDS = 30_000;
  private static final int SMALL_BUFFER = 4096;

  public record Event(long id, String type, String data) {}

  private final Socket socket = new Socket();
  private final BufferedReader in;

  /** Returns when the answer has begun. */
  public Feed(int port, String path, String mediaType, String... headers) {
    try {
      socket.setReceiveBufferSize(SMALL_BUFFER);
      socket.setSoTimeout(PATIENCE_MILLISECONDS);
      socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
      String request =
          "GET "
              + path
              + " HTTP/1.0\r\nHost: x\r\nAccept: "
              + mediaType
              + "\r\n"
              + String.join("\r\n", headers)
              + "\r\n\r\n";
      socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
      in =
          new BufferedReader(
              new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8), SMALL_BUFFER);
      assertThat(in.readLine()).contains(" 200");
      String line = in.readLine();
      while (line != null && !line.isEmpty()) {
        line = in.readLine();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public static Feed resumedAfter(int port, long last) {
    return new Feed(port, "/events", "text/event-stream", "Last-Event-ID: " + last);
  }

  /** The next event, as soon as there is one; nothing where the feed has ended. */
  public @Nullable Event next() {
    try {
      String id = line();
      while (id != null && !id.startsWith("id: ")) {
        id = line();
      }
      if (id == null) {
        return null;
      }
      Event event = new Event(Long.parseLong(id.substring(4)), value("event: "), value("data: "));
      assertThat(line()).isEmpty();
      return event;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private String value(String field) throws IOException {
    String line = line();
    assertThat(line).startsWith(field);
    return line == null ? "" : line.substring(field.length());
  }

  private @Nullable String line() throws IOException {
    return in.readLine();
  }

  @Override
  public void close() {
    try {
      socket.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
