package tagledger.app.process;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.Socket;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.parallel.Isolated;
import tagledger.app.http.Wire;

/** A stop that meets a request of which the service has read a part. */
@Isolated("It measures time.")
@Timeout(120)
class StopIT {

  private static final String HEAD =
      "POST /store HTTP/1.1\r\nHost: localhost\r\nExpect: 100-continue\r\nContent-Length: 16\r\n\r\n";
  private static final String CONTINUE = "HTTP/1.1 100 \r\n\r\n";

  private static DataDirectory data;

  @BeforeAll
  static void create() {
    data = DataDirectory.create();
  }

  @AfterAll
  static void delete() {
    data.close();
  }

  @Test
  void a_body_that_does_not_come_is_not_waited_for() throws IOException {
    try (ServiceProcess service = ServiceProcess.start(data.argument());
        Socket client = halfARequest(service)) {
      long before = System.nanoTime();
      service.terminate();

      assertThat(client.getInputStream().read()).as("cut").isEqualTo(-1);
      assertThat(service.awaitEnd()).isEqualTo(143);
      assertThat(Duration.ofNanos(System.nanoTime() - before)).isLessThan(Duration.ofSeconds(15));
    }
  }

  @Test
  void a_body_that_is_given_up_is_to_be_sent_again() throws IOException {
    try (ServiceProcess service =
            ServiceProcess.start(data.argument(), "--server.tomcat.connection-timeout=2s");
        Socket client = halfARequest(service)) {
      service.terminate();

      assertThat(new String(client.getInputStream().readAllBytes(), US_ASCII))
          .as("nothing, or 503")
          .matches("(?s)(HTTP/1.1 503 .*\\r\\nRetry-After: 1\\r\\n.*)?");
      assertThat(service.awaitEnd()).isEqualTo(143);
    }
  }

  @Test
  void a_body_that_still_comes_is_answered() throws IOException {
    try (ServiceProcess service = ServiceProcess.start(data.argument());
        Socket client = halfARequest(service)) {
      service.terminate();
      service.awaitLog("Commencing graceful shutdown");
      client.getOutputStream().write("\"late\"}".getBytes(US_ASCII));

      assertThat(Wire.reply(client).status()).isEqualTo(201);
      assertThat(service.awaitEnd()).isEqualTo(143);
    }
    try (ServiceProcess service = ServiceProcess.start(data.argument())) {
      assertThat(service.client().get("/store").body()).contains("late");
    }
  }

  /** Returns when the service reads the body, of which it has half. */
  private static Socket halfARequest(ServiceProcess service) throws IOException {
    Socket client = Wire.open(service.port(), HEAD);
    assertThat(new String(client.getInputStream().readNBytes(CONTINUE.length()), US_ASCII))
        .isEqualTo(CONTINUE);
    client.getOutputStream().write("{\"name\": ".getBytes(US_ASCII));
    return client;
  }
}
