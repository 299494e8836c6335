package tagledger.app.security;

import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;

/**
 * Stands open while there is nobody whose token could be asked for: then whoever comes from this
 * machine itself may do everything. Once shut it stays shut. Safe for all threads.
 */
final class Door {

  private static final Pattern LOOPBACK_ADDRESS =
      Pattern.compile("127\\.\\d{1,3}\\.\\d{1,3}\\.\\d{1,3}");

  private static final List<String> PASSED_ON =
      List.of(
          "Forwarded",
          "Via",
          "X-Forwarded-For",
          "X-Forwarded-Host",
          "X-Forwarded-Proto",
          "X-Forwarded-Port",
          "X-Forwarded-Server",
          "X-Real-IP");

  private final AccessTables tables;
  private final boolean everywhere;
  private final Set<String> origins;
  private volatile boolean open;

  /**
   * @param guarded whether tokens are asked for although there are no users
   * @param everywhere whether it is open to other machines too
   * @param origins of pages from which browsers may ask
   */
  Door(AccessTables tables, boolean guarded, boolean everywhere, Set<String> origins) {
    this.tables = tables;
    this.everywhere = everywhere;
    this.origins = origins;
    this.open = !guarded && !tables.hasUsers();
  }

  boolean isOpen() {
    return open;
  }

  void shut() {
    open = false;
  }

  /** The first user may have come on another node. */
  void look() {
    if (open && tables.hasUsers()) {
      shut();
    }
  }

  /**
   * @throws Forbidden where it may be that somebody else speaks through what asks
   */
  void requireDirect(HttpServletRequest request) {
    if (!everywhere && !isOfThisMachine(request)) {
      throw new Forbidden(
          "As long as it has no users, this service answers this machine alone, directly and as"
              + " localhost. Register the first user there, or start it with"
              + " --tagledger.open=true.");
    }
    if (!isOfOwnPage(request)) {
      throw new Forbidden(
          "As long as it has no users, this service answers no other site's pages.");
    }
  }

  /** Whether that request would not be refused while the door is open. */
  boolean isDirect(HttpServletRequest request) {
    return (everywhere || isOfThisMachine(request)) && isOfOwnPage(request);
  }

  private static boolean isOfThisMachine(HttpServletRequest request) {
    if (!isLoopback(request.getRemoteAddr()) || !isLoopback(request.getLocalAddr())) {
      return false;
    }
    for (String header : PASSED_ON) {
      if (request.getHeader(header) != null) {
        return false;
      }
    }
    String host = request.getHeader(HttpHeaders.HOST);
    return host == null || namesThisMachine(host);
  }

  static boolean isLoopback(String address) {
    return address.startsWith("127.") || address.equals("0:0:0:0:0:0:0:1") || address.equals("::1");
  }

  /** A name that leads here, but that a page of another site could not have been loaded from. */
  static boolean namesThisMachine(String host) {
    int port = host.lastIndexOf(':');
    String name = port > host.lastIndexOf(']') ? host.substring(0, port) : host;
    return name.equalsIgnoreCase("localhost")
        || name.equals("[::1]")
        || LOOPBACK_ADDRESS.matcher(name).matches();
  }

  /** Whether it is no browser's, or one's that shows a page of ours or follows a link to one. */
  private boolean isOfOwnPage(HttpServletRequest request) {
    String origin = request.getHeader(HttpHeaders.ORIGIN);
    if (origin != null) {
      return origins.contains(origin) || isOwn(origin, request.getHeader(HttpHeaders.HOST));
    }
    String site = request.getHeader("Sec-Fetch-Site");
    return site == null
        || site.equals("same-origin")
        || site.equals("none")
        || (request.getMethod().equals("GET")
            && "navigate".equals(request.getHeader("Sec-Fetch-Mode"))
            && "document".equals(request.getHeader("Sec-Fetch-Dest")));
  }

  private static boolean isOwn(String origin, @Nullable String host) {
    return origin.equals("http://" + host) || origin.equals("https://" + host);
  }
}
