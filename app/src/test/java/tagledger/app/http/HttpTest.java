package tagledger.app.http;

import static org.springframework.http.HttpMethod.POST;
import static org.springframework.http.HttpStatus.CREATED;
import static tagledger.app.http.Json.json;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.http.HttpMethod;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.springframework.util.FileSystemUtils;

/** The whole service on a port and a database of its own, one for all tests that extend this. */
@SpringBootTest(webEnvironment = WebEnvironment.RANDOM_PORT)
abstract class HttpTest {

  /** Of those that go through all that there is: they come first, while that is little. */
  static final int FIRST = 1;

  private static final Path DATA = Path.of("target", "http-tests");
  private static final AtomicInteger NAMES = new AtomicInteger();

  @LocalServerPort private int port;

  /** Its data is kept until the next run, for whoever wants to look. */
  @DynamicPropertySource
  static void anEmptyDatabase(DynamicPropertyRegistry properties) {
    try {
      FileSystemUtils.deleteRecursively(DATA);
      Files.createDirectories(DATA);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    properties.add("tagledger.data", DATA::toString);
  }

  int port() {
    return port;
  }

  Request given(String header, String value) {
    return new Request(port).and(header, value);
  }

  Answer when(HttpMethod method, String path) {
    return new Request(port).when(method, path);
  }

  Answer when(HttpMethod method, String path, String body) {
    return new Request(port).when(method, path, body);
  }

  /** A name that nothing else has. */
  static String newName() {
    return "Name " + NAMES.incrementAndGet();
  }

  int newStore() {
    return newStore(newName());
  }

  int newStore(String name) {
    return when(POST, "/store", json("{'name': '%s'}", name)).then(CREATED).id();
  }

  int newItem(int store) {
    return newItem(store, "Chair", "17.99");
  }

  int newItem(int store, String name, String price) {
    return when(POST, "/item", item(store, name, price)).then(CREATED).id();
  }

  int newTag(int store) {
    return newTag(store, newName());
  }

  int newTag(int store, String name) {
    return when(POST, "/store/" + store + "/tag", json("{'name': '%s'}", name)).then(CREATED).id();
  }

  int newPost(int store) {
    return newPost(store, "News");
  }

  int newPost(int store, String title) {
    return when(POST, "/store/" + store + "/post", json("{'title': '%s'}", title))
        .then(CREATED)
        .id();
  }

  Answer link(int item, int tag) {
    return when(POST, linkOf(item, tag)).then(CREATED);
  }

  static String item(int store, String name, String price) {
    return json("{'name': '%s', 'price': %s, 'store_id': %d}", name, price, store);
  }

  static String linkOfPost(int post, int tag) {
    return "/post/" + post + "/tag/" + tag;
  }

  static String linkOf(int item, int tag) {
    return "/item/" + item + "/tag/" + tag;
  }
}
