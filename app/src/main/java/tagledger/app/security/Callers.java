package tagledger.app.security;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.nimbusds.jwt.JWTParser;
import jakarta.servlet.http.HttpServletRequest;
import java.nio.ByteBuffer;
import java.text.ParseException;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.core.context.SecurityContextImpl;
import tagledger.app.security.TokenRefused.Fault;

/**
 * Finds out who asks. What a token was found to say is remembered for as long as nothing was taken
 * away from anybody, so that as a rule neither a signature nor the database is asked. Safe for all
 * threads.
 */
public final class Callers {

  private static final String BEARER = "Bearer";
  private static final int REMEMBERED = 10_000;

  /** Nobody's token is as long. */
  private static final int LONGEST = 16_384;

  /**
   * Who has a token.
   *
   * @param version as of which that is known
   * @param trusted until when it need not be looked at again
   */
  record Found(Caller caller, Instant expiry, long version, Instant trusted) {
    Found(Caller caller, Instant expiry, long version) {
      this(caller, expiry, version, expiry);
    }
  }

  private final Door door;
  private final OpenPaths openPaths;
  private final AccessTokens tokens;
  private final Sessions sessions;
  private final AccessVersion version;
  private final @Nullable IssuerTokens issuer;
  private final Cache<ByteBuffer, Found> remembered =
      Caffeine.newBuilder().maximumSize(REMEMBERED).build();

  /**
   * @param issuer whose tokens are taken too
   */
  Callers(
      Door door,
      OpenPaths openPaths,
      AccessTokens tokens,
      Sessions sessions,
      AccessVersion version,
      @Nullable IssuerTokens issuer) {
    this.door = door;
    this.openPaths = openPaths;
    this.tokens = tokens;
    this.sessions = sessions;
    this.version = version;
    this.issuer = issuer;
  }

  /**
   * Who asks; nothing where nobody says so.
   *
   * @throws TokenRefused where the token is not good
   * @throws Forbidden where the door is open, and not to such a request
   */
  @Nullable Authentication of(HttpServletRequest request) {
    if (openPaths.isAnsweredToAnybody(request)) {
      return null;
    }
    boolean open = door.isOpen();
    if (open) {
      door.requireDirect(request);
    }
    String token = OpenPaths.heedsTokens(request) ? bearer(request) : null;
    if (token != null) {
      return new CallerToken(find(token), token);
    }
    return open ? CallerToken.ANYBODY : null;
  }

  /** Whether nobody need say who he is, and this request is one to which that holds. */
  public boolean isAnybody(HttpServletRequest request) {
    return door.isOpen()
        && request.getHeader(HttpHeaders.AUTHORIZATION) == null
        && door.isDirect(request);
  }

  /** The token that a request bears; nothing where it bears none. */
  public static @Nullable String bearer(HttpServletRequest request) {
    String header = request.getHeader(HttpHeaders.AUTHORIZATION);
    if (header == null || !header.regionMatches(true, 0, BEARER, 0, BEARER.length())) {
      return null;
    }
    String rest = header.substring(BEARER.length());
    return rest.isEmpty() || rest.charAt(0) == ' ' ? rest.strip() : null;
  }

  /**
   * Looks again who asks, for an answer that goes on and on.
   *
   * @return whether he still may
   */
  public boolean stillMay(Role role) {
    if (!(SecurityContextHolder.getContext().getAuthentication() instanceof CallerToken known)) {
      return false;
    }
    String token = known.token();
    if (token == null) {
      return door.isOpen();
    }
    try {
      Caller caller = find(token);
      SecurityContextHolder.setContext(new SecurityContextImpl(new CallerToken(caller, token)));
      return caller.may(role);
    } catch (TokenRefused ended) {
      return false;
    }
  }

  private Caller find(String token) {
    if (token.isEmpty() || token.length() > LONGEST) {
      throw new TokenRefused(Fault.BAD);
    }
    ByteBuffer digest = ByteBuffer.wrap(Digest.of(token));
    Found known = remembered.getIfPresent(digest);
    if (known != null && version.holds(known.version())) {
      Instant now = Instant.now();
      if (known.expiry().isBefore(now)) {
        throw new TokenRefused(Fault.EXPIRED);
      }
      if (known.trusted().isAfter(now)) {
        return known.caller();
      }
    }
    Found found = look(token);
    remembered.put(digest, found);
    return found.caller();
  }

  private Found look(String token) {
    if (issuer != null && !AccessTokens.ISSUER.equals(issuerOf(token))) {
      return issuer.find(token);
    }
    AccessTokens.Claims claims = tokens.verify(token);
    Users.Known who = sessions.known(claims.session());
    if (who == null) {
      throw new TokenRefused(Fault.REVOKED);
    }
    return new Found(
        new Caller(who.actor(), who.id(), claims.session(), who.grants()),
        claims.expiry(),
        who.version());
  }

  private static @Nullable String issuerOf(String token) {
    try {
      return JWTParser.parse(token).getJWTClaimsSet().getIssuer();
    } catch (ParseException | RuntimeException e) {
      throw new TokenRefused(Fault.BAD);
    }
  }
}
