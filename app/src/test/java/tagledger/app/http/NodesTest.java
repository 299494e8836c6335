package tagledger.app.http;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;
import static org.springframework.http.HttpMethod.DELETE;
import static org.springframework.http.HttpMethod.GET;
import static org.springframework.http.HttpMethod.OPTIONS;
import static org.springframework.http.HttpMethod.POST;
import static org.springframework.http.HttpStatus.CREATED;
import static org.springframework.http.HttpStatus.FORBIDDEN;
import static org.springframework.http.HttpStatus.OK;
import static org.springframework.http.HttpStatus.SERVICE_UNAVAILABLE;
import static org.springframework.http.HttpStatus.UNAUTHORIZED;
import static tagledger.app.http.Json.json;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jwt.SignedJWT;
import java.io.IOException;
import java.nio.file.Path;
import java.text.ParseException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.flyway.autoconfigure.FlywayConnectionDetails;
import org.springframework.boot.jdbc.autoconfigure.JdbcConnectionDetails;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.http.HttpStatus;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.util.FileSystemUtils;
import tagledger.app.TagledgerApplication;

/** Several nodes on one database: from the first user on, each knows what the others do. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class NodesTest {

  private static final Path DATA = Path.of("target", "nodes-tests");
  private static final Duration SOON = Duration.ofSeconds(5);
  private static final String PASSWORD = "a long sentence";

  private static final List<ConfigurableApplicationContext> nodes = new ArrayList<>();
  private static JdbcTemplate jdbc;
  private static String administrator = "";
  private static List<String> readers = List.of();

  @BeforeAll
  static void two_nodes_without_users() throws IOException {
    FileSystemUtils.deleteRecursively(DATA);
    start("--server.port=0", "--tagledger.data=" + DATA);
    start(onSameDatabase());
    jdbc = nodes.getFirst().getBean(JdbcTemplate.class);
  }

  @AfterAll
  static void close() {
    nodes.reversed().forEach(ConfigurableApplicationContext::close);
  }

  @Test
  @Order(1)
  void nobody_listens_to_other_machines_who_lets_everybody_in() {
    for (String more :
        List.of("--server.address=0.0.0.0", "--server.forward-headers-strategy=native")) {
      String[] arguments = onSameDatabase(more);
      assertThatThrownBy(() -> start(arguments))
          .rootCause()
          .hasMessageContaining("no users and no issuer");
    }
  }

  @Test
  @Order(2)
  void of_many_who_register_first_one_becomes_administrator() {
    List<HttpStatus> answers =
        Together.all(
            8, n -> request(n % 2).when(POST, "/register", credentials("user " + n)).status());

    assertThat(answers).containsOnly(CREATED);
    assertThat(jdbc.queryForList("SELECT role FROM tagledger.grants ORDER BY role", String.class))
        .containsExactly(
            "administrator", "reader", "reader", "reader", "reader", "reader", "reader", "reader");
    for (int node = 0; node < 2; node++) {
      request(node).when(GET, "/store").then(UNAUTHORIZED);
    }
    administrator = login(0, named("administrator").getFirst());
    readers = named("reader");
    as(1, administrator).when(GET, "/user").then(OK);
  }

  @Test
  @Order(3)
  void a_logout_is_known_at_once_here_and_soon_there() {
    String token = login(0, readers.get(0));
    as(0, token).when(GET, "/user/2").status();
    as(1, token).when(POST, "/item").status();

    as(0, token).when(POST, "/logout").then(OK);

    as(0, token).when(GET, "/store").then(UNAUTHORIZED);
    await().atMost(SOON).until(() -> as(1, token).when(GET, "/store").status() == UNAUTHORIZED);
  }

  @Test
  @Order(4)
  void grants_are_known_soon_there() {
    String token = login(1, readers.get(1));
    int id =
        requireNonNull(
            jdbc.queryForObject(
                "SELECT id FROM tagledger.users WHERE username = ?",
                Integer.class,
                readers.get(1)));
    String path = "/user/" + id + "/grant";
    as(1, token).when(GET, "/audit").status();

    int grant = as(0, administrator).when(POST, path, "{'role': 'auditor'}").then(CREATED).id();
    await().atMost(SOON).until(() -> as(1, token).when(GET, "/audit").status() == OK);

    as(0, administrator).when(DELETE, path + "/" + grant).then(OK);
    await().atMost(SOON).until(() -> as(1, token).when(GET, "/audit").status() == FORBIDDEN);
  }

  @Test
  @Order(5)
  void another_key_signs_and_the_one_before_still_verifies() throws ParseException {
    String before = login(0, readers.get(2));
    jdbc.update("UPDATE tagledger.signing_keys SET created_at = now() - interval '31 days'");
    start(onSameDatabase("--tagledger.token.lifetime=1s"));

    String after = login(2, readers.get(2));

    assertThat(keyOf(after)).isNotEqualTo(keyOf(before));
    for (int node = 0; node < 3; node++) {
      as(node, before).when(GET, "/store").then(OK);
    }
    as(0, after).when(GET, "/store").then(OK);
    assertThat(request(0).when(GET, "/.well-known/jwks.json").body().path("keys").size())
        .isEqualTo(2);
    await()
        .atMost(Duration.ofSeconds(20))
        .until(() -> as(0, after).when(GET, "/store").status() == UNAUTHORIZED);
    as(0, after)
        .when(GET, "/store")
        .then(UNAUTHORIZED, "{'message': 'The token has expired.', 'error': 'token_expired'}");
  }

  @Test
  @Order(6)
  void an_issuer_s_tokens_are_worth_what_the_mapping_says() throws IOException, JOSEException {
    try (Issuer issuer = new Issuer()) {
      start(
          onSameDatabase(
              "--spring.security.oauth2.resourceserver.jwt.issuer-uri=" + issuer.url(),
              "--spring.security.oauth2.resourceserver.jwt.audiences=tagledger",
              "--tagledger.oidc.roles-claim=access.roles",
              "--tagledger.oidc.roles.shop-writers=editor,auditor",
              "--tagledger.oidc.roles.shop-readers=reader:1"));
      int node = nodes.size() - 1;
      issuer.away(true);
      String writer = issuer.token("jo@shop", "tagledger", "shop-writers");
      as(node, writer).when(GET, "/store").then(SERVICE_UNAVAILABLE);
      issuer.away(false);

      Answer made = as(node, writer).when(POST, "/store", "{'name': 'Of an issuer'}").then(CREATED);
      as(node, writer).when(GET, "/user").then(FORBIDDEN);
      String history =
          as(node, writer).when(GET, "/store/" + made.id() + "/history").then(OK).text();
      assertThat(history).contains("\"actor\":\"user/").doesNotContain("jo@shop");
      as(node, issuer.token("al@shop", "tagledger", "shop-readers")).when(GET, "/item").then(OK);
      as(node, issuer.token("al@shop", "tagledger", "strangers"))
          .when(GET, "/item")
          .then(FORBIDDEN);
      as(node, issuer.token("jo@shop", "another", "shop-writers"))
          .when(GET, "/store")
          .then(UNAUTHORIZED);
      as(node, issuer.expired("jo@shop"))
          .when(GET, "/store")
          .then(UNAUTHORIZED, "{'message': 'The token has expired.', 'error': 'token_expired'}");
      as(node, issuer.forged("jo@shop")).when(GET, "/store").then(UNAUTHORIZED);
      as(node, writer).when(POST, "/logout").then(HttpStatus.CONFLICT);
      as(node, administrator).when(GET, "/user").then(OK).shows("'username':'jo@shop'");
      // The nodes that know of no issuer take none of its tokens.
      as(0, writer).when(GET, "/store").then(UNAUTHORIZED);
    }
  }

  @Test
  @Order(7)
  void where_registration_is_closed_an_administrator_makes_users() {
    start(
        onSameDatabase(
            "--tagledger.registration=closed", "--tagledger.cors.origins=https://shop.example"));
    int node = nodes.size() - 1;
    String reader = login(node, readers.get(3));

    request(node).when(POST, "/register", credentials("late")).then(UNAUTHORIZED);
    as(node, reader).when(POST, "/register", credentials("late")).then(FORBIDDEN);
    as(node, administrator).when(POST, "/register", credentials("late")).then(CREATED);
    as(node, login(node, "late")).when(GET, "/store").then(FORBIDDEN);
  }

  @Test
  @Order(8)
  void pages_of_a_site_that_is_named_may_ask_and_no_others() {
    int node = nodes.size() - 1;
    Answer named = preflight(node, "https://shop.example").then(OK);

    assertThat(named.header("Access-Control-Allow-Origin")).isEqualTo("https://shop.example");
    assertThat(named.header("Access-Control-Allow-Headers")).contains("authorization");
    named.hasNo("Access-Control-Allow-Credentials");
    preflight(node, "https://evil.example").hasNo("Access-Control-Allow-Origin");
    preflight(0, "https://shop.example").hasNo("Access-Control-Allow-Origin");
  }

  private static Answer preflight(int node, String origin) {
    return request(node)
        .and("Origin", origin)
        .and("Access-Control-Request-Method", "PUT")
        .and("Access-Control-Request-Headers", "authorization")
        .when(OPTIONS, "/item/1");
  }

  private static String keyOf(String token) throws ParseException {
    return SignedJWT.parse(token).getHeader().getKeyID();
  }

  /** Who won the race for the first place is another one in each run. */
  private static List<String> named(String role) {
    return jdbc.query(
        "SELECT username FROM tagledger.users JOIN tagledger.grants ON user_id = users.id"
            + " WHERE role = ?",
        (row, n) -> requireNonNull(row.getString(1)),
        role);
  }

  private static String credentials(String name) {
    return json("{'username': '%s', 'password': '%s'}", name, PASSWORD);
  }

  private static String login(int node, String name) {
    return request(node)
        .when(POST, "/login", credentials(name))
        .then(OK)
        .body()
        .path("access_token")
        .asString();
  }

  private static Request as(int node, String token) {
    return request(node).and("Authorization", "Bearer " + token);
  }

  private static Request request(int node) {
    WebServerApplicationContext context = (WebServerApplicationContext) nodes.get(node);
    return new Request(requireNonNull(context.getWebServer()).getPort());
  }

  private static void start(String... arguments) {
    nodes.add(new SpringApplicationBuilder(TagledgerApplication.class).run(arguments));
  }

  private static String[] onSameDatabase(String... more) {
    ConfigurableApplicationContext first = nodes.getFirst();
    JdbcConnectionDetails service = first.getBean(JdbcConnectionDetails.class);
    FlywayConnectionDetails owner = first.getBean(FlywayConnectionDetails.class);
    List<String> arguments = new ArrayList<>(List.of(more));
    arguments.add("--spring.datasource.url=" + service.getJdbcUrl());
    arguments.add("--spring.datasource.username=" + service.getUsername());
    arguments.add("--spring.datasource.password=" + service.getPassword());
    arguments.add("--spring.flyway.user=" + owner.getUsername());
    arguments.add("--spring.flyway.password=" + owner.getPassword());
    arguments.add("--server.port=0");
    return arguments.toArray(String[]::new);
  }
}
