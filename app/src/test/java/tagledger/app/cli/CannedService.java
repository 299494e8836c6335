package tagledger.app.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** Answers a request by what was canned for it, else 404, and remembers what it was sent. */
final class CannedService implements AutoCloseable {

  interface Handler {
    void handle(HttpExchange exchange, byte[] body) throws IOException;
  }

  /**
   * A request that came whole.
   *
   * @param line method, path and query
   */
  record Received(String line, Map<String, List<String>> headers, byte[] body) {

    String header(String name) {
      return String.join(",", headers.getOrDefault(name, List.of()));
    }

    String text() {
      return new String(body, UTF_8);
    }
  }

  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final Map<String, Handler> handlers = new ConcurrentHashMap<>();
  private final List<Received> received = new CopyOnWriteArrayList<>();
  private final HttpServer server;

  CannedService() {
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    server.setExecutor(threads);
    server.createContext("/", this::handle);
    server.start();
  }

  String url() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  /** With a store of that name and the id 7. */
  CannedService withStore(String name) {
    return on(
        "GET /store?limit=100&after=0", 200, "[{\"id\":7,\"name\":\"" + name + "\",\"items\":[]}]");
  }

  CannedService on(String line, int status, String body, String... headers) {
    return on(
        line,
        (exchange, any) -> {
          for (int i = 0; i < headers.length; i += 2) {
            exchange.getResponseHeaders().add(headers[i], headers[i + 1]);
          }
          answer(exchange, status, body);
        });
  }

  CannedService on(String line, Handler handler) {
    handlers.put(line, handler);
    return this;
  }

  static void answer(HttpExchange exchange, int status, String body) throws IOException {
    byte[] bytes = body.getBytes(UTF_8);
    exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
    exchange.getResponseBody().write(bytes);
    exchange.close();
  }

  List<Received> received() {
    return List.copyOf(received);
  }

  Received received(String line) {
    return received.stream().filter(each -> each.line().equals(line)).findFirst().orElseThrow();
  }

  private void handle(HttpExchange exchange) throws IOException {
    String line = exchange.getRequestMethod() + " " + exchange.getRequestURI();
    byte[] body = exchange.getRequestBody().readAllBytes();
    received.add(new Received(line, Map.copyOf(exchange.getRequestHeaders()), body));
    Handler handler = handlers.get(line);
    if (handler == null) {
      answer(exchange, 404, "{\"code\":404,\"status\":\"Not Found\"}");
    } else {
      handler.handle(exchange, body);
    }
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}
