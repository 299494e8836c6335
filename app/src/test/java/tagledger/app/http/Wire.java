package tagledger.app.http;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Sends what an HTTP client refuses to send. A character is a byte. */
public final class Wire {

  private static final Pattern CHUNK = Pattern.compile("(?s)([0-9a-fA-F]+)\r\n(.*)");
  private static final int PATIENCE_MILLISECONDS = 10_000;
  private static final int LONG_PATIENCE_MILLISECONDS = 30_000;
  private static final int NARROW = 4096;

  public record Reply(int status, Map<String, String> headers, String body) {

    public String header(String name) {
      return headers.getOrDefault(name.toLowerCase(Locale.ROOT), "");
    }
  }

  private Wire() {}

  /** What comes back until the service closes the connection. */
  static Reply send(int port, String bytes) {
    try (Socket socket = open(port, bytes)) {
      return reply(socket);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** What comes back to a client that says it has no more to send. */
  static Reply sendAndEnd(int port, String bytes) {
    try (Socket socket = open(port, bytes)) {
      socket.shutdownOutput();
      return reply(socket);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A connection on which this has been sent. */
  public static Socket open(int port, String bytes) throws IOException {
    Socket socket = new Socket(InetAddress.getLoopbackAddress(), port);
    socket.setSoTimeout(PATIENCE_MILLISECONDS);
    socket.getOutputStream().write(bytes.getBytes(ISO_8859_1));
    return socket;
  }

  /** The same that takes so little at a time that the service has to wait. */
  public static Socket openNarrow(int port, String bytes) throws IOException {
    Socket socket = new Socket();
    socket.setReceiveBufferSize(NARROW);
    socket.setSoTimeout(LONG_PATIENCE_MILLISECONDS);
    socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
    socket.getOutputStream().write(bytes.getBytes(ISO_8859_1));
    return socket;
  }

  public static Reply reply(Socket socket) throws IOException {
    return parse(new String(socket.getInputStream().readAllBytes(), UTF_8));
  }

  /** A text as its bytes in UTF-8. */
  static String utf8(String text) {
    return new String(text.getBytes(UTF_8), ISO_8859_1);
  }

  private static Reply parse(String text) {
    String[] parts = text.split("\r\n\r\n", 2);
    String[] lines = parts[0].split("\r\n");
    Map<String, String> headers =
        Stream.of(lines)
            .skip(1)
            .map(line -> line.split(": ?", 2))
            .collect(
                Collectors.toMap(
                    line -> line[0].toLowerCase(Locale.ROOT),
                    line -> line[1],
                    (one, other) -> one + ", " + other));
    String body = parts.length > 1 ? parts[1] : "";
    return new Reply(
        Integer.parseInt(lines[0].split(" ")[1]),
        headers,
        headers.containsKey("transfer-encoding") ? firstChunk(body) : body);
  }

  private static String firstChunk(String body) {
    var chunk = CHUNK.matcher(body);
    return chunk.matches()
        ? new String(chunk.group(2).getBytes(UTF_8), 0, Integer.parseInt(chunk.group(1), 16), UTF_8)
        : body;
  }
}
