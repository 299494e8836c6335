package tagledger.app.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Draws values for a schema of openapi.yaml: three in four fit. */
final class FuzzValues {

  private static final int IDS = 25;

  private static final List<String> HOSTILE =
      List.of(
          "",
          " ",
          "0",
          "-1",
          "2147483647",
          "2147483648",
          "9223372036854775807",
          "9223372036854775808",
          "99999999999999999999999999",
          "1e400",
          "1e-400",
          "NaN",
          "null",
          "true",
          "'; DROP TABLE tagledger.events; --",
          "1 OR 1=1",
          "x' UNION SELECT usename FROM pg_user --",
          "\\",
          "%s%n%x",
          "${jndi:ldap://127.0.0.1/x}",
          "#{7*7}",
          "../../../../etc/passwd",
          "..;/",
          "<script>alert(1)</script>",
          "\u001b[31mred\u001b[0m",
          "\r\nSet-Cookie: a=b",
          "\u0000",
          "\ufeffx",
          "\u202etxet",
          "\ud83d\udca9",
          "e\u0301",
          "\ud800",
          "x".repeat(81),
          "x".repeat(5000),
          "2026-02-30T00:00:00Z",
          "0001-01-01T00:00:00Z",
          "+999999999-12-31T23:59:59Z",
          "2026-01-01T00:00:00+99:99",
          "9999-12-31T23:59:60Z",
          "\"",
          "*",
          "W/\"1\"",
          "\"1\", \"2\"",
          "as-of-1");

  private static final List<String> SEGMENTS =
      List.of(
          "0",
          "-1",
          "2147483648",
          "1;x=y",
          "%00",
          "%2e%2e",
          "..",
          "%2f",
          "1%27%20OR%201=1",
          "%C3%BC",
          "",
          "%25",
          "null",
          "1e1",
          "%0d%0aSet-Cookie:%20x=1",
          "%F0%9F%92%A9",
          "1.json",
          "%201",
          "%ff",
          "..;",
          "*",
          "~",
          "%5c",
          "x".repeat(3000));

  private static final List<String> MEDIA_TYPES =
      List.of(
          "text/plain",
          "application/json;charset=utf-16",
          "application/xml",
          "text/csv;charset=nonsense",
          "text/csv;charset=utf-16",
          "application/x-www-form-urlencoded",
          "multipart/form-data;boundary=x",
          "nonsense",
          "*/*",
          "application/json;;;",
          "");

  private static final List<String> FILES =
      List.of(
          "name,price,tags\nChair,17.99,furniture\n",
          "name,price\n\"never closed,1\n",
          "\"\"\"\"\n\n,,,\n",
          "Handle,Title,Tags,Variant Price\nchair,Chair,\"a, b\",1\n",
          "{\"item\":{\"name\":\"Chair\",\"price\":1},\"tags\":[\"a\"]}\n",
          "{\"post\":{\"title\":\"News\",\"content\":null},\"key\":\"\u0000\",\"tags\":[\"a\",\"a\"]}\n",
          "{\"item\":1}\n[]\nnull\n{\"tags\":[[]]}\n",
          "<?xml version=\"1.0\"?><rss xmlns:wp=\"http://wordpress.org/export/1.2/\"><channel>"
              + "<item><title>News</title><wp:post_type>post</wp:post_type></item></channel></rss>",
          "<!DOCTYPE r [<!ENTITY x SYSTEM \"file:///etc/passwd\">]><rss>&x;</rss>",
          "<!DOCTYPE r [<!ENTITY a \"aaaaaaaaaa\"><!ENTITY b \"&a;&a;&a;&a;\">]><rss>&b;</rss>",
          "<rss><channel><item><title>\u0001</title></item>",
          "<rss xmlns:x=\"y\"><x:y/>");

  private final Random random;

  FuzzValues(Random random) {
    this.random = random;
  }

  String segment(String name, JsonNode parameter) {
    if (random.nextInt(10) == 0) {
      return one(SEGMENTS);
    }
    return switch (name) {
      case "projection" -> one(List.of("catalogue", "history", "nothing"));
      case "change_id", "dead_letter_id", "import_id" ->
          random.nextBoolean() ? change() : "import-" + random.nextInt(50);
      default -> id();
    };
  }

  /** For a query's parameter. */
  String text(String name, JsonNode parameter) {
    if (random.nextInt(4) == 0) {
      return hostile();
    }
    if (name.equals("as_of") || name.equals("from") || name.equals("to")) {
      return random.nextBoolean() ? id() : "2026-11-2" + random.nextInt(10) + "T10:00:00+01:00";
    }
    JsonNode drawn = value(name, parameter.path("schema"));
    return drawn.isString() ? drawn.stringValue() : drawn.toString();
  }

