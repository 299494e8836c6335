package tagledger.app.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Speaks to one node. Nothing is sent twice: what was not answered may have happened. */
final class Client {

  static final String MINIMAL = "return=minimal";

  private static final JsonMapper JSON = new JsonMapper();
  private static final Duration PATIENCE = Duration.ofSeconds(15);

  private final HttpClient http =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(Duration.ofSeconds(10))
          .build();
  private final int port;

  Client(int port) {
    this.port = port;
  }

  record Answer(
      int status,
      String body,
      @Nullable String location,
      @Nullable String etag,
      @Nullable Long position) {

    /** Durable, whether it can be read yet or not. */
    boolean isAcknowledged() {
      return status >= 200 && status < 300;
    }

    /** Whether it says so; there are answers of which nobody knows. */
    boolean hasChangedNothing() {
      return status >= 400 && status < 500 || body.contains("Nothing was changed");
    }

    JsonNode json() {
      return JSON.readTree(body);
    }

    /** Of what was made. */
    int id() {
      return location == null
          ? json().get("id").asInt()
          : Integer.parseInt(location.substring(location.lastIndexOf('/') + 1));
    }
  }

  Answer get(String path) {
    return send("GET", path, null, List.of());
  }

  Answer post(String path, String body, String... headers) {
    return send("POST", path, body, List.of(headers));
  }

  Answer put(String path, String body, String... headers) {
    return send("PUT", path, body, List.of(headers));
  }

  Answer delete(String path) {
    return send("DELETE", path, null, List.of());
  }

  int createStore(String name) {
    return post("/store", "{\"name\": \"" + name + "\"}").id();
  }

  int addItem(int store, String name) {
    return post("/item", item(store, name)).id();
  }

  int addTag(int store, String name) {
    return post("/store/" + store + "/tag", "{\"name\": \"" + name + "\"}").id();
  }

  /** How far it is. */
  JsonNode projection(String name) {
    Answer answer = get("/projections/" + name);
    assertThat(answer.status()).as(answer.body()).isEqualTo(200);
    return answer.json();
  }

  static String item(int store, String name) {
    return "{\"name\": \"%s\", \"price\": 1.5, \"store_id\": %d}".formatted(name, store);
  }

  Answer send(String method, String path, @Nullable String body, List<String> headers) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
            .timeout(PATIENCE)
            .method(
                method,
                body == null
                    ? HttpRequest.BodyPublishers.noBody()
                    : HttpRequest.BodyPublishers.ofString(body));
    if (body != null && !body.isEmpty() && !headers.contains("Content-Type")) {
      request.header("Content-Type", "application/json");
    }
    for (int i = 0; i < headers.size(); i += 2) {
      request.header(headers.get(i), headers.get(i + 1));
    }
    try {
      HttpResponse<String> answer =
          http.send(request.build(), HttpResponse.BodyHandlers.ofString());
      return new Answer(
          answer.statusCode(),
          answer.body(),
          answer.headers().firstValue("Location").orElse(null),
          answer.headers().firstValue("ETag").orElse(null),
          answer.headers().firstValue("Event-Position").map(Long::valueOf).orElse(null));
    } catch (IOException e) {
      throw new Unanswered(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /** Nobody knows what came of it. */
  static final class Unanswered extends RuntimeException {
    private static final long serialVersionUID = 1L;

    Unanswered(IOException cause) {
      super(cause);
    }
  }
}
