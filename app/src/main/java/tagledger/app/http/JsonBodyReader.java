package tagledger.app.http;

import jakarta.servlet.http.HttpServletRequest;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.core.MethodParameter;
import org.springframework.http.HttpStatus;
import org.springframework.http.InvalidMediaTypeException;
import org.springframework.http.MediaType;
import org.springframework.web.bind.support.WebDataBinderFactory;
import org.springframework.web.context.request.NativeWebRequest;
import org.springframework.web.method.support.HandlerMethodArgumentResolver;
import org.springframework.web.method.support.ModelAndViewContainer;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.MissingNode;

/** Gives a controller the request's body as {@link JsonBody}, or refuses what is none. */
final class JsonBodyReader implements HandlerMethodArgumentResolver {

  private final JsonMapper json =
      JsonMapper.builder(
              JsonFactory.builder()
                  .streamReadConstraints(
                      StreamReadConstraints.builder().maxNumberLength(RawBody.MAX_BYTES).build())
                  .build())
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .build();

  @Override
  public boolean supportsParameter(MethodParameter parameter) {
    return parameter.getParameterType() == JsonBody.class;
  }

  @Override
  public JsonBody resolveArgument(
      MethodParameter parameter,
      @Nullable ModelAndViewContainer container,
      NativeWebRequest web,
      @Nullable WebDataBinderFactory binders)
      throws IOException {
    HttpServletRequest request = (HttpServletRequest) web.getNativeRequest();
    requireJson(request.getContentType());
    return parse(RawBody.of(request));
  }

  private static void requireJson(@Nullable String contentType) {
    if (contentType == null) {
      return;
    }
    try {
      if (MediaType.APPLICATION_JSON.equalsTypeAndSubtype(MediaType.parseMediaType(contentType))) {
        return;
      }
    } catch (InvalidMediaTypeException e) {
      // Whatever it is, it is not JSON.
    }
    throw new Refused(Refusal.of(HttpStatus.UNSUPPORTED_MEDIA_TYPE));
  }

  /**
   * A value that some field can have, or a node that is of no kind: no field has an object, or a
   * list of lists, and a number beyond all measure is JSON and yet not worth its calculation.
   */
  private JsonNode value(JsonParser parser) {
    if (parser.currentToken() != JsonToken.START_ARRAY) {
      return scalar(parser);
    }
    ArrayNode list = json.createArrayNode();
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      list.add(scalar(parser));
    }
    return list;
  }

  private static JsonNode scalar(JsonParser parser) {
    JsonToken token = parser.currentToken();
    if (token.isStructStart()) {
      parser.skipChildren();
      return MissingNode.getInstance();
    }
    return token.isNumeric() && !JsonBody.isNumber(parser.getString())
        ? MissingNode.getInstance()
        : parser.readValueAsTree();
  }

  private JsonBody parse(byte[] bytes) {
    Map<String, JsonNode> fields = new LinkedHashMap<>();
    Set<String> duplicates = new HashSet<>();
    try (JsonParser parser = json.createParser(new ByteArrayInputStream(bytes))) {
      JsonToken first = parser.nextToken();
      if (first == null) {
        throw new Refused(Refusal.noJson());
      }
      if (first == JsonToken.START_OBJECT) {
        while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
          String field = parser.currentName();
          parser.nextToken();
          if (fields.put(field, value(parser)) != null) {
            duplicates.add(field);
          }
        }
      } else {
        parser.skipChildren();
      }
      if (parser.nextToken() != null) {
        throw new Refused(Refusal.noJson());
      }
      if (first != JsonToken.START_OBJECT) {
        throw new Refused(
            Refusal.invalid("json", Map.of("_schema", List.of("Invalid input type."))));
      }
      return new JsonBody(fields, duplicates);
    } catch (JacksonException e) {
      throw new Refused(Refusal.noJson());
    }
  }
}
