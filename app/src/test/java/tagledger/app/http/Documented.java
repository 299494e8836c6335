package tagledger.app.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.springframework.core.io.ClassPathResource;
import org.springframework.http.HttpMethod;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Holds what the service answers against openapi.yaml. */
final class Documented {

  private static final JsonNode DOCUMENT = document();
  private static final Pattern PARAMETER = Pattern.compile("\\{[^}]+}");

  private Documented() {}

  /** The paths of the document, each with its operations by method. */
  static List<Map.Entry<String, JsonNode>> paths() {
    return List.copyOf(DOCUMENT.path("paths").properties());
  }

  /** The operations of the document, as {@code GET /item/{}}. */
  static Set<String> operations() {
    return operations(operation -> true);
  }

  /** Those that name this one of the shared parameters. */
  static Set<String> operationsWith(String parameter) {
    String reference = "#/components/parameters/" + parameter;
    return operations(
        operation ->
            operation
                .path("parameters")
                .valueStream()
                .anyMatch(each -> each.path("$ref").asString("").equals(reference)));
  }

  /** The role that each operation needs, by operations such as {@code GET /item/{item_id}}. */
  static Map<String, String> roles() {
    Map<String, String> roles = new TreeMap<>();
    DOCUMENT
        .path("paths")
        .forEachEntry(
            (path, methods) ->
                methods.forEachEntry(
                    (method, operation) ->
                        roles.put(
                            method.toUpperCase(Locale.ROOT) + " " + path,
                            operation.path("x-role").asString("undecided"))));
    return roles;
  }

  private static Set<String> operations(Predicate<JsonNode> which) {
    Set<String> operations = new TreeSet<>();
    DOCUMENT
        .path("paths")
        .forEachEntry(
            (path, methods) ->
                methods.forEachEntry(
                    (method, operation) -> {
                      if (which.test(operation)) {
                        operations.add(method.toUpperCase(Locale.ROOT) + " " + bare(path));
                      }
                    }));
    return operations;
  }

  /** A path whose parameters have no names. */
  static String bare(String path) {
    return PARAMETER.matcher(path).replaceAll("{}");
  }

  /** The status of an answer, and the kind of its body, are those of the operation's document. */
  static void verify(HttpMethod method, String path, String question, HttpResponse<?> answer) {
    JsonNode operation = operation(method == HttpMethod.HEAD ? HttpMethod.GET : method, path);
    if (operation.isMissingNode()) {
      return;
    }
    JsonNode documented =
        resolved(operation.path("responses").path(Integer.toString(answer.statusCode())));
    assertThat(documented.isMissingNode())
        .as("%s is documented with %d", question, answer.statusCode())
        .isFalse();
    answer
        .headers()
        .firstValue("Content-Type")
        .ifPresent(
            type ->
                assertThat(documented.path("content").propertyNames())
                    .as("%s with %d", question, answer.statusCode())
                    .contains(type.split(";", 2)[0]));
    assertThat(answer.headers().map())
        .as("%s with %d", question, answer.statusCode())
        .containsKey("Request-Id");
  }

  private static JsonNode operation(HttpMethod method, String path) {
    return DOCUMENT.path("paths").properties().stream()
        .filter(entry -> path.matches(PARAMETER.matcher(entry.getKey()).replaceAll("[^/]+")))
        .map(entry -> entry.getValue().path(method.name().toLowerCase(Locale.ROOT)))
        .findAny()
        .orElse(DOCUMENT.path("none"));
  }

  static JsonNode resolved(JsonNode node) {
    return node.has("$ref") ? DOCUMENT.at(node.path("$ref").stringValue().substring(1)) : node;
  }

  private static JsonNode document() {
    try (InputStream yaml = new ClassPathResource("openapi.yaml").getInputStream()) {
      Object document = new Yaml(new SafeConstructor(new LoaderOptions())).load(yaml);
      return JsonMapper.shared().valueToTree(document);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
