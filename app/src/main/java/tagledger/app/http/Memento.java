package tagledger.app.http;

import jakarta.servlet.http.HttpServletRequest;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpHeaders;
import tagledger.api.Moment;

/**
 * A read as of a moment, by RFC 7089: what its answer says of itself. What is settled stays so and
 * may be kept for ever.
 *
 * @param time by which the moment was asked for, if it was
 * @param negotiated whether that was by a header, so that the address alone does not tell
 */
record Memento(Moment moment, @Nullable Instant time, boolean negotiated) {

  static final String DATETIME = "Memento-Datetime";
  static final String ACCEPT_DATETIME = "Accept-Datetime";

  static final String FOR_EVER = "max-age=31536000, immutable";

  long position() {
    return moment.position();
  }

  /** Whether the reader has this already. */
  boolean isKnown(HttpServletRequest request) {
    return moment.settled() && Conditions.has(request, etag());
  }

  HttpHeaders headers(HttpServletRequest request) {
    HttpHeaders headers = new HttpHeaders();
    headers.set(Answers.EVENT_POSITION, Long.toString(position()));
    Instant shown = moment.time() == null ? time : moment.time();
    if (shown != null) {
      headers.set(DATETIME, HttpDate.format(shown));
    }
    if (moment.settled()) {
      headers.setCacheControl(FOR_EVER);
      headers.setETag(etag());
    } else {
      headers.setCacheControl(CacheControl.noCache());
    }
    String original = QueryString.without(request, AsOf.PARAMETER);
    headers.add(HttpHeaders.LINK, "<" + original + ">; rel=\"original timegate\"");
    if (negotiated) {
      headers.set(HttpHeaders.CONTENT_LOCATION, address(original));
    }
    return headers;
  }

  /** A tag that is no version: it makes no write conditional. */
  private String etag() {
    return "\"as-of-" + position() + '"';
  }

  private String address(String original) {
    char joint = original.contains("?") ? '&' : '?';
    return original + joint + AsOf.PARAMETER + '=' + position();
  }
}
