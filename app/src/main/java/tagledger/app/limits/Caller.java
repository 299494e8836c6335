package tagledger.app.limits;

import jakarta.servlet.http.HttpServletRequest;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/** Whose request it is that is counted. */
public final class Caller {

  private static final int NETWORK_BYTES = 8;
  private static final String LOOPBACK = "127.";
  private static final String LOOPBACK_V6 = "0:0:0:0:0:0:0:1";

  private Caller() {}

  /** This machine itself, from which many may come as one. */
  static final String HERE = "this machine";

  /** The user, or the address where nobody says who he is. */
  public static String of(HttpServletRequest request) {
    String user = user();
    if (user != null) {
      return "user " + user;
    }
    String address = addressElsewhere(request);
    return address == null ? HERE : "address " + address;
  }

  /** The user; nothing where nobody has to say who he is. */
  static @Nullable String user() {
    tagledger.app.security.Caller known = tagledger.app.security.Caller.current();
    return known == null || known.user() == null ? null : known.actor();
  }

  /** The address. Of IPv6 it is the network, of which whoever has one address has 2⁶⁴. */
  static String address(HttpServletRequest request) {
    String address = request.getRemoteAddr();
    if (address == null || address.indexOf(':') < 0) {
      return String.valueOf(address);
    }
    try {
      // With a colon it is no name that would have to be looked up.
      byte[] bytes = InetAddress.getByName(address).getAddress();
      return bytes.length > NETWORK_BYTES
          ? HexFormat.of().formatHex(Arrays.copyOf(bytes, NETWORK_BYTES))
          : address;
    } catch (UnknownHostException e) {
      return address;
    }
  }

  /**
   * The address, or nothing where the request comes from this machine itself: then whoever could
   * exhaust the service has other means, too. A proxy on this machine speaks for others.
   */
  static @Nullable String addressElsewhere(HttpServletRequest request) {
    return isHere(request.getRemoteAddr())
            && request.getHeader("X-Forwarded-For") == null
            && request.getHeader("Forwarded") == null
        ? null
        : address(request);
  }

  private static boolean isHere(@Nullable String address) {
    return address != null && (address.startsWith(LOOPBACK) || address.equals(LOOPBACK_V6));
  }
}
