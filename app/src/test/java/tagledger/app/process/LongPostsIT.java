package tagledger.app.process;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer.OrderAnnotation;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tagledger.app.http.Feed;

/** All posts together are longer than the memory of the service. */
@Timeout(300)
@TestMethodOrder(OrderAnnotation.class)
class LongPostsIT {

  private static final int READERS = 20;
  private static final int POSTS = 300;
  private static final int CHARACTERS = 1_000_000;
  private static final HttpClient HTTP = HttpClient.newHttpClient();

  private static DataDirectory data;
  private static ServiceProcess service;
  private static Client client;

  @BeforeAll
  static void start() {
    data = DataDirectory.create();
    service = ServiceProcess.startWith(List.of("-Xmx256m"), data.argument());
    client = service.client();
  }

  @AfterAll
  static void stop() {
    service.close();
    data.close();
  }

  /** They leave the service no room for what it has not been able to send. */
  @Test
  @Order(1)
  void readers_that_take_nothing_cost_neither_writers_nor_memory() {
    int store = client.createStore("Long posts");
    List<Feed> idle =
        Stream.generate(() -> Feed.resumedAfter(service.port(), 0)).limit(READERS).toList();
    String post = "{\"title\": \"Long\", \"content\": \"" + "x".repeat(CHARACTERS) + "\"}";
    long longest = 0;
    try {
      for (int n = 0; n < POSTS; n++) {
        long before = System.nanoTime();
        Client.Answer written =
            client.post("/store/" + store + "/post", post, "Prefer", Client.MINIMAL);
        longest = Math.max(longest, System.nanoTime() - before);
        assertThat(written.status()).as(written.body()).isEqualTo(201);
      }
      System.out.printf(
          "%d readers that take nothing: longest of %d writes of a megabyte %d ms%n",
          READERS, POSTS, Duration.ofNanos(longest).toMillis());
      assertThat(Duration.ofNanos(longest)).isLessThan(Duration.ofSeconds(5));

      Follower late = new Follower();
      late.followUpTo(POSTS + 1, service.port());
      late.check(POSTS + 1);
    } finally {
      idle.forEach(Feed::close);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"catalogue", "history"})
  void their_tables_are_built_anew(String name) {
    int generation = client.projection(name).get("generation").asInt();
    assertThat(client.post("/projections/" + name + "/rebuild", "").status()).isEqualTo(202);
    await()
        .atMost(Duration.ofMinutes(2))
        .until(() -> client.projection(name).get("generation").asInt() == generation + 1);
    assertThat(client.projection(name).get("last_error").isNull()).isTrue();
  }

  @Test
  void they_are_compared_with_the_log() {
    Fsck.check(client);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"/post", "/post?limit=10000", "/post?limit=299", "/post?as_of=301&limit=10000"})
  void they_are_read_in_one_answer(String path) throws Exception {
    HttpResponse<InputStream> answer =
        HTTP.send(
            HttpRequest.newBuilder(
                    URI.create("http://localhost:%d%s".formatted(service.port(), path)))
                .build(),
            HttpResponse.BodyHandlers.ofInputStream());
    long length = length(answer.body());
    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.headers().allValues("Link").stream().anyMatch(it -> it.contains("next")))
        .isEqualTo(path.endsWith("299"));
    assertThat(length).isBetween(299L * CHARACTERS, 301L * CHARACTERS);
  }

  @Test
  void a_page_that_is_not_taken_keeps_nobody_waiting() throws IOException {
    List<Socket> idle = new ArrayList<>();
    try {
      for (int n = 0; n < READERS; n++) {
        Socket socket = new Socket("localhost", service.port());
        idle.add(socket);
        socket
            .getOutputStream()
            .write("GET /post?limit=10 HTTP/1.1\r\nHost: localhost\r\n\r\n".getBytes(US_ASCII));
        assertThat(socket.getInputStream().read()).isEqualTo('H');
      }
      assertThat(client.get("/post?limit=1").status()).isEqualTo(200);
    } finally {
      for (Socket socket : idle) {
        socket.close();
      }
    }
  }

  private static long length(InputStream body) throws IOException {
    try (body) {
      return body.transferTo(OutputStream.nullOutputStream());
    }
  }
}
