package tagledger.app.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Comparator;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** JSON as the tests write, read and compare it. */
final class Json {

  private static final JsonMapper STRICT =
      JsonMapper.builder()
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .build();

  private static final Comparator<JsonNode> BY_VALUE =
      (one, other) ->
          one.isNumber() && other.isNumber()
              ? one.decimalValue().compareTo(other.decimalValue())
              : one.equals(other) ? 0 : 1;

  private Json() {}

  /** JSON written with single quotes, with values put in as {@link String#formatted} does. */
  static String json(String text, Object... values) {
    String written = text.replace('\'', '"');
    return values.length == 0 ? written : written.formatted(values);
  }

  /** Exactly one JSON document in which no key comes twice. */
  static JsonNode read(String text) {
    return STRICT.readTree(text);
  }

  /** Numbers are compared as decimals, all else must be the same. */
  static void assertSame(String actual, String expected) {
    if (!read(expected).equals(BY_VALUE, read(actual))) {
      assertThat(actual).isEqualTo(expected);
    }
  }
}
