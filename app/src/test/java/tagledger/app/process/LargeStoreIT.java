package tagledger.app.process;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
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

/** A store and a tag hold more than the memory of the service takes. */
@Timeout(300)
class LargeStoreIT {

  private static final int ITEMS = 200_000;
  private static final int ITEMS_IN_A_PIECE = 10_000;
  private static final String NAME = "A chair of oak, with arms, and a seat of woven rush";
  private static final HttpClient HTTP = HttpClient.newHttpClient();

  private static DataDirectory data;
  private static ServiceProcess service;

  @BeforeAll
  static void start() throws Exception {
    data = DataDirectory.create();
    service = ServiceProcess.startWith(List.of("-Xmx128m"), data.argument());
    int store = service.client().createStore("Large");
    HttpResponse<String> imported =
        HTTP.send(
            to("/store/" + store + "/import")
                .header("Content-Type", "application/x-ndjson")
                .POST(BodyPublishers.ofByteArrays(LargeStoreIT::lines))
                .build(),
            BodyHandlers.ofString());
    assertThat(imported.body()).contains("\"items\":" + ITEMS).contains("\"links\":" + ITEMS);
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

  private static Iterator<byte[]> lines() {
    return IntStream.range(0, ITEMS / ITEMS_IN_A_PIECE)
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
