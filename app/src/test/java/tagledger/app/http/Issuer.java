package tagledger.app.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Map;

/**
 * An OpenID Connect issuer on the loopback address: its discovery document, its keys, its tokens.
 */
final class Issuer implements AutoCloseable {

  private static final int KEY_BITS = 2048;

  private final HttpServer server;
  private final RSAKey key = new RSAKeyGenerator(KEY_BITS).keyID("one").generate();
  private volatile boolean away;

  Issuer() throws IOException, JOSEException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/.well-known/openid-configuration",
        exchange ->
            answer(
                exchange,
                """
                {"issuer": "%1$s", "jwks_uri": "%1$s/keys", "subject_types_supported": ["public"],
                 "id_token_signing_alg_values_supported": ["RS256"]}"""
                    .formatted(url())));
    server.createContext(
        "/keys", exchange -> answer(exchange, new JWKSet(key.toPublicJWK()).toString()));
    server.start();
  }

  String url() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  void away(boolean isSo) {
    away = isSo;
  }

  String token(String subject, String audience, String role) throws JOSEException {
    return signed(key, subject, audience, role, Duration.ofMinutes(5));
  }

  String expired(String subject) throws JOSEException {
    return signed(key, subject, "tagledger", "shop-writers", Duration.ofMinutes(-5));
  }

  String forged(String subject) throws JOSEException {
    RSAKey other = new RSAKeyGenerator(KEY_BITS).keyID("one").generate();
    return signed(other, subject, "tagledger", "shop-writers", Duration.ofMinutes(5));
  }

  private String signed(RSAKey by, String subject, String audience, String role, Duration lifetime)
      throws JOSEException {
    Instant now = Instant.now();
    SignedJWT token =
        new SignedJWT(
            new JWSHeader.Builder(JWSAlgorithm.RS256).keyID(by.getKeyID()).build(),
            new JWTClaimsSet.Builder()
                .issuer(url())
                .subject(subject)
                .audience(audience)
                .claim("access", Map.of("roles", List.of(role)))
                .issueTime(Date.from(now.minus(Duration.ofMinutes(10))))
                .expirationTime(Date.from(now.plus(lifetime)))
                .build());
    token.sign(new RSASSASigner(by));
    return token.serialize();
  }

  private void answer(HttpExchange exchange, String json) throws IOException {
    byte[] body = json.getBytes(UTF_8);
    try (exchange) {
      exchange.getResponseHeaders().set("Content-Type", "application/json");
      exchange.sendResponseHeaders(away ? 503 : 200, away ? -1 : body.length);
      if (!away) {
        exchange.getResponseBody().write(body);
      }
    }
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
