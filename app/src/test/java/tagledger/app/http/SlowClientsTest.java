package tagledger.app.http;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Who sends a byte now and then keeps a connection no longer than who sends none. */
@Timeout(60)
class SlowClientsTest extends GuardedTest {

  private static final String HEAD =
      "POST /store HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n";

  @Test
  void a_head_that_drips_ends_with_its_connection() throws Exception {
    try (Socket socket = connection()) {
      socket.getOutputStream().write("GET /store HTTP/1.1\r\nHost: x\r\nX: ".getBytes(ISO_8859_1));
      Thread dripping = drip(socket);

      assertThat(end(socket)).isEmpty();
      dripping.interrupt();
    }
  }

  @Test
  void a_body_that_drips_is_refused_and_not_waited_for() throws Exception {
    for (String length : new String[] {"Content-Length: 50000", "Transfer-Encoding: chunked"}) {
      try (Socket socket = connection()) {
        String body = length.startsWith("C") ? "{" : "c350\r\n{";
        socket.getOutputStream().write((HEAD + length + "\r\n\r\n" + body).getBytes(ISO_8859_1));
        Thread dripping = drip(socket);
        String answer = end(socket);
        dripping.interrupt();

        assertThat(answer).startsWith("HTTP/1.1 408 ").contains("The body came too slowly: ");
      }
    }
  }

  @Test
  void a_head_in_pieces_is_read_and_so_is_the_next() throws Exception {
    try (Socket socket = connection()) {
      for (int i = 0; i < 2; i++) {
        String close = i == 0 ? "" : "Connection: close\r\n";
        for (String piece :
            ("GET /nowhere HTTP/1.1\r\nHost: x\r\n" + close + "\r\n").split("(?<=\n)")) {
          socket.getOutputStream().write(piece.getBytes(ISO_8859_1));
          socket.getOutputStream().flush();
          TimeUnit.MILLISECONDS.sleep(5);
        }
      }

      assertThat(end(socket).split("HTTP/1.1 404 ")).hasSize(3);
    }
  }

  private Socket connection() throws IOException {
    Socket socket = Certificates.trusting().getSocketFactory().createSocket("127.0.0.1", port());
    socket.setSoTimeout((int) Duration.ofSeconds(30).toMillis());
    return socket;
  }

  private static Thread drip(Socket socket) {
    return Thread.ofVirtual()
        .start(
            () -> {
              try {
                OutputStream out = socket.getOutputStream();
                while (!Thread.currentThread().isInterrupted()) {
                  out.write('x');
                  out.flush();
                  TimeUnit.MILLISECONDS.sleep(100);
                }
              } catch (IOException | InterruptedException e) {
                // The connection has been closed, which is what is asked for.
              }
            });
  }

  /** What came until the connection was closed, in whatever way. */
  private static String end(Socket socket) throws IOException {
    StringBuilder text = new StringBuilder();
    try {
      int read = socket.getInputStream().read();
      while (read >= 0) {
        text.append((char) read);
        read = socket.getInputStream().read();
      }
    } catch (java.net.SocketTimeoutException e) {
      throw e;
    } catch (IOException e) {
      // Closed with bytes of ours unread.
    }
    return text.toString();
  }
}
