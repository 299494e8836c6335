package tagledger.app.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.http.HttpMethod.GET;
import static org.springframework.http.HttpMethod.POST;
import static org.springframework.http.HttpStatus.OK;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Queue;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * Whatever is sent is answered as openapi.yaml says, and leaves no difference between the log and
 * the tables. {@code -Dtagledger.fuzz=100000} sends as many requests, {@code -Dtagledger.seed=7}
 * others.
 */
class FuzzTest extends GuardedTest {

  private static final int REQUESTS = Integer.getInteger("tagledger.fuzz", 3000);
  private static final long SEED = Long.getLong("tagledger.seed", 1);
  private static final int CLIENTS = 4;
  private static final int FAULTS_SHOWN = 20;

  private final Queue<String> faults = new ConcurrentLinkedQueue<>();
  private final Map<Integer, AtomicInteger> statuses = new ConcurrentHashMap<>();

  @Test
  void whatever_is_sent_is_answered_as_the_document_says() {
    AtomicInteger next = new AtomicInteger();
    try (ExecutorService clients = Executors.newFixedThreadPool(CLIENTS)) {
      for (int i = 0; i < CLIENTS; i++) {
        clients.execute(
            () -> {
              int number = next.getAndIncrement();
              while (number < REQUESTS && faults.size() < FAULTS_SHOWN) {
                send(number);
                number = next.getAndIncrement();
              }
            });
      }
    }

    System.out.println("Fuzzed with seed " + SEED + ", statuses: " + new TreeMap<>(statuses));
    assertThat(faults).isEmpty();
    assertThat(statuses).containsKeys(200, 201, 400, 404, 405, 412, 415, 422);
    when(POST, "/fsck").then(OK).shows("'differences':[]");
    when(GET, "/dead-letters").then(OK, "[]");
  }

  private void send(int number) {
    Fuzz.Shot shot = Fuzz.shot(SEED, number);
    if (shot.path().equals("/register") && shot.method() == POST) {
      // The first user would shut the door on all that follow; he has tests of his own.
      return;
    }
    try {
      HttpRequest.Builder request =
          HttpRequest.newBuilder(URI.create(url(shot.target())))
              .timeout(Duration.ofSeconds(60))
              .method(
                  shot.method().name(),
                  shot.body().length == 0
                      ? BodyPublishers.noBody()
                      : BodyPublishers.ofByteArray(shot.body()));
      shot.headers().forEach((name, value) -> header(request, name, value));
      HttpResponse<InputStream> answer =
          client().send(request.build(), BodyHandlers.ofInputStream());
      verify(shot, answer);
    } catch (IOException | RuntimeException | AssertionError e) {
      faults.add("#" + number + " " + shortened(shot.toString()) + "\n    " + e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static void header(HttpRequest.Builder request, String name, String value) {
    if (!name.equals("Upgrade")) {
      request.header(name, value);
    }
  }

  private void verify(Fuzz.Shot shot, HttpResponse<InputStream> answer) throws IOException {
    int status = answer.statusCode();
    statuses.computeIfAbsent(status, any -> new AtomicInteger()).incrementAndGet();
    String type = answer.headers().firstValue("Content-Type").orElse("");
    String text;
    try (InputStream body = answer.body()) {
      text =
          type.startsWith("text/event-stream")
              ? ""
              : new String(body.readAllBytes(), StandardCharsets.UTF_8);
    }
    assertThat(status).as(text).isLessThan(500);
    Documented.verify(shot.method(), shot.path(), shot.toString(), answer);
    if (type.matches("application/(\\S+\\+)?json") && !shot.method().name().equals("HEAD")) {
      verifyJson(status, text);
    }
    if (status >= 400 && !shot.method().name().equals("HEAD")) {
      assertThat(type).matches("application/(problem\\+)?json");
    }
  }

  private static void verifyJson(int status, String text) {
    try {
      var json = JsonMapper.shared().readTree(text);
      if (status == 401) {
        assertThat(
                json.has("error") || json.has("message") || json.path("status").asInt() == status)
            .as(text)
            .isTrue();
      } else if (status >= 400 && !json.has("state")) {
        assertThat(json.path(json.has("code") ? "code" : "status").asInt()).isEqualTo(status);
      }
    } catch (JacksonException e) {
      throw new AssertionError("No JSON: " + shortened(text), e);
    }
  }

  private static String shortened(String text) {
    return text.length() > 600 ? text.substring(0, 600) + "…" : text;
  }
}
