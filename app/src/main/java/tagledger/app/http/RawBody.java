package tagledger.app.http;

import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.io.InputStream;
import org.springframework.http.HttpStatus;
import tagledger.app.input.JsonObjects;

/** The bytes of a request's body. They come once, and a request with a key needs them twice. */
final class RawBody {

  static final int MAX_BYTES = JsonObjects.MAX_BYTES;

  private static final String READ = RawBody.class.getName();

  private RawBody() {}

  static byte[] of(HttpServletRequest request) throws IOException {
    if (request.getAttribute(READ) instanceof byte[] bytes) {
      return bytes;
    }
    byte[] bytes = read(request);
    if (request.getHeader(RequestKey.HEADER) != null) {
      request.setAttribute(READ, bytes);
    }
    return bytes;
  }

  private static byte[] read(HttpServletRequest request) throws IOException {
    long told = request.getContentLengthLong();
    if (told > MAX_BYTES) {
      throw new Refused(Refusal.of(HttpStatus.CONTENT_TOO_LARGE));
    }
    try (InputStream in = request.getInputStream()) {
      byte[] bytes = in.readNBytes(told < 0 ? MAX_BYTES + 1 : (int) told);
      if (bytes.length > MAX_BYTES) {
        throw new Refused(Refusal.of(HttpStatus.CONTENT_TOO_LARGE));
      }
      return bytes;
    }
  }
}
