package tagledger.app.http;

import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
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
import tagledger.app.input.JsonFields;
import tagledger.app.input.JsonObjects;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;

/** Gives a controller the request's body as {@link JsonBody}, or refuses what is none. */
final class JsonBodyReader implements HandlerMethodArgumentResolver {

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

  private static JsonBody parse(byte[] bytes) {
    try (JsonParser parser = JsonObjects.parser(bytes)) {
      JsonFields fields = JsonObjects.read(parser, Set.of());
      if (fields == null) {
        throw new Refused(
            Refusal.invalid("json", Map.of("_schema", List.of("Invalid input type."))));
      }
      return new JsonBody(fields);
    } catch (JacksonException e) {
      throw new Refused(Refusal.noJson());
    }
  }
}
