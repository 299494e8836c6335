package tagledger.app.http;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import org.springframework.http.HttpHeaders;
import org.springframework.http.InvalidMediaTypeException;
import org.springframework.http.MediaType;

/** What the caller takes for an answer, where it may be more than one kind. */
final class Accept {

  private Accept() {}

  /** Whether this media type is named, with whatever weight. */
  static boolean names(HttpServletRequest request, String mediaType) {
    return String.join(",", Collections.list(request.getHeaders(HttpHeaders.ACCEPT)))
        .toLowerCase(Locale.ROOT)
        .contains(mediaType);
  }

  /**
   * That of these types which is wanted most; the first where that is as good as any, or none is.
   */
  static MediaType preferred(HttpServletRequest request, List<MediaType> types) {
    try {
      return MediaType.parseMediaTypes(Collections.list(request.getHeaders(HttpHeaders.ACCEPT)))
          .stream()
          .filter(range -> range.getQualityValue() > 0)
          .sorted(Comparator.comparingDouble(MediaType::getQualityValue).reversed())
          .flatMap(range -> types.stream().filter(range::includes))
          .findFirst()
          .orElse(types.getFirst());
    } catch (InvalidMediaTypeException e) {
      return types.getFirst();
    }
  }
}
