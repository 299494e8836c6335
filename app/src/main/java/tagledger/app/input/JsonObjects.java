package tagledger.app.input;

import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.exc.StreamReadException;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.MissingNode;

/**
 * Reads a JSON object of bounded size. Values that no field can have, which are objects, lists of
 * lists, and numbers beyond all measure, are passed over and not built.
 */
public final class JsonObjects {

  /** The size of a text that is worth reading. */
  public static final int MAX_BYTES = 8 * 1024 * 1024;

  /** How many ids a list may hold, which is more than any other list may. */
  public static final int MAX_LIST = 100_000;

  private static final JsonMapper JSON =
      JsonMapper.builder(
              JsonFactory.builder()
                  .streamReadConstraints(
                      StreamReadConstraints.builder().maxNumberLength(MAX_BYTES).build())
                  .build())
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .build();

  private JsonObjects() {}

  public static JsonParser parser(byte[] bytes) {
    return JSON.createParser(bytes);
  }

  public static JsonParser parser(char[] text, int length) {
    return JSON.createParser(text, 0, length);
  }

  /**
   * The one object of a text, or nothing where it is JSON and no object.
   *
   * @param objects the fields that may be objects themselves
   * @throws tools.jackson.core.JacksonException where it is no JSON
   */
  public static @Nullable JsonFields read(JsonParser parser, Set<String> objects) {
    JsonToken first = parser.nextToken();
    JsonFields fields = null;
    if (first == JsonToken.START_OBJECT) {
      fields = fields(parser, objects);
    } else if (first != null) {
      parser.skipChildren();
    }
    if (first == null || parser.nextToken() != null) {
      throw new StreamReadException(parser, "Not one value");
    }
    return fields;
  }

  private static JsonFields fields(JsonParser parser, Set<String> objects) {
    Map<String, JsonNode> fields = new LinkedHashMap<>();
    Map<String, JsonFields> inner = new HashMap<>();
    Set<String> duplicates = new HashSet<>();
    while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
      String field = parser.currentName();
      JsonNode value;
      if (parser.nextToken() == JsonToken.START_OBJECT && objects.contains(field)) {
        inner.put(field, fields(parser, Set.of()));
        value = MissingNode.getInstance();
      } else {
        value = value(parser);
      }
      if (fields.put(field, value) != null) {
        duplicates.add(field);
      }
    }
    return new JsonFields(fields, inner, duplicates);
  }

  private static JsonNode value(JsonParser parser) {
    if (parser.currentToken() != JsonToken.START_ARRAY) {
      return scalar(parser);
    }
    ArrayNode list = JSON.createArrayNode();
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      if (list.size() <= MAX_LIST) {
        list.add(scalar(parser));
      } else {
        parser.skipChildren();
      }
    }
    return list;
  }

  private static JsonNode scalar(JsonParser parser) {
    JsonToken token = parser.currentToken();
    if (token.isStructStart()) {
      parser.skipChildren();
      return MissingNode.getInstance();
    }
    return token.isNumeric() && !Price.isNumber(parser.getString())
        ? MissingNode.getInstance()
        : parser.readValueAsTree();
  }
}
