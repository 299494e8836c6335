package tagledger.app.http;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSSigner;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.PlainJWT;
import com.nimbusds.jwt.SignedJWT;
import java.nio.charset.StandardCharsets;
import java.text.ParseException;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.UnaryOperator;

/** Tokens that are like a good one and for one thing. */
final class Forged {

  static final String BAD = "invalid_token";
  static final String EXPIRED = "token_expired";

  private static final JOSEObjectType TYPE = new JOSEObjectType("at+jwt");

  private final ECKey key;
  private final JWTClaimsSet good;

  /**
   * @param jwk the service's own key, which nobody should have
   */
  Forged(String token, String jwk) {
    try {
      this.key = ECKey.parse(jwk);
      this.good = SignedJWT.parse(token).getJWTClaimsSet();
    } catch (ParseException e) {
      throw new IllegalArgumentException(e);
    }
  }

  /** By what is wrong with each; all say why they are refused. */
  Map<String, Map.Entry<String, String>> all() {
    try {
      Map<String, Map.Entry<String, String>> all = new LinkedHashMap<>();
      ECKey other = new ECKeyGenerator(Curve.P_256).keyID(key.getKeyID()).generate();
      String right = signed(it -> it);
      all.put("another key", Map.entry(sign(new ECDSASigner(other), header(), good), BAD));
      all.put(
          "an unknown key",
          Map.entry(
              sign(
                  new ECDSASigner(other),
                  new JWSHeader.Builder(JWSAlgorithm.ES256).type(TYPE).keyID("x").build(),
                  good),
              BAD));
      String[] parts = right.split("\\.");
      all.put(
          "a changed signature",
          Map.entry(parts[0] + "." + parts[1] + "." + reversed(parts[2]), BAD));
      all.put("no signature", Map.entry(parts[0] + "." + parts[1] + ".", BAD));
      all.put("alg none", Map.entry(new PlainJWT(good).serialize(), BAD));
      byte[] published = key.toPublicJWK().toJSONString().getBytes(StandardCharsets.UTF_8);
      byte[] encoded = key.toECPublicKey().getEncoded();
      for (byte[] secret : Arrays.asList(published, encoded)) {
        all.put(
            "HS256 with the public key of " + secret.length + " bytes",
            Map.entry(
                sign(
                    new MACSigner(secret),
                    new JWSHeader.Builder(JWSAlgorithm.HS256)
                        .type(TYPE)
                        .keyID(key.getKeyID())
                        .build(),
                    good),
                BAD));
      }
      all.put(
          "RS256",
          Map.entry(
              sign(
                  new RSASSASigner(new RSAKeyGenerator(2048).generate()),
                  new JWSHeader.Builder(JWSAlgorithm.RS256)
                      .type(TYPE)
                      .keyID(key.getKeyID())
                      .build(),
                  good),
              BAD));
      all.put(
          "another type",
          Map.entry(
              sign(
                  new ECDSASigner(key),
                  new JWSHeader.Builder(JWSAlgorithm.ES256)
                      .type(JOSEObjectType.JWT)
                      .keyID(key.getKeyID())
                      .build(),
                  good),
              BAD));
      Date past = Date.from(Instant.now().minus(Duration.ofMinutes(1)));
      Date future = Date.from(Instant.now().plus(Duration.ofMinutes(1)));
      all.put("its end in the past", Map.entry(signed(it -> it.expirationTime(past)), EXPIRED));
      all.put("no end", Map.entry(signed(it -> it.expirationTime(null)), BAD));
      all.put("its beginning to come", Map.entry(signed(it -> it.notBeforeTime(future)), BAD));
      all.put("another audience", Map.entry(signed(it -> it.audience("shop")), BAD));
      all.put("no audience", Map.entry(signed(it -> it.audience((String) null)), BAD));
      all.put("another issuer", Map.entry(signed(it -> it.issuer("https://evil.example")), BAD));
      all.put("no session", Map.entry(signed(it -> it.claim("sid", null)), BAD));
      all.put("nothing of a token", Map.entry("x", BAD));
      all.put("nothing at all", Map.entry("", BAD));
      return all;
    } catch (JOSEException e) {
      throw new IllegalStateException(e);
    }
  }

  String signed(UnaryOperator<JWTClaimsSet.Builder> change) throws JOSEException {
    return sign(
        new ECDSASigner(key), header(), change.apply(new JWTClaimsSet.Builder(good)).build());
  }

  private JWSHeader header() {
    return new JWSHeader.Builder(JWSAlgorithm.ES256).type(TYPE).keyID(key.getKeyID()).build();
  }

  private static String sign(JWSSigner signer, JWSHeader header, JWTClaimsSet claims)
      throws JOSEException {
    SignedJWT token = new SignedJWT(header, claims);
    token.sign(signer);
    return token.serialize();
  }

  private static String reversed(String text) {
    return new StringBuilder(text).reverse().toString();
  }
}
