package tagledger.app.security;

import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;

/** A request as the record tells of it. */
public record Visit(@Nullable Caller caller, @Nullable String request, @Nullable String address) {

  /** What the service does by itself. */
  static final Visit OF_NOBODY = new Visit(null, null, null);

  /**
   * @param id of the request
   */
  public static Visit of(HttpServletRequest request, String id) {
    return new Visit(Caller.current(), id, request.getRemoteAddr());
  }

  @Nullable String actor() {
    return caller == null ? null : caller.actor();
  }
}
