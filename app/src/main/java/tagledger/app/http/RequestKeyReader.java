package tagledger.app.http;

import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.core.MethodParameter;
import org.springframework.web.bind.support.WebDataBinderFactory;
import org.springframework.web.context.request.NativeWebRequest;
import org.springframework.web.method.support.HandlerMethodArgumentResolver;
import org.springframework.web.method.support.ModelAndViewContainer;
import tagledger.api.IdempotencyKey;

/**
 * Gives a controller the request's {@link RequestKey}, or nothing where it has none. The key is a
 * string of RFC 8941, in quotes, or its bare characters.
 */
final class RequestKeyReader implements HandlerMethodArgumentResolver {

  private static final int MAX_LENGTH = 255;
  private static final Pattern PRINTABLE = Pattern.compile("[ -~]*");
  private static final Pattern QUOTED = Pattern.compile("\"(?:[^\"\\\\]|\\\\[\"\\\\])*\"");
  private static final Pattern ESCAPED = Pattern.compile("\\\\(.)");

  @Override
  public boolean supportsParameter(MethodParameter parameter) {
    return parameter.getParameterType() == RequestKey.class;
  }

  @Override
  public @Nullable RequestKey resolveArgument(
      MethodParameter parameter,
      @Nullable ModelAndViewContainer container,
      NativeWebRequest web,
      @Nullable WebDataBinderFactory binders)
      throws IOException {
    HttpServletRequest request = (HttpServletRequest) web.getNativeRequest();
    if (request.getHeader(RequestKey.HEADER) == null) {
      return null;
    }
    String key = key(Collections.list(request.getHeaders(RequestKey.HEADER)));
    return new RequestKey(new IdempotencyKey(RequestContext.actor(request), key), digest(request));
  }

  private static String key(List<String> headers) {
    if (headers.size() > 1) {
      throw refused("Given more than once.");
    }
    String header = headers.getFirst();
    if (!PRINTABLE.matcher(header).matches()) {
      throw refused("Not a valid string.");
    }
    String key = header.startsWith("\"") ? unquoted(header) : header;
    if (key.isEmpty()) {
      throw refused("Shorter than minimum length 1.");
    }
    if (key.length() > MAX_LENGTH) {
      throw refused("Longer than maximum length " + MAX_LENGTH + ".");
    }
    return key;
  }

  private static String unquoted(String header) {
    if (!QUOTED.matcher(header).matches()) {
      throw refused("Not a valid string.");
    }
    return ESCAPED.matcher(header.substring(1, header.length() - 1)).replaceAll("$1");
  }

  private static Refused refused(String fault) {
    return new Refused(Refusal.invalid("headers", Map.of(RequestKey.HEADER, List.of(fault))));
  }

  private static String digest(HttpServletRequest request) throws IOException {
    String query = request.getQueryString();
    String asked =
        request.getMethod()
            + ' '
            + request.getRequestURI()
            + (query == null ? "" : '?' + query)
            + '\n';
    MessageDigest sha256 = sha256();
    sha256.update(asked.getBytes(StandardCharsets.UTF_8));
    return HexFormat.of().formatHex(sha256.digest(RawBody.of(request)));
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every JDK has SHA-256", e);
    }
  }
}
