package tagledger.app.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.security.cert.X509Certificate;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.Test;

class TlsTest extends GuardedTest {

  @Test
  void a_certificate_that_is_replaced_is_shown_without_a_restart() throws IOException {
    String before = shown();
    String name = before.equals("CN=first") ? "second" : "third";

    Certificates.write(KEYS, name);

    await().until(() -> shown().equals("CN=" + name));
  }

  @Test
  void versions_that_are_broken_are_not_spoken() throws IOException {
    try (SSLSocket socket = socket()) {
      socket.startHandshake();
      assertThat(socket.getSession().getProtocol()).isIn("TLSv1.2", "TLSv1.3");
    }
  }

  private String shown() throws IOException {
    try (SSLSocket socket = socket()) {
      socket.startHandshake();
      X509Certificate certificate = (X509Certificate) socket.getSession().getPeerCertificates()[0];
      return certificate.getSubjectX500Principal().getName();
    }
  }

  private SSLSocket socket() throws IOException {
    return (SSLSocket) Certificates.trusting().getSocketFactory().createSocket("127.0.0.1", port());
  }
}
