package tagledger.app.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.Socket;
import org.junit.jupiter.api.Test;

class KeptConnectionsTest extends HttpTest {

  private static final String REQUEST = "GET /store/2147483647 HTTP/1.1\r\nHost: localhost\r\n";

  @Test
  void a_connection_takes_more_than_a_hundred_requests() throws IOException {
    String requests = (REQUEST + "\r\n").repeat(149) + REQUEST + "Connection: close\r\n\r\n";
    try (Socket socket = Wire.open(port(), requests)) {
      String answers = new String(socket.getInputStream().readAllBytes(), UTF_8);
      assertThat(answers.split("HTTP/1.1 404", -1)).hasSize(151);
    }
  }
}
