package tagledger.app.http;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Executors;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.http.HttpMethod;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.springframework.util.FileSystemUtils;

/**
 * The whole service behind TLS, which takes a proxy's word for a client's address and has small
 * limits: one for all tests that extend this.
 */
@SpringBootTest(
    webEnvironment = WebEnvironment.RANDOM_PORT,
    properties = {
      "server.forward-headers-strategy=native",
      "tagledger.open=true",
      "server.ssl.bundle=web",
      "spring.ssl.bundle.pem.web.reload-on-update=true",
      "spring.ssl.bundle.watch.file.quiet-period=100ms",
      "tagledger.limits.requests-per-address=" + GuardedTest.REQUESTS,
      "tagledger.limits.logins-per-address=" + GuardedTest.LOGINS,
      "tagledger.limits.streams=3",
      "tagledger.limits.streams-per-caller=2",
      "tagledger.limits.imports-per-caller=1",
      "tagledger.query.statement-timeout=3s",
      "tagledger.limits.head-timeout=2s",
      "tagledger.limits.body-grace=1s",
      "tagledger.limits.body=" + GuardedTest.MOST_BYTES + "B"
    })
abstract class GuardedTest {

  static final int REQUESTS = 20;
  static final int LOGINS = 3;
  static final int MOST_BYTES = 1_000_000;

  static final Path DATA = Path.of("target", "guarded-tests");
  static final Path KEYS = DATA.resolve("keys");

  private static final HttpClient CLIENT =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .sslContext(Certificates.trusting())
          .executor(Executors.newVirtualThreadPerTaskExecutor())
          .build();

  @LocalServerPort private int port;

  @DynamicPropertySource
  static void anEmptyDatabase(DynamicPropertyRegistry properties) {
    try {
      FileSystemUtils.deleteRecursively(DATA);
      Files.createDirectories(DATA);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    Certificates.write(KEYS, "first");
    properties.add("tagledger.data", () -> DATA.resolve("data").toString());
    properties.add(
        "spring.ssl.bundle.pem.web.keystore.certificate", () -> KEYS.resolve("tls.crt").toString());
    properties.add(
        "spring.ssl.bundle.pem.web.keystore.private-key", () -> KEYS.resolve("tls.key").toString());
  }

  int port() {
    return port;
  }

  HttpClient client() {
    return CLIENT;
  }

  String url(String target) {
    return "https://127.0.0.1:" + port + target;
  }

  Request request() {
    return new Request(CLIENT, url(""));
  }

  /** A request from that address, as a proxy tells it. */
  Request from(String address) {
    return request().and("X-Forwarded-For", address);
  }

  Answer when(HttpMethod method, String path) {
    return request().when(method, path);
  }

  Answer when(HttpMethod method, String path, String body) {
    return request().when(method, path, body);
  }
}
