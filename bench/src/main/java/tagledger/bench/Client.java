package tagledger.bench;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Duration;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Speaks HTTP to the service. What it refuses is an {@link IllegalStateException}. */
final class Client {

  private static final JsonMapper JSON = new JsonMapper();
  private static final Duration PATIENCE = Duration.ofHours(1);

  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final String url;

  Client(int port) {
    this.url = "http://127.0.0.1:" + port;
  }

  int createStore(String name) throws IOException, InterruptedException {
    return post(
            "/store", "application/json", BodyPublishers.ofString("{\"name\": \"" + name + "\"}"))
        .get("id")
        .asInt();
  }

  /** Returns when all lines are in the log, and shown or soon to be. */
  void bringIn(int store, Items items) throws IOException, InterruptedException {
    JsonNode report =
        post(
            "/store/" + store + "/import",
            "application/x-ndjson",
            BodyPublishers.ofByteArrays(items));
    if (report.get("bad").asLong() > 0) {
      throw new IllegalStateException("Bad rows: " + report);
    }
  }

  void rebuild(String projection) throws IOException, InterruptedException {
    post("/projections/" + projection + "/rebuild", "application/json", BodyPublishers.noBody());
  }

  JsonNode projection(String name) throws IOException, InterruptedException {
    return send(HttpRequest.newBuilder(URI.create(url + "/projections/" + name)));
  }

  private JsonNode post(String path, String type, BodyPublisher body)
      throws IOException, InterruptedException {
    return send(
        HttpRequest.newBuilder(URI.create(url + path)).header("Content-Type", type).POST(body));
  }

  private JsonNode send(HttpRequest.Builder request) throws IOException, InterruptedException {
    HttpResponse<String> answer =
        http.send(request.timeout(PATIENCE).build(), HttpResponse.BodyHandlers.ofString());
    if (answer.statusCode() / 100 != 2) {
      throw new IllegalStateException(answer + ": " + answer.body());
    }
    return JSON.readTree(answer.body());
  }
}
