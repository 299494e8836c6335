package tagledger.app.security;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tagledger.app.security.TokenRefused.Fault;

/**
 * Logins, each with the family of tokens that comes of it. A refresh token is random, is kept as
 * its digest, and is good for once: who sends one again has it from where it was stolen, or was
 * stolen from, and the whole family ends. Safe for all threads.
 */
public final class Sessions {

  private static final int TOKEN_BYTES = 32;

  /**
   * What somebody comes with from now on.
   *
   * @param refresh for the next time
   */
  public record Tokens(String access, String refresh) {}

  /** Nobody has that name and that password. */
  public static final class InvalidCredentials extends RuntimeException {
    InvalidCredentials() {
      super("Invalid credentials.", null, false, false);
    }
  }

  private record Account(int id, String actor, @Nullable String hash) {}

  private record Refresh(
      UUID session, String actor, int user, boolean used, boolean expired, boolean revoked) {}

  /** What came of a refresh token, or why nothing did. */
  private record Outcome(@Nullable Tokens tokens, @Nullable Fault fault, long version) {}

  private final AccessTables tables;
  private final PasswordHashes passwords;
  private final AccessTokens tokens;
  private final AuditTrail audit;
  private final AccessVersion version;
  private final Duration lifetime;
  private final SecureRandom random = new SecureRandom();

  /**
   * @param lifetime of a refresh token
   */
  Sessions(
      AccessTables tables,
      PasswordHashes passwords,
      AccessTokens tokens,
      AuditTrail audit,
      AccessVersion version,
      Duration lifetime) {
    this.tables = tables;
    this.passwords = passwords;
    this.tokens = tokens;
    this.audit = audit;
    this.version = version;
    this.lifetime = lifetime;
  }

  /**
   * Costs as much whether there is such a user or not.
   *
   * @throws InvalidCredentials where it is not he
   */
  public Tokens login(String username, String password, Visit visit) {
    Account account = find(username);
    if (!passwords.matches(password, account == null ? null : account.hash()) || account == null) {
      audit.note(visit, "login", null, "refused");
      throw new InvalidCredentials();
    }
    audit.note(visit, "login", "user/" + account.id(), "done");
    UUID session = UUID.randomUUID();
    String refresh = newToken();
    tables.inTransaction(
        () -> {
          tables
              .jdbc()
              .update(
                  """
                  INSERT INTO sessions (id, user_id, expires_at)
                  VALUES (?, ?, now() + ? * interval '1 millisecond')""",
                  session,
                  account.id(),
                  lifetime.toMillis());
          return keep(refresh, session);
        });
    return new Tokens(tokens.issue(account.actor(), session), refresh);
  }

  /**
   * @throws TokenRefused where it is none, or has ended, or was used already
   */
  public Tokens refresh(String token, Visit visit) {
    Outcome outcome = tables.inTransaction(() -> refreshed(token, visit));
    version.advance(outcome.version());
    if (outcome.tokens() == null) {
      throw new TokenRefused(outcome.fault() == null ? Fault.BAD : outcome.fault());
    }
    return outcome.tokens();
  }

  private Outcome refreshed(String token, Visit visit) {
    byte[] digest = Digest.of(token);
    Refresh found = find(digest);
    if (found == null) {
      return refused(Fault.BAD);
    }
    if (found.revoked()) {
      return refused(Fault.REVOKED);
    }
    if (!found.used() && found.expired()) {
      return refused(Fault.EXPIRED);
    }
    if (found.used() || !use(digest)) {
      long raised = revoke(found.session());
      audit.record(visit, "refresh", "user/" + found.user(), "reused: all tokens of it revoked");
      return new Outcome(null, Fault.REVOKED, raised);
    }
    tables
        .jdbc()
        .update(
            "UPDATE sessions SET expires_at = now() + ? * interval '1 millisecond' WHERE id = ?",
            lifetime.toMillis(),
            found.session());
    String next = newToken();
    keep(next, found.session());
    return new Outcome(new Tokens(tokens.issue(found.actor(), found.session()), next), null, 0);
  }

  /**
   * Of those who try at once, one does. The others hold nothing meanwhile that a revocation waits
   * for.
   */
  private boolean use(byte[] digest) {
    return tables
            .jdbc()
            .update(
                "UPDATE refresh_tokens SET used_at = now() WHERE digest = ? AND used_at IS NULL",
                digest)
        > 0;
  }

  private static Outcome refused(Fault fault) {
    return new Outcome(null, fault, 0);
  }

  /** Ends a login: none of its tokens is good any more. */
  public void logout(String session, Visit visit) {
    version.advance(
        tables.inTransaction(
            () -> {
              long raised = revoke(UUID.fromString(session));
              audit.record(visit, "logout", null, "done");
              return raised;
            }));
  }

  /** Who came by that login, or nothing where it has ended. */
  Users.@Nullable Known known(String session) {
    List<Grant> grants = new ArrayList<>();
    List<Users.Known> found =
        tables
            .jdbc()
            .query(
                """
                SELECT u.id, u.actor, (SELECT version FROM access), g.id, g.role, g.store_id
                FROM sessions s JOIN users u ON u.id = s.user_id
                LEFT JOIN grants g ON g.user_id = u.id
                WHERE s.id = ? AND s.revoked_at IS NULL""",
                (row, n) -> {
                  if (row.getString(5) != null) {
                    grants.add(Grants.read(row, 4));
                  }
                  return new Users.Known(row.getInt(1), row.getString(2), row.getLong(3), grants);
                },
                UUID.fromString(session));
    return found.isEmpty() ? null : found.getFirst();
  }

  /** Forgets the logins of which no token is good any more. */
  void sweep() {
    tables.jdbc().update("DELETE FROM sessions WHERE expires_at < now() - interval '1 day'");
  }

  private long revoke(UUID session) {
    long raised = tables.raiseVersion();
    tables
        .jdbc()
        .update(
            "UPDATE sessions SET revoked_at = now() WHERE id = ? AND revoked_at IS NULL", session);
    return raised;
  }

  private @Nullable Account find(String username) {
    return tables
        .jdbc()
        .query(
            "SELECT id, actor, password FROM users WHERE username = ?",
            (row, n) -> new Account(row.getInt(1), row.getString(2), row.getString(3)),
            username)
        .stream()
        .findAny()
        .orElse(null);
  }

  private @Nullable Refresh find(byte[] digest) {
    return tables
        .jdbc()
        .query(
            """
            SELECT s.id, u.actor, u.id, r.used_at IS NOT NULL, r.expires_at < now(),
                   s.revoked_at IS NOT NULL
            FROM refresh_tokens r JOIN sessions s ON s.id = r.session_id
            JOIN users u ON u.id = s.user_id
            WHERE r.digest = ?""",
            (row, n) ->
                new Refresh(
                    row.getObject(1, UUID.class),
                    row.getString(2),
                    row.getInt(3),
                    row.getBoolean(4),
                    row.getBoolean(5),
                    row.getBoolean(6)),
            digest)
        .stream()
        .findAny()
        .orElse(null);
  }

  private boolean keep(String refresh, UUID session) {
    return tables
            .jdbc()
            .update(
                """
                INSERT INTO refresh_tokens (digest, session_id, expires_at)
                VALUES (?, ?, now() + ? * interval '1 millisecond')""",
                Digest.of(refresh),
                session,
                lifetime.toMillis())
        > 0;
  }

  private String newToken() {
    byte[] bytes = new byte[TOKEN_BYTES];
    random.nextBytes(bytes);
    return new String(Base64.getUrlEncoder().withoutPadding().encode(bytes), US_ASCII);
  }
}
