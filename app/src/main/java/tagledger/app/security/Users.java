package tagledger.app.security;

import static java.util.Objects.requireNonNull;

import java.security.SecureRandom;
import java.util.Base64;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.RowMapper;

/** Users. Each change is recorded in its own transaction. Safe for all threads. */
public final class Users {

  private static final String ACTOR = "user/";
  private static final int ACTOR_BYTES = 15;

  private static final RowMapper<User> USER = (row, n) -> new User(row.getInt(1), row.getString(2));

  private final AccessTables tables;
  private final AccessChanges changes;
  private final Grants grants;
  private final PasswordHashes passwords;
  private final Door door;
  private final AuditTrail audit;
  private final boolean registration;
  private final SecureRandom random = new SecureRandom();

  /**
   * @param registration whether anybody may register
   */
  Users(
      AccessTables tables,
      AccessChanges changes,
      Grants grants,
      PasswordHashes passwords,
      Door door,
      AuditTrail audit,
      boolean registration) {
    this.tables = tables;
    this.changes = changes;
    this.grants = grants;
    this.passwords = passwords;
    this.door = door;
    this.audit = audit;
    this.registration = registration;
  }

  /**
   * Makes a user. Of all nodes, one makes the first, who becomes the administrator, if he comes
   * through the open door.
   *
   * @throws Taken where the name is
   * @throws TokenRefused where not everybody may do that, and nobody says who he is
   * @throws Forbidden where he who asks may not
   */
  public User register(String username, String password, Visit visit) {
    Caller caller = visit.caller();
    boolean throughOpenDoor = caller == Caller.ANYBODY;
    if (!throughOpenDoor) {
      requireToRegister(caller);
    }
    String hash = passwords.hash(password);
    User made =
        changes.make(
            () -> {
              boolean first = !tables.hasUsers();
              if (!(throughOpenDoor && first)) {
                requireToRegister(throughOpenDoor ? null : caller);
              }
              User user = insert(username, hash);
              grantAtFirst(user, throughOpenDoor && first);
              audit.record(visit, "register", "user/" + user.id(), "done");
              return user;
            });
    door.look();
    return made;
  }

  /** Makes the administrator where there is nobody yet who has a password. */
  void bootstrap(String username, String password) {
    Supplier<Boolean> nobody =
        () ->
            tables
                .jdbc()
                .queryForList("SELECT FROM users WHERE password IS NOT NULL LIMIT 1")
                .isEmpty();
    if (nobody.get()) {
      String hash = passwords.hash(password);
      changes.make(
          () -> {
            if (nobody.get()) {
              User user = insert(username, hash);
              grantAtFirst(user, true);
              audit.record(Visit.OF_NOBODY, "bootstrap", "user/" + user.id(), "done");
            }
            return true;
          });
    }
    door.look();
  }

  private void requireToRegister(@Nullable Caller caller) {
    if (registration || (caller != null && caller.mayEverywhere(Role.ADMINISTRATOR))) {
      return;
    }
    if (caller == null) {
      throw new TokenRefused(TokenRefused.Fault.MISSING);
    }
    throw Forbidden.without(Role.ADMINISTRATOR);
  }

  private User insert(String username, String hash) {
    int id = nextId();
    int made =
        tables
            .jdbc()
            .update(
                """
                INSERT INTO users (id, actor, username, password) VALUES (?, ?, ?, ?)
                ON CONFLICT DO NOTHING""",
                id,
                newActor(),
                username,
                hash);
    if (made == 0) {
      throw new Taken("A user with that username already exists.");
    }
    return new User(id, username);
  }

  private void grantAtFirst(User user, boolean first) {
    if (first) {
      grants.add(user.id(), Role.ADMINISTRATOR, null);
    } else if (registration) {
      grants.add(user.id(), Role.READER, null);
    }
  }

  private int nextId() {
    return requireNonNull(
        tables
            .jdbc()
            .queryForObject(
                "UPDATE access SET last_user = last_user + 1 RETURNING last_user", Integer.class));
  }

  /** The actor that stands for that subject of an issuer, made when it comes for the first time. */
  Known known(String issuer, String subject) {
    return tables.inTransaction(
        () -> {
          if (find(issuer, subject).isEmpty()) {
            tables.raiseVersion();
            if (find(issuer, subject).isEmpty()) {
              tables
                  .jdbc()
                  .update(
                      "INSERT INTO users (id, actor, issuer, subject) VALUES (?, ?, ?, ?)",
                      nextId(),
                      newActor(),
                      issuer,
                      subject);
            }
          }
          Known found = find(issuer, subject).getFirst();
          return new Known(found.id(), found.actor(), found.version(), grants.of(found.id()));
        });
  }

  /**
   * Who somebody is, as of a version.
   *
   * @param grants what he was granted here
   */
  record Known(int id, String actor, long version, List<Grant> grants) {}

  private List<Known> find(String issuer, String subject) {
    return tables
        .jdbc()
        .query(
            """
            SELECT id, actor, (SELECT version FROM access) FROM users
            WHERE issuer = ? AND subject = ?""",
            (row, n) -> new Known(row.getInt(1), row.getString(2), row.getLong(3), List.of()),
            issuer,
            subject);
  }

  public List<User> list() {
    return tables
        .jdbc()
        .query("SELECT id, coalesce(username, subject) FROM users ORDER BY id", USER);
  }

  public @Nullable User find(int id) {
    return tables
        .jdbc()
        .query("SELECT id, coalesce(username, subject) FROM users WHERE id = ?", USER, id)
        .stream()
        .findAny()
        .orElse(null);
  }

  /**
   * Erases him, with his name; his tokens end. What he did stays his actor's.
   *
   * @return whether there was such a user
   * @throws LastAdministrator where he is the last one
   */
  public boolean delete(int id, Visit visit) {
    return changes.make(
        () -> {
          boolean gone =
              grants.keepingAdministrator(
                  () -> tables.jdbc().update("DELETE FROM users WHERE id = ?", id) > 0);
          if (gone) {
            audit.record(visit, "delete user", "user/" + id, "done");
          }
          return gone;
        });
  }

  private String newActor() {
    byte[] bytes = new byte[ACTOR_BYTES];
    random.nextBytes(bytes);
    return ACTOR + Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }
}
