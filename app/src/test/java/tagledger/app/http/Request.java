package tagledger.app.http;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Executors;
import org.springframework.http.HttpMethod;

/** A request in the making: headers first, then {@code when} sends it. */
final class Request {

  private static final HttpClient CLIENT =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .executor(Executors.newVirtualThreadPerTaskExecutor())
          .build();
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final HttpClient client;
  private final String service;
  private final Map<String, String> headers = new LinkedHashMap<>();

  Request(int port) {
    this(CLIENT, "http://127.0.0.1:" + port);
  }

  Request(HttpClient client, String service) {
    this.client = client;
    this.service = service;
  }

  Request and(String header, String value) {
    headers.put(header, value);
    return this;
  }

  Answer when(HttpMethod method, String path) {
    return send(method, path, BodyPublishers.noBody());
  }

  /** Sends JSON, which may be written with single quotes, unless the headers say otherwise. */
  Answer when(HttpMethod method, String path, String body) {
    headers.putIfAbsent("Content-Type", "application/json");
    return send(method, path, BodyPublishers.ofString(Json.json(body)));
  }

  Answer send(HttpMethod method, String path, BodyPublisher body) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(service + path))
            .timeout(PATIENCE)
            .method(method.name(), body);
    headers.forEach(request::header);
    try {
      Answer answer =
          new Answer(
              method.name() + " " + path, client.send(request.build(), BodyHandlers.ofString()));
      Documented.verify(method, path.split("\\?", 2)[0], answer.question(), answer.response());
      return answer;
    } catch (IOException e) {
      throw new UncheckedIOException(method + " " + path, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}
