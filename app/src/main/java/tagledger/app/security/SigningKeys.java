package tagledger.app.security;

import static java.util.Objects.requireNonNull;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.KeyUse;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import java.text.ParseException;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The keys that sign access tokens, the same for all nodes: made here, kept in the database where
 * only the service's role reads them, and replaced in time. A key that is replaced goes on
 * verifying until all that it signed has ended. Safe for all threads.
 */
final class SigningKeys {

  static final JWSAlgorithm ALGORITHM = JWSAlgorithm.ES256;

  private static final Duration BETWEEN_LOOKS = Duration.ofSeconds(1);
  private static final Duration GRACE = Duration.ofMinutes(1);

  private final AccessTables tables;
  private final Duration rotation;
  private final Duration lifetime;

  /** The newest first. */
  private volatile List<ECKey> keys = List.of();

  private volatile long looked = System.nanoTime() - BETWEEN_LOOKS.toNanos();

  /**
   * @param rotation after which another key signs
   * @param lifetime of what they sign
   */
  SigningKeys(AccessTables tables, Duration rotation, Duration lifetime) {
    this.tables = tables;
    this.rotation = rotation;
    this.lifetime = lifetime;
    renew();
  }

  ECKey signing() {
    return keys.getFirst();
  }

  /** Nothing where there is no such key. One of another node's making is found. */
  @Nullable ECKey find(@Nullable String id) {
    ECKey known = known(id);
    if (known == null && System.nanoTime() - looked >= BETWEEN_LOOKS.toNanos()) {
      look();
      known = known(id);
    }
    return known;
  }

  JWKSet published() {
    return new JWKSet(List.<JWK>copyOf(keys)).toPublicJWKSet();
  }

  /** Makes another key where it is time, and forgets those of which nothing is left. */
  void renew() {
    tables.inTransaction(
        () -> {
          if (isDue()) {
            // Two nodes may find so at once: the row makes them one after the other.
            tables.raiseVersion();
            if (isDue()) {
              replace();
            }
          }
          return look();
        });
  }

  private boolean isDue() {
    return requireNonNull(
        tables
            .jdbc()
            .queryForObject(
                """
                SELECT NOT EXISTS (
                  SELECT FROM signing_keys WHERE retired_at IS NULL
                  AND created_at > now() - ? * interval '1 millisecond')""",
                Boolean.class,
                rotation.toMillis()));
  }

  private void replace() {
    ECKey made = make();
    tables.jdbc().update("UPDATE signing_keys SET retired_at = now() WHERE retired_at IS NULL");
    tables
        .jdbc()
        .update(
            "DELETE FROM signing_keys WHERE retired_at < now() - ? * interval '1 millisecond'",
            lifetime.plus(GRACE).toMillis());
    tables
        .jdbc()
        .update(
            "INSERT INTO signing_keys (id, jwk) VALUES (?, ?)",
            made.getKeyID(),
            made.toJSONString());
  }

  private List<ECKey> look() {
    looked = System.nanoTime();
    keys =
        tables
            .jdbc()
            .query(
                """
                SELECT jwk FROM signing_keys
                WHERE retired_at IS NULL OR retired_at > now() - ? * interval '1 millisecond'
                ORDER BY retired_at DESC NULLS FIRST""",
                (row, n) -> read(row.getString(1)),
                lifetime.plus(GRACE).toMillis());
    return keys;
  }

  private @Nullable ECKey known(@Nullable String id) {
    return keys.stream().filter(key -> key.getKeyID().equals(id)).findAny().orElse(null);
  }

  private static ECKey make() {
    try {
      return new ECKeyGenerator(Curve.P_256)
          .keyID(UUID.randomUUID().toString())
          .keyUse(KeyUse.SIGNATURE)
          .algorithm(ALGORITHM)
          .generate();
    } catch (JOSEException e) {
      throw new IllegalStateException("Every JDK has P-256", e);
    }
  }

  private static ECKey read(String jwk) {
    try {
      return ECKey.parse(jwk);
    } catch (ParseException e) {
      throw new IllegalStateException("A signing key cannot be read", e);
    }
  }
}
