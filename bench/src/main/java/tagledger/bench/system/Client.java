package tagledger.bench.system;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Speaks HTTP to a candidate. What is refused is an {@link IllegalStateException}. */
public final class Client {

  private static final JsonMapper JSON = new JsonMapper();
  private static final Duration PATIENCE = Duration.ofHours(1);

  /** What was answered. */
  public record Answer(int status, JsonNode body) {}

  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final String url;

  Client(int port) {
    this.url = "http://127.0.0.1:" + port;
  }

  public int createStore(String name) throws IOException, InterruptedException {
    return post("/store", "{\"name\": \"" + name + "\"}").get("id").asInt();
  }

  /** Returns when all lines are in the log, and shown or soon to be. */
  public void bringIn(int store, Iterable<byte[]> lines) throws IOException, InterruptedException {
    JsonNode report =
        ok(
            send(
                "POST",
                "/store/" + store + "/import",
                "application/x-ndjson",
                BodyPublishers.ofByteArrays(lines)));
    if (report.get("bad").asLong() > 0) {
      throw new IllegalStateException("Bad rows: " + report);
    }
  }

  public JsonNode projection(String name) throws IOException, InterruptedException {
    return get("/projections/" + name);
  }

  public JsonNode get(String path) throws IOException, InterruptedException {
    return ok(send("GET", path, null));
  }

  public JsonNode post(String path) throws IOException, InterruptedException {
    return post(path, null);
  }

  public JsonNode post(String path, @Nullable String json)
      throws IOException, InterruptedException {
    return ok(send("POST", path, json));
  }

  public void delete(String path) throws IOException, InterruptedException {
    ok(send("DELETE", path, null));
  }

  /** Whether it serves, whatever it says. */
  public boolean answers() throws InterruptedException {
    try {
      return send("GET", "/item/1", null).status() < 500;
    } catch (IOException notYet) {
      return false;
    }
  }

  /** The answer may be any. */
  public Answer send(String method, String path, @Nullable String json)
      throws IOException, InterruptedException {
    return send(
        method,
        path,
        "application/json",
        json == null ? BodyPublishers.noBody() : BodyPublishers.ofString(json));
  }

  private Answer send(String method, String path, String type, BodyPublisher body)
      throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(url + path))
            .header("Content-Type", type)
            .method(method, body)
            .timeout(PATIENCE)
            .build();
    HttpResponse<String> answer = http.send(request, HttpResponse.BodyHandlers.ofString());
    String text = answer.body();
    return new Answer(
        answer.statusCode(),
        JSON.readTree(text.startsWith("{") || text.startsWith("[") ? text : "null"));
  }

  private static JsonNode ok(Answer answer) {
    if (answer.status() / 100 != 2) {
      throw new IllegalStateException(answer.toString());
    }
    return answer.body();
  }
}
