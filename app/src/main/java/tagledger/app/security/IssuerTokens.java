package tagledger.app.security;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.security.oauth2.jwt.BadJwtException;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.jwt.JwtValidationException;
import tagledger.api.StoreId;
import tagledger.api.Unavailable;
import tagledger.app.security.TokenRefused.Fault;

/**
 * The tokens of an OpenID Connect issuer, which is asked for its keys when the first of them comes.
 * A subject becomes an actor of ours; what it may do is what a claim says, by our mapping, and what
 * it was granted here. Safe for all threads.
 */
final class IssuerTokens {

  /** After which a key that the issuer has withdrawn is noticed. */
  private static final Duration LONGEST_TRUST = Duration.ofMinutes(5);

  private final JwtDecoder decoder;
  private final Users users;
  private final List<String> claim;
  private final Map<String, List<Grant>> roles;

  IssuerTokens(JwtDecoder decoder, Users users, SecurityProperties.Oidc properties) {
    this.decoder = decoder;
    this.users = users;
    this.claim = List.of(properties.rolesClaim().split("\\."));
    this.roles =
        properties.roles().entrySet().stream()
            .collect(
                Collectors.toUnmodifiableMap(
                    Map.Entry::getKey,
                    entry -> entry.getValue().stream().map(IssuerTokens::grant).toList()));
  }

  /** Such as {@code reader}, or {@code editor:3}. */
  private static Grant grant(String text) {
    String[] parts = text.strip().split(":", 2);
    return new Grant(
        0, Role.of(parts[0]), parts.length == 1 ? null : new StoreId(Integer.parseInt(parts[1])));
  }

  /**
   * @throws TokenRefused where it is not the issuer's, or not for us, or has ended
   */
  Callers.Found find(String token) {
    Jwt jwt = decode(token);
    String subject = jwt.getSubject();
    Instant expiry = jwt.getExpiresAt();
    if (subject == null || expiry == null || jwt.getIssuer() == null) {
      throw new TokenRefused(Fault.BAD);
    }
    Users.Known who = users.known(jwt.getIssuer().toString(), subject);
    List<Grant> grants = new ArrayList<>(who.grants());
    claimed(jwt).forEach(role -> grants.addAll(roles.getOrDefault(role, List.of())));
    Instant trusted = Instant.now().plus(LONGEST_TRUST);
    return new Callers.Found(
        new Caller(who.actor(), who.id(), null, grants), expiry, who.version(), trusted);
  }

  private Jwt decode(String token) {
    try {
      return decoder.decode(token);
    } catch (JwtValidationException e) {
      // Its signature is good: that it has ended, if it has, is all that is to be said of it.
      boolean ended =
          e.getErrors().stream()
              .anyMatch(error -> String.valueOf(error.getDescription()).contains("expired"));
      throw new TokenRefused(ended ? Fault.EXPIRED : Fault.BAD);
    } catch (BadJwtException e) {
      throw new TokenRefused(Fault.BAD);
    } catch (RuntimeException e) {
      throw Unavailable.nothingDone("The issuer of this token cannot be asked for its keys.", e);
    }
  }

  private Stream<String> claimed(Jwt jwt) {
    @Nullable Object value = jwt.getClaims();
    for (String step : claim) {
      value = value instanceof Map<?, ?> object ? object.get(step) : null;
    }
    if (value instanceof String text) {
      return Stream.of(text.split(" "));
    }
    return value instanceof Collection<?> some ? some.stream().map(String::valueOf) : Stream.of();
  }
}
