package tagledger.app.http;

import static org.springframework.http.HttpMethod.DELETE;
import static org.springframework.http.HttpMethod.GET;
import static org.springframework.http.HttpMethod.POST;
import static org.springframework.http.HttpStatus.CREATED;
import static org.springframework.http.HttpStatus.OK;
import static tagledger.app.http.Json.json;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.springframework.util.FileSystemUtils;

/** The whole service with users, one for all tests that extend this. */
@SpringBootTest(webEnvironment = WebEnvironment.RANDOM_PORT)
abstract class Guarded {

  static final String PASSWORD = "a long sentence";

  private static final Path DATA = Path.of("target", "guarded-tests");
  private static final AtomicInteger NAMES = new AtomicInteger();

  private static @Nullable String administrator;

  /** Somebody with the tokens of a login. */
  record Somebody(int id, String name, String access, String refresh) {}

  @LocalServerPort private int port;

  @Autowired JdbcTemplate jdbc;

  @DynamicPropertySource
  static void anEmptyDatabase(DynamicPropertyRegistry properties) {
    try {
      FileSystemUtils.deleteRecursively(DATA);
      Files.createDirectories(DATA);
      Files.writeString(DATA.resolve("password"), PASSWORD + "\n");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    properties.add("tagledger.data", DATA.resolve("data")::toString);
    properties.add("tagledger.administrator.password-file", DATA.resolve("password")::toString);
  }

  int port() {
    return port;
  }

  Request anonymous() {
    return new Request(port);
  }

  Request as(String token) {
    return new Request(port).and("Authorization", "Bearer " + token);
  }

  Request asAdministrator() {
    String token = administrator;
    if (token == null) {
      token = login("administrator").path("access_token").asString();
      administrator = token;
    }
    return as(token);
  }

  tools.jackson.databind.JsonNode login(String name) {
    return anonymous()
        .when(POST, "/login", json("{'username': '%s', 'password': '%s'}", name, PASSWORD))
        .then(OK)
        .body();
  }

  static String newName() {
    return "Guarded " + NAMES.incrementAndGet();
  }

  /** One with no other grants than these, such as {@code editor 3} or {@code reader}. */
  Somebody somebody(String... grants) {
    String name = newName();
    anonymous()
        .when(POST, "/register", json("{'username': '%s', 'password': '%s'}", name, PASSWORD))
        .then(CREATED);
    tools.jackson.databind.JsonNode tokens = login(name);
    int id =
        asAdministrator()
            .when(GET, "/user")
            .body()
            .valueStream()
            .filter(user -> user.path("username").asString().equals(name))
            .findAny()
            .orElseThrow()
            .path("id")
            .intValue();
    String path = "/user/" + id + "/grant";
    asAdministrator()
        .when(GET, path)
        .body()
        .forEach(
            grant ->
                asAdministrator().when(DELETE, path + "/" + grant.path("id").intValue()).then(OK));
    for (String grant : grants) {
      String[] parts = grant.split(" ");
      String body =
          parts.length == 1
              ? json("{'role': '%s'}", parts[0])
              : json("{'role': '%s', 'store_id': %s}", parts[0], parts[1]);
      asAdministrator().when(POST, path, body).then(CREATED);
    }
    return new Somebody(
        id, name, tokens.path("access_token").asString(), tokens.path("refresh_token").asString());
  }

  int newStore() {
    return asAdministrator()
        .when(POST, "/store", json("{'name': '%s'}", newName()))
        .then(CREATED)
        .id();
  }

  int newItem(int store) {
    return asAdministrator()
        .when(POST, "/item", json("{'name': 'Chair', 'price': 1, 'store_id': %d}", store))
        .then(CREATED)
        .id();
  }

  int newTag(int store) {
    return asAdministrator()
        .when(POST, "/store/" + store + "/tag", json("{'name': '%s'}", newName()))
        .then(CREATED)
        .id();
  }

  int newPost(int store) {
    return asAdministrator()
        .when(POST, "/store/" + store + "/post", json("{'title': 'News'}"))
        .then(CREATED)
        .id();
  }
}
