package tagledger.app.http;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Collections;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/** RFC 7240: what the caller would like of the answer to a write. */
record Preferences(boolean respondAsync, boolean minimal) {

  static final String RESPOND_ASYNC = "respond-async";
  static final String RETURN_MINIMAL = "return=minimal";

  private static final String PREFER = "Prefer";
  private static final Pattern WITHIN = Pattern.compile("[\\s\"]");
  private static final Preferences NONE = new Preferences(false, false);

  static Preferences of(HttpServletRequest request) {
    if (request.getHeader(PREFER) == null) {
      return NONE;
    }
    Set<String> preferences = new HashSet<>();
    for (String header : Collections.list(request.getHeaders(PREFER))) {
      for (String preference : header.split(",")) {
        preferences.add(name(preference));
      }
    }
    return new Preferences(
        preferences.contains(RESPOND_ASYNC), preferences.contains(RETURN_MINIMAL));
  }

  /** Without its parameters, spaces and quotes. */
  private static String name(String preference) {
    int end = preference.indexOf(';');
    String name = end < 0 ? preference : preference.substring(0, end);
    return WITHIN.matcher(name).replaceAll("").toLowerCase(Locale.ROOT);
  }
}
