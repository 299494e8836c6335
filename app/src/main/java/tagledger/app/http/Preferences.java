package tagledger.app.http;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** RFC 7240: what the caller would like of the answer to a write. */
record Preferences(boolean respondAsync, boolean minimal) {

  static final String RESPOND_ASYNC = "respond-async";
  static final String RETURN_MINIMAL = "return=minimal";

  private static final String PREFER = "Prefer";
  private static final Preferences NONE = new Preferences(false, false);

  static Preferences of(HttpServletRequest request) {
    if (request.getHeader(PREFER) == null) {
      return NONE;
    }
    List<String> preferences =
        Collections.list(request.getHeaders(PREFER)).stream()
            .flatMap(header -> Stream.of(header.split(",")))
            .map(preference -> preference.split(";")[0].replaceAll("[\\s\"]", ""))
            .map(preference -> preference.toLowerCase(Locale.ROOT))
            .toList();
    return new Preferences(
        preferences.contains(RESPOND_ASYNC), preferences.contains(RETURN_MINIMAL));
  }
}
