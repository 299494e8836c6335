package tagledger.app.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.springframework.http.HttpMethod;
import org.springframework.web.util.UriUtils;
import tools.jackson.databind.JsonNode;

/**
 * Draws requests from openapi.yaml: such as it describes, such as almost fit, and hostile ones. The
 * same seed and number make the same request.
 */
final class Fuzz {

  /**
   * @param target path and query, as they are sent
   */
  record Shot(HttpMethod method, String target, Map<String, String> headers, byte[] body) {

    String path() {
      return target.split("\\?", 2)[0];
    }

    @Override
    public String toString() {
      return method + " " + target + " " + headers + " " + new String(body, UTF_8);
    }
  }

  private static final List<HttpMethod> METHODS =
      List.of("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE", "BREW").stream()
          .map(HttpMethod::valueOf)
          .toList();

  private static final List<String> ACCEPTED =
      List.of(
          "*/*",
          "application/json",
          "application/problem+json",
          "text/csv",
          "application/x-ndjson",
          "application/cloudevents-batch+json",
          "text/event-stream",
          "text/html",
          "image/png;q=0.5, nonsense",
          ";;;,,,",
          "");

  private static final List<String> HEADERS =
      List.of(
          "Range: bytes=0-0",
          "Content-Encoding: gzip",
          "X-HTTP-Method-Override: DELETE",
          "X-Original-URL: /backup",
          "Forwarded: for=1.2.3.4;host=evil;proto=https",
          "If-Modified-Since: Sat, 31 Jan 2026 11:00:00 GMT",
          "Accept-Encoding: gzip, br",
          "Accept-Language: %",
          "Origin: https://evil.example",
          "Cookie: JSESSIONID=../../x; a=\"b",
          "Authorization: Bearer a.b.c",
          "Upgrade: h2c");

  /** What costs seconds is drawn as rarely as this. */
  private static final double EXPENSIVE = 0.01;

  private static final List<String> EXPENSIVE_PATHS = List.of("/fsck", "/backup", "/rebuild");

  /** Drawn by chance alone, few runs would have one in the midst of writes. */
  private static final int REBUILD_EVERY = 500;

  private final Random random;
  private final FuzzValues values;

  private Fuzz(Random random) {
    this.random = random;
    this.values = new FuzzValues(random);
  }

  static Shot shot(long seed, int number) {
    if (number % REBUILD_EVERY == REBUILD_EVERY - 1) {
      return new Shot(HttpMethod.POST, "/projections/history/rebuild", Map.of(), new byte[0]);
    }
    return new Fuzz(new Random(seed * 1_000_003 + number)).draw();
  }

  private Shot draw() {
    Map.Entry<String, JsonNode> path = one(Documented.paths());
    boolean expensive = EXPENSIVE_PATHS.stream().anyMatch(path.getKey()::endsWith);
    if (expensive && random.nextDouble() > EXPENSIVE) {
      return draw();
    }
    Map.Entry<String, JsonNode> operation = one(List.copyOf(path.getValue().properties()));
    HttpMethod method = HttpMethod.valueOf(operation.getKey().toUpperCase(java.util.Locale.ROOT));
    if (random.nextInt(20) == 0) {
      method = one(METHODS);
    }
    return shot(method, path.getKey(), operation.getValue());
  }

  private Shot shot(HttpMethod method, String path, JsonNode operation) {
    String target = path;
    List<String> query = new ArrayList<>();
    Map<String, String> headers = new LinkedHashMap<>();
    for (JsonNode each : operation.path("parameters")) {
      JsonNode parameter = Documented.resolved(each);
      String name = parameter.path("name").stringValue();
      switch (parameter.path("in").stringValue()) {
        case "path" -> target = target.replace("{" + name + "}", values.segment(name, parameter));
        case "query" -> {
          if (isGiven(name)) {
            query.add(name + "=" + encoded(values.text(name, parameter)));
          }
        }
        default -> {
          if (random.nextInt(4) == 0) {
            headers.put(name, values.header(name, parameter));
          }
        }
      }
    }
    disturb(query, headers);
    byte[] body = body(operation, headers);
    target += query.isEmpty() ? "" : "?" + String.join("&", query);
    return new Shot(method, target, headers, body);
  }

  /** Without a limit, all that there is would be answered each time. */
  private boolean isGiven(String name) {
    return random.nextDouble() < (name.equals("limit") ? 0.95 : 0.25);
  }

  private void disturb(List<String> query, Map<String, String> headers) {
    if (random.nextInt(10) == 0) {
      query.add(encoded(values.hostile()) + "=" + encoded(values.hostile()));
    }
    if (random.nextInt(20) == 0 && !query.isEmpty()) {
      query.add(one(query));
    }
    if (random.nextInt(3) == 0) {
      headers.put("Accept", one(ACCEPTED));
    }
    if (random.nextInt(10) == 0) {
      String[] header = one(HEADERS).split(": ", 2);
      headers.put(header[0], header[1]);
    }
  }

  private byte[] body(JsonNode operation, Map<String, String> headers) {
    JsonNode content = Documented.resolved(operation.path("requestBody")).path("content");
    if (content.isEmpty()) {
      return random.nextInt(30) == 0 ? values.bytes() : new byte[0];
    }
    Map.Entry<String, JsonNode> kind = one(List.copyOf(content.properties()));
    headers.put("Content-Type", random.nextInt(30) == 0 ? values.mediaType() : kind.getKey());
    return values.body(kind.getKey(), kind.getValue());
  }

  private <T> T one(List<T> of) {
    return of.get(random.nextInt(of.size()));
  }

  private static String encoded(String text) {
    return UriUtils.encode(text, UTF_8);
  }
}