  /** Characters that a client can send there. */
  String header(String name, JsonNode parameter) {
    String text =
        switch (random.nextInt(4)) {
          case 0 -> hostile();
          case 1 -> "\"" + random.nextInt(10) + "\"";
          default ->
              switch (name.toLowerCase(Locale.ROOT)) {
                case "prefer" ->
                    one(List.of("return=minimal", "respond-async", "respond-async, wait=1", ",,"));
                case "traceparent" ->
                    "00-4bf92f3577b34da6a3ce929d0e0e47"
                        + (10 + random.nextInt(90))
                        + "-00f067aa0ba902b7-01";
                case "import-id" -> "import-" + random.nextInt(50);
                case "accept-datetime" -> "Sat, 28 Nov 2026 11:00:00 GMT";
                case "if-match", "if-none-match" -> one(List.of("*", "\"1\"", "\"as-of-3\""));
                default -> "text " + random.nextInt(200);
              };
        };
    return text.chars()
        .filter(c -> c >= ' ' && c <= '~')
        .limit(2000)
        .mapToObj(Character::toString)
        .collect(Collectors.joining());
  }

  String hostile() {
    return one(HOSTILE);
  }

  String mediaType() {
    return one(MEDIA_TYPES);
  }

  byte[] bytes() {
    byte[] bytes = new byte[random.nextInt(300)];
    random.nextBytes(bytes);
    return bytes;
  }

  byte[] body(String mediaType, JsonNode content) {
    if (random.nextInt(40) == 0) {
      return bytes();
    }
    String text =
        mediaType.equals("application/json")
            ? json(content.path("schema"))
            : random.nextInt(3) == 0 ? one(FILES) + one(FILES) : one(FILES);
    byte[] bytes = text.getBytes(UTF_8);
    if (bytes.length > 0 && random.nextInt(15) == 0) {
      bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
    }
    return random.nextInt(30) == 0 ? Arrays.copyOf(bytes, random.nextInt(bytes.length + 1)) : bytes;
  }

  private String json(JsonNode schema) {
    return switch (random.nextInt(60)) {
      case 0 -> "[".repeat(20_000);
      case 1 -> "{\"name\":\"a\",\"name\":\"b\"}";
      case 2 -> "{\"price\":1e999999999}";
      case 3 -> "{\"price\":" + "9".repeat(5000) + "}";
      case 4 -> "{\"a\":".repeat(3000);
      case 5 -> "\ufeff{\"name\":\"x\"}";
      case 6 -> "{\"name\":\"\\ud800\"}";
      case 7 -> "{\"name\":\"\\u0000\"}";
      case 8 -> one(List.of("null", "1", "\"\"", "[]", "{}", "{\"\":{}}", " ", "{}{}"));
      default -> JsonMapper.shared().writeValueAsString(value("", schema));
    };
  }

  private JsonNode value(String name, JsonNode reference) {
    JsonNode schema = Documented.resolved(reference);
    if (!name.isEmpty() && random.nextInt(10) == 0) {
      return wrong();
    }
    if (schema.has("enum")) {
      return one(schema.path("enum").valueStream().toList());
    }
    if (schema.has("oneOf") || schema.has("anyOf") || schema.has("allOf")) {
      List<JsonNode> of =
          List.of("oneOf", "anyOf", "allOf").stream()
              .flatMap(key -> schema.path(key).valueStream())
              .toList();
      return value(name, one(of));
    }
    JsonNode type = schema.path("type");
    return switch (type.isArray() ? type.path(0).asString("") : type.asString("")) {
      case "object" -> object(schema);
      case "array" -> array(name, schema);
      case "integer" -> JsonNodeFactory.instance.numberNode(1 + random.nextInt(IDS));
      case "number" -> JsonNodeFactory.instance.numberNode(random.nextInt(100_000) / 100.0);
      case "boolean" -> JsonNodeFactory.instance.booleanNode(random.nextBoolean());
      default -> JsonNodeFactory.instance.stringNode("Name " + random.nextInt(300));
    };
  }

  private ObjectNode object(JsonNode schema) {
    ObjectNode object = JsonNodeFactory.instance.objectNode();
    schema
        .path("properties")
        .forEachEntry(
            (field, of) -> {
              if (random.nextInt(12) > 0) {
                object.set(field, value(field, of));
              }
            });
    if (random.nextInt(20) == 0) {
      object.set(hostile(), wrong());
    }
    return object;
  }

  private ArrayNode array(String name, JsonNode schema) {
    ArrayNode array = JsonNodeFactory.instance.arrayNode();
    IntStream.range(0, random.nextInt(5))
        .forEach(any -> array.add(value(name, schema.path("items"))));
    return array;
  }

  private JsonNode wrong() {
    JsonNodeFactory make = JsonNodeFactory.instance;
    return switch (random.nextInt(8)) {
      case 0 -> make.nullNode();
      case 1 -> make.booleanNode(true);
      case 2 -> make.numberNode(-1);
      case 3 -> make.numberNode(new java.math.BigDecimal("1E+400"));
      case 4 -> make.arrayNode().add(make.objectNode());
      case 5 -> make.objectNode();
      default -> make.stringNode(hostile().replace("\ud800", "?"));
    };
  }

  private String id() {
    return Integer.toString(1 + random.nextInt(IDS));
  }

  /** The trace of a request that may have been sent is the id of its change. */
  private String change() {
    return new UUID(random.nextLong(), random.nextLong()).toString();
  }

  private <T> T one(List<T> of) {
    return of.get(random.nextInt(of.size()));
  }
}
