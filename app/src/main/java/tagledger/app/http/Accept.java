package tagledger.app.http;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Collections;
import java.util.Locale;
import org.springframework.http.HttpHeaders;

/** What the caller takes for an answer, where it may be more than one kind. */
final class Accept {

  private Accept() {}

  /** Whether this media type is named, with whatever weight. */
  static boolean names(HttpServletRequest request, String mediaType) {
    return String.join(",", Collections.list(request.getHeaders(HttpHeaders.ACCEPT)))
        .toLowerCase(Locale.ROOT)
        .contains(mediaType);
  }
}
