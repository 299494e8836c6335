package tagledger.app.cli;

import java.io.IOException;
import java.io.InputStream;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandler;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/** The service at an address. Where that only leads elsewhere, it is spoken to there. */
final class Service {

  private static final Duration CONNECT = Duration.ofSeconds(10);
  private static final Duration ANSWER = Duration.ofSeconds(60);

  private final HttpClient http =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(CONNECT)
          .followRedirects(HttpClient.Redirect.NORMAL)
          .build();

  /** A token is for one address, and not for where that leads. */
  private final HttpClient httpWithToken =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(CONNECT)
          .followRedirects(HttpClient.Redirect.NEVER)
          .build();

  private final Supplier<@Nullable String> token;
  private volatile URI url;

  Service(URI url) {
    this(url, () -> null);
  }

  /**
   * @param token is asked before each request
   */
  Service(URI url, Supplier<@Nullable String> token) {
    this.url = url;
    this.token = token;
  }

  URI at(String path) {
    return URI.create(url + path);
  }

  HttpResponse<byte[]> get(String path, Duration patience) {
    return get(path, patience, BodyHandlers.ofByteArray());
  }

  HttpResponse<InputStream> stream(String path) {
    return get(path, ANSWER, BodyHandlers.ofInputStream());
  }

  /** Posts nothing. */
  HttpResponse<InputStream> streamOfPost(String path) {
    return send(
        HttpRequest.newBuilder(at(path))
            .timeout(ANSWER)
            .POST(HttpRequest.BodyPublishers.noBody())
            .build(),
        BodyHandlers.ofInputStream());
  }

  /** The patience is for the beginning of the answer, not for its end. */
  private <T> HttpResponse<T> get(String path, Duration patience, BodyHandler<T> handler) {
    HttpResponse<T> answer =
        send(HttpRequest.newBuilder(at(path)).timeout(patience).build(), handler);
    String there = answer.uri().toString();
    if (there.endsWith(path)) {
      url = URI.create(there.substring(0, there.length() - path.length()));
    }
    return answer;
  }

  HttpResponse<byte[]> postJson(String path, String body) {
    return send(
        HttpRequest.newBuilder(at(path))
            .timeout(ANSWER)
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString(body))
            .build(),
        BodyHandlers.ofByteArray());
  }

  /** Without a body. */
  HttpResponse<byte[]> post(String path) {
    return send(
        HttpRequest.newBuilder(at(path))
            .timeout(ANSWER)
            .POST(HttpRequest.BodyPublishers.noBody())
            .build(),
        BodyHandlers.ofByteArray());
  }

  CompletableFuture<HttpResponse<byte[]>> begin(HttpRequest request) {
    String bearer = token.get();
    return bearer == null
        ? http.sendAsync(request, BodyHandlers.ofByteArray())
        : httpWithToken.sendAsync(with(bearer, request), BodyHandlers.ofByteArray());
  }

  private <T> HttpResponse<T> send(HttpRequest request, BodyHandler<T> handler) {
    try {
      String bearer = token.get();
      return bearer == null
          ? http.send(request, handler)
          : arrived(httpWithToken.send(with(bearer, request), handler));
    } catch (IOException e) {
      throw lost(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw Failure.unreachable("Interrupted while waiting for " + url, e);
    }
  }

  private static HttpRequest with(String bearer, HttpRequest request) {
    return HttpRequest.newBuilder(request, (name, value) -> true)
        .setHeader("Authorization", "Bearer " + bearer)
        .build();
  }

  private static <T> HttpResponse<T> arrived(HttpResponse<T> answer) {
    if (answer.statusCode() / 100 == 3) {
      throw Failure.refused(
          "%s leads to %s%nA token is not sent on: name where it is for with --url."
              .formatted(
                  answer.request().uri(), answer.headers().firstValue("Location").orElse("?")));
    }
    return answer;
  }

  Failure lost(@Nullable Throwable why) {
    if (neverReached(why)) {
      return Failure.unreachable(
          "Nothing answers at "
              + url
              + "\nStart the service (java -jar tagledger.jar), or name another with --url or"
              + " TAGLEDGER_URL.",
          why);
    }
    if (why instanceof SSLException) {
      return Failure.unreachable(
          "The certificate at "
              + url
              + " is not trusted, or nothing speaks TLS there ("
              + why.getMessage()
              + ")\nTo trust an authority of your own: java -Djavax.net.ssl.trustStore=FILE -jar"
              + " tagledger.jar …",
          why);
    }
    String reason = why == null || why.getMessage() == null ? "" : " (" + why.getMessage() + ")";
    return Failure.unreachable(
        "The service at " + url + " broke off" + reason + "\nIts log may tell why. Try again.",
        why);
  }

  static boolean neverReached(@Nullable Throwable why) {
    return why instanceof ConnectException || why instanceof HttpConnectTimeoutException;
  }
}
