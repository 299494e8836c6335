package tagledger.app.security;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWKSelector;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.proc.BadJOSEException;
import com.nimbusds.jose.proc.DefaultJOSEObjectTypeVerifier;
import com.nimbusds.jose.proc.JWSVerificationKeySelector;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import com.nimbusds.jwt.proc.DefaultJWTClaimsVerifier;
import com.nimbusds.jwt.proc.DefaultJWTProcessor;
import com.nimbusds.jwt.proc.ExpiredJWTException;
import java.text.ParseException;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import tagledger.app.security.TokenRefused.Fault;

/**
 * Our own access tokens (RFC 9068). They tell an actor and a session, and no name; what that actor
 * may do is not in them. Safe for all threads.
 */
final class AccessTokens {

  static final String ISSUER = "tagledger";
  static final String AUDIENCE = "tagledger";
  static final String SESSION = "sid";

  private static final JOSEObjectType TYPE = new JOSEObjectType("at+jwt");

  /** How far the clocks of two nodes may be apart. */
  private static final int CLOCK_SECONDS = 5;

  /** What a token says that is one of ours and has not ended. */
  record Claims(String session, Instant expiry) {}

  private final SigningKeys keys;
  private final Duration lifetime;
  private final DefaultJWTProcessor<SecurityContext> processor = new DefaultJWTProcessor<>();

  AccessTokens(SigningKeys keys, Duration lifetime) {
    this.keys = keys;
    this.lifetime = lifetime;
    processor.setJWSTypeVerifier(new DefaultJOSEObjectTypeVerifier<>(TYPE));
    processor.setJWSKeySelector(
        new JWSVerificationKeySelector<>(
            SigningKeys.ALGORITHM, (selector, context) -> selector.select(candidates(selector))));
    DefaultJWTClaimsVerifier<SecurityContext> claims =
        new DefaultJWTClaimsVerifier<>(
            AUDIENCE,
            new JWTClaimsSet.Builder().issuer(ISSUER).build(),
            Set.of("sub", "exp", "nbf", "iat", "jti", SESSION));
    claims.setMaxClockSkew(CLOCK_SECONDS);
    processor.setJWTClaimsSetVerifier(claims);
  }

  String issue(String actor, UUID session) {
    ECKey key = keys.signing();
    Instant now = Instant.now();
    SignedJWT token =
        new SignedJWT(
            new JWSHeader.Builder(SigningKeys.ALGORITHM).type(TYPE).keyID(key.getKeyID()).build(),
            new JWTClaimsSet.Builder()
                .issuer(ISSUER)
                .audience(AUDIENCE)
                .subject(actor)
                .claim(SESSION, session.toString())
                .jwtID(UUID.randomUUID().toString())
                .issueTime(Date.from(now))
                .notBeforeTime(Date.from(now))
                .expirationTime(Date.from(now.plus(lifetime)))
                .build());
    try {
      token.sign(new ECDSASigner(key));
    } catch (JOSEException e) {
      throw new IllegalStateException("A token cannot be signed", e);
    }
    return token.serialize();
  }

  /**
   * @throws TokenRefused where it is none of ours, or has ended
   */
  Claims verify(String token) {
    try {
      JWTClaimsSet claims = processor.process(token, null);
      return new Claims(claims.getStringClaim(SESSION), claims.getExpirationTime().toInstant());
    } catch (ExpiredJWTException e) {
      throw new TokenRefused(Fault.EXPIRED);
    } catch (BadJOSEException | JOSEException | ParseException e) {
      throw new TokenRefused(Fault.BAD);
    }
  }

  private JWKSet candidates(JWKSelector selector) {
    Set<String> ids = selector.getMatcher().getKeyIDs();
    ECKey key = ids == null || ids.size() != 1 ? null : keys.find(ids.iterator().next());
    return new JWKSet(key == null ? List.of() : List.of(key));
  }
}
