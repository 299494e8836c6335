package tagledger.app.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.boot.tomcat.autoconfigure.servlet.TomcatServletWebServerAutoConfiguration;
import org.springframework.boot.webmvc.autoconfigure.DispatcherServletAutoConfiguration;
import org.springframework.boot.webmvc.autoconfigure.WebMvcAutoConfiguration;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

@SpringBootTest(
    classes = {OpenApiController.class, SwaggerUiConfiguration.class},
    webEnvironment = WebEnvironment.RANDOM_PORT)
@ImportAutoConfiguration({
  TomcatServletWebServerAutoConfiguration.class,
  DispatcherServletAutoConfiguration.class,
  WebMvcAutoConfiguration.class
})
class DocsTest {

  private static final Pattern LINK = Pattern.compile("(?:src|href)=\"([^\"]+)\"");

  private final HttpClient client = HttpClient.newHttpClient();

  @LocalServerPort private int port;

  @Test
  void the_document_names_every_operation_of_the_contract() throws Exception {
    HttpResponse<String> answer = get("/openapi.json");

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/json");
    JsonNode document = JsonMapper.shared().readTree(answer.body());
    assertThat(document.path("openapi").asString()).startsWith("3.1.");
    assertThat(operations(document))
        .containsExactlyInAnyOrder(
            "GET /store",
            "POST /store",
            "GET /store/{store_id}",
            "DELETE /store/{store_id}",
            "GET /store/{store_id}/export",
            "POST /store/{store_id}/restore",
            "GET /store/{store_id}/diff",
            "GET /store/{store_id}/history",
            "GET /item/{item_id}/history",
            "GET /post/{post_id}/history",
            "GET /tag/{tag_id}/history",
            "GET /changes",
            "GET /changes/{change_id}",
            "POST /changes/{change_id}/undo",
            "GET /item",
            "POST /item",
            "GET /item/{item_id}",
            "PUT /item/{item_id}",
            "DELETE /item/{item_id}",
            "GET /store/{store_id}/tag",
            "POST /store/{store_id}/tag",
            "GET /tag/{tag_id}",
            "DELETE /tag/{tag_id}",
            "POST /item/{item_id}/tag/{tag_id}",
            "DELETE /item/{item_id}/tag/{tag_id}",
            "GET /post",
            "GET /store/{store_id}/post",
            "POST /store/{store_id}/post",
            "GET /post/{post_id}",
            "PUT /post/{post_id}",
            "DELETE /post/{post_id}",
            "POST /post/{post_id}/tag/{tag_id}",
            "DELETE /post/{post_id}/tag/{tag_id}",
            "GET /tag/{tag_id}/item",
            "GET /tag/{tag_id}/post",
            "GET /item/{item_id}/tag",
            "GET /post/{post_id}/tag",
            "POST /store/{store_id}/link",
            "POST /store/{store_id}/unlink",
            "POST /store/{store_id}/import",
            "GET /import/{import_id}",
            "GET /projections",
            "GET /projections/{projection}",
            "POST /projections/{projection}/rebuild",
            "GET /dead-letters",
            "POST /dead-letters/{dead_letter_id}/retry",
            "GET /events",
            "POST /fsck",
            "GET /backup",
            "POST /register",
            "POST /login",
            "POST /refresh",
            "POST /logout",
            "GET /user",
            "GET /user/{user_id}",
            "DELETE /user/{user_id}",
            "GET /user/{user_id}/grant",
            "POST /user/{user_id}/grant",
            "DELETE /user/{user_id}/grant/{grant_id}",
            "GET /audit",
            "GET /.well-known/jwks.json",
            "GET /openapi.json",
            "GET /swagger-ui");
  }

  @ParameterizedTest
  @ValueSource(strings = {"/openapi.json", "/swagger-ui", "/swagger-ui/assets/swagger-ui.css"})
  void what_has_not_changed_is_not_sent_again(String path) throws Exception {
    String etag = get(path).headers().firstValue("ETag").orElseThrow();

    HttpResponse<String> again = get(path, "If-None-Match", etag);

    assertThat(etag).startsWith("\"");
    assertThat(again.statusCode()).isEqualTo(304);
    assertThat(again.body()).isEmpty();
  }

  @Test
  void the_page_shows_our_document_and_loads_all_it_needs_from_here() throws Exception {
    HttpResponse<String> page = get("/swagger-ui");

    assertThat(page.statusCode()).isEqualTo(200);
    assertThat(page.headers().firstValue("Content-Type").orElseThrow()).startsWith("text/html");
    assertThat(page.body()).doesNotContain("://").doesNotContain("<script>");
    List<String> links = LINK.matcher(page.body()).results().map(link -> link.group(1)).toList();
    assertThat(links).hasSize(6);
    for (String link : links) {
      assertThat(get("/" + link).statusCode()).as(link).isEqualTo(200);
    }
    assertThat(get("/swagger-ui/assets/swagger-initializer.js").body())
        .contains("url: \"openapi.json\"");
  }

  @ParameterizedTest
  @ValueSource(strings = {"/swagger-ui/", "/swagger-ui/index.html"})
  void the_page_s_other_addresses_lead_to_it(String path) throws Exception {
    HttpResponse<String> answer = get(path);

    assertThat(answer.statusCode()).isEqualTo(302);
    assertThat(answer.headers().firstValue("Location").orElseThrow()).endsWith("/swagger-ui");
  }

  private static List<String> operations(JsonNode document) {
    List<String> operations = new ArrayList<>();
    document
        .path("paths")
        .forEachEntry(
            (path, methods) ->
                methods.forEachEntry(
                    (method, operation) -> {
                      if (operation.has("operationId")) {
                        operations.add(method.toUpperCase(Locale.ROOT) + " " + path);
                      }
                    }));
    return operations;
  }

  private HttpResponse<String> get(String path, String... headers)
      throws IOException, InterruptedException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create("http://localhost:" + port + path));
    if (headers.length > 0) {
      request.headers(headers);
    }
    return client.send(request.build(), BodyHandlers.ofString());
  }
}
