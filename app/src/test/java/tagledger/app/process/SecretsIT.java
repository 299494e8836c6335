package tagledger.app.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import tagledger.app.http.Certificates;

/** A service behind TLS that says all that it has to say, and none of its secrets. */
@Timeout(120)
class SecretsIT {

  private static final String TRUST_PASSWORD = "changeit";

  private static DataDirectory data;
  private static Path keys;
  private static ServiceProcess service;

  @BeforeAll
  static void start() throws IOException {
    data = DataDirectory.create();
    keys = Files.createTempDirectory("tagledger-keys");
    Certificates.write(keys, "localhost");
    service =
        ServiceProcess.start(
            "--tagledger.data=" + data.path(),
            "--debug",
            "--logging.level.tagledger=debug",
            "--logging.level.org.springframework.boot=debug",
            "--logging.level.com.zaxxer.hikari=debug",
            "--logging.level.org.flywaydb=debug",
            "--logging.level.org.postgresql=debug",
            "--server.ssl.bundle=web",
            "--spring.ssl.bundle.pem.web.keystore.certificate=" + keys.resolve("tls.crt"),
            "--spring.ssl.bundle.pem.web.keystore.private-key=" + keys.resolve("tls.key"));
  }

  @AfterAll
  static void stop() throws IOException {
    service.close();
    data.close();
    try (Stream<Path> files = Files.list(keys)) {
      for (Path file : files.toList()) {
        Files.delete(file);
      }
    }
    Files.delete(keys);
  }

  @Test
  void no_password_is_told_by_the_log_or_by_what_watches_the_service() throws Exception {
    List<String> told = new ArrayList<>();
    try (HttpClient client = HttpClient.newBuilder().sslContext(Certificates.trusting()).build()) {
      for (String path :
          List.of("health", "info", "prometheus", "env", "configprops", "heapdump", "nowhere")) {
        HttpRequest request =
            HttpRequest.newBuilder(URI.create(url() + "/actuator/" + path)).build();
        told.add(client.send(request, BodyHandlers.ofString()).body());
      }
    }
    List<String> secrets = secrets();

    assertThat(secrets).hasSizeGreaterThan(2).allMatch(secret -> secret.length() > 15);
    assertThat(service.log()).contains(" DEBUG ");
    for (String secret : secrets) {
      assertThat(service.log().contains(secret)).as("the log tells a secret").isFalse();
      assertThat(told).noneMatch(text -> text.contains(secret));
    }
  }

  @Test
  void the_command_line_speaks_to_whom_it_trusts() {
    CommandProcess trusting =
        CommandProcess.run(
            url(),
            List.of(
                "-Djavax.net.ssl.trustStore=" + keys.resolve("trust.p12"),
                "-Djavax.net.ssl.trustStorePassword=" + TRUST_PASSWORD),
            "projections");
    assertThat(trusting.exitCode()).as(trusting.err()).isZero();
    assertThat(trusting.out()).contains("catalogue");

    CommandProcess wary = CommandProcess.run(url(), List.of(), "projections");
    assertThat(wary.exitCode()).isEqualTo(3);
    assertThat(wary.err()).contains("is not trusted").contains("-Djavax.net.ssl.trustStore=FILE");
  }

  private static String url() {
    return "https://localhost:" + service.port();
  }

  /** The generated passwords and the lines of the private key. */
  private static List<String> secrets() throws IOException {
    List<String> secrets = new ArrayList<>();
    for (String line : Files.readAllLines(data.path().resolve("pgpass"))) {
      if (!line.startsWith("#") && !line.isBlank()) {
        secrets.add(line.substring(line.lastIndexOf(':') + 1));
      }
    }
    Files.readAllLines(keys.resolve("tls.key")).stream()
        .filter(line -> line.length() > 40)
        .forEach(secrets::add);
    return secrets;
  }
}
