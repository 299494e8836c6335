package tagledger.app.process;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tagledger.app.http.Wire;

/** A store and a tag hold more than the memory of the service takes. */
@Timeout(300)
class LargeStoreIT {

  private static final int ITEMS = 200_000;
  private static final int ITEMS_IN_A_PIECE = 10_000;

  /** So many are still answered from memory, in some three megabytes. */
  private static final int FEWER_ITEMS = 40_000;

  private static final Duration PATIENCE = Duration.ofMinutes(1);
  private static final int READERS_THAT_TAKE_NOTHING = 40;
  private static final String NAME = "A chair of oak, with arms, and a seat of woven rush";
  private static final HttpClient HTTP = HttpClient.newHttpClient();

  private static DataDirectory data;
  private static ServiceProcess service;
  private static Client client;

  @BeforeAll
  static void start() throws Exception {
    data = DataDirectory.create();
    service = ServiceProcess.startWith(List.of("-Xmx160m"), data.argument());
    client = service.client();
    fill(client.createStore("Large"), ITEMS);
  }

  private static void fill(int store, int items) throws Exception {
    HttpResponse<String> imported =
        HTTP.send(
            to("/store/" + store + "/import")
                .header("Content-Type", "application/x-ndjson")
                .POST(BodyPublishers.ofByteArrays(() -> lines(items)))
                .build(),
            BodyHandlers.ofString());
    assertThat(imported.body()).contains("\"items\":" + items).contains("\"links\":" + items);
  }

  @AfterAll
  static void stop() {
    service.close();
    data.close();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/store/1",
        "/store",
        "/store?limit=1",
        "/tag/1",
        "/store/1/tag",
        "/store/1/tag?limit=1",
        "/item",
        "/tag/1/item"
      })
  void all_of_it_is_read_as_it_is_and_as_it_was(String path) throws Exception {
    assertThat(itemsOf(to(path).build())).isEqualTo(ITEMS);
    String past = path + (path.contains("?") ? "&" : "?") + "as_of=" + (ITEMS + 10);
    assertThat(itemsOf(to(past).build())).isPositive();
  }

  @Test
  void many_read_it_at_the_same_time() {
    List<CompletableFuture<Long>> readers =
        Stream.generate(() -> CompletableFuture.supplyAsync(() -> itemsOf(to("/store/1").build())))
            .limit(6)
            .toList();
    assertThat(readers.stream().map(CompletableFuture::join)).containsOnly((long) ITEMS);
  }

  @Test
  void whoever_writes_is_shown_all_of_it() {
    HttpRequest unlink = to("/item/7/tag/1").DELETE().build();
    HttpRequest link = to("/item/7/tag/1").POST(BodyPublishers.noBody()).build();
    // The item itself is shown, too.
    assertThat(itemsOf(unlink)).isEqualTo(ITEMS);
    assertThat(itemsOf(link)).isEqualTo(ITEMS);
  }

  @Test
  void readers_that_take_nothing_leave_memory_to_the_rest() throws Exception {
    int store = client.createStore("Read often");
    fill(store, FEWER_ITEMS);
    int item = client.addItem(store, NAME);
    HttpRequest read = to("/item/" + item).build();
    await()
        .atMost(PATIENCE)
        .pollInterval(Duration.ofMillis(5))
        .until(() -> isFromMemory(HTTP.send(read, BodyHandlers.ofString())));
    List<Socket> readers = new ArrayList<>();
    try {
      for (int i = 0; i < READERS_THAT_TAKE_NOTHING; i++) {
        // Of each state an answer is made anew.
        assertThat(client.put("/item/" + item, "{\"price\":" + i + "}").status()).isEqualTo(200);
        readers.add(ask("/store/" + store));
      }
      assertThat(client.get("/item/" + item).status()).isEqualTo(200);
    } finally {
      close(readers);
    }
    assertThat(itemsOf(to("/store/" + store).build())).isEqualTo(FEWER_ITEMS + 1);
    client.delete("/store/" + store);
  }

  @Test
  void readers_that_take_nothing_leave_connections_to_the_rest() throws Exception {
    List<Socket> readers = new ArrayList<>();
    try {
      for (int i = 0; i < READERS_THAT_TAKE_NOTHING; i++) {
        readers.add(ask("/store/1"));
      }
      int held = 0;
      for (Socket reader : readers) {
        held += status(reader).equals("HTTP/1.1 200 ") ? 1 : 0;
      }
      assertThat(held).isPositive();
      assertThat(client.get("/item/7/tag").status()).isEqualTo(200);
      Client.Answer another = client.get("/store/1");
      assertThat(another.status()).isEqualTo(503);
      assertThat(another.body()).contains("Too many long answers");
    } finally {
      close(readers);
    }
    assertThat(itemsOf(to("/store/1").build())).isEqualTo(ITEMS);
  }

  private static String status(Socket socket) throws IOException {
    return new String(socket.getInputStream().readNBytes("HTTP/1.1 200 ".length()), UTF_8);
  }

  private static boolean isFromMemory(HttpResponse<?> answer) {
    return answer.headers().firstValue("Content-Length").isPresent();
  }

  /** Asks, and takes of the answer what the network takes of itself. */
  private static Socket ask(String path) throws IOException {
    return Wire.openNarrow(
        service.port(), "GET %s HTTP/1.1\r\nHost: localhost\r\n\r\n".formatted(path));
  }

  private static void close(List<Socket> readers) throws IOException {
    for (Socket reader : readers) {
      reader.close();
    }
  }

  private static Iterator<byte[]> lines(int items) {
    return IntStream.range(0, items / ITEMS_IN_A_PIECE)
        .mapToObj(
            piece ->
                IntStream.range(piece * ITEMS_IN_A_PIECE, (piece + 1) * ITEMS_IN_A_PIECE)
                    .mapToObj(LargeStoreIT::line)
                    .collect(Collectors.joining())
                    .getBytes(UTF_8))
        .iterator();
  }

  private static String line(int n) {
    return "{\"key\":\"%d\",\"item\":{\"name\":\"%s\",\"price\":1},\"tags\":[\"all\"]}\n"
        .formatted(n, NAME);
  }

  private static HttpRequest.Builder to(String path) {
    return HttpRequest.newBuilder(URI.create("http://localhost:" + service.port() + path));
  }

  /** How often an item is shown in what is answered. */
  private static long itemsOf(HttpRequest request) {
    try {
      HttpResponse<InputStream> answer = HTTP.send(request, BodyHandlers.ofInputStream());
      assertThat(answer.statusCode()).isBetween(200, 201);
      try (InputStream body = answer.body()) {
        return pricesIn(body);
      }
    } catch (IOException e) {
      throw new AssertionError(request + " was not answered to its end", e);
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  private static long pricesIn(InputStream json) throws IOException {
    byte[] price = "\"price\":".getBytes(UTF_8);
    byte[] bytes = new byte[65_536];
    long prices = 0;
    int matched = 0;
    for (int read = json.read(bytes); read >= 0; read = json.read(bytes)) {
      for (int i = 0; i < read; i++) {
        matched = bytes[i] == price[matched] ? matched + 1 : bytes[i] == price[0] ? 1 : 0;
        if (matched == price.length) {
          prices++;
          matched = 0;
        }
      }
    }
    return prices;
  }
}
