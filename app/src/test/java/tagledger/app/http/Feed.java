package tagledger.app.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** A client that follows the log and takes no more of it than it is asked for. */
public final class Feed implements AutoCloseable {

  private static final int SMALL_BUFFER = 4096;

  public record Event(long id, String type, String data) {}

  private final Socket socket;
  private final BufferedReader in;

  /** Returns when the answer has begun. */
  public Feed(int port, String path, String mediaType, String... headers) {
    try {
      String request =
          "GET "
              + path
              + " HTTP/1.0\r\nHost: localhost\r\nAccept: "
              + mediaType
              + "\r\n"
              + String.join("\r\n", headers)
              + "\r\n\r\n";
      socket = Wire.openNarrow(port, request);
      in =
          new BufferedReader(
              new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8), SMALL_BUFFER);
      String status = in.readLine();
      if (status == null) {
        throw new EOFException();
      }
      assertThat(status).contains(" 200");
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

  /**
   * The next event, as soon as there is one; nothing where the feed has ended, be it in the midst
   * of an event.
   */
  public @Nullable Event next() {
    try {
      String id = in.readLine();
      while (id != null && !id.startsWith("id: ")) {
        id = in.readLine();
      }
      String type = in.readLine();
      String data = in.readLine();
      String end = in.readLine();
      if (id == null || type == null || data == null || end == null) {
        return null;
      }
      assertThat(end).isEmpty();
      return new Event(
          Long.parseLong(id.substring(4)), value(type, "event: "), value(data, "data: "));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** What the next event tells where events have no ids; nothing where the feed has ended. */
  public @Nullable String data() {
    try {
      String line = in.readLine();
      while (line != null && !line.startsWith("data: ")) {
        line = in.readLine();
      }
      return line == null ? null : value(line, "data: ");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String value(String line, String field) {
    assertThat(line).startsWith(field);
    return line.substring(field.length());
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
