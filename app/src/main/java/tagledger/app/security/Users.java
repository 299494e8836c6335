package tagledger.app.security;

import static java.util.Objects.requireNonNull;

import java.security.SecureRandom;
import java.util.Base64;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.RowMapper;
import tagledger.api.StoreId;

/**
 * Users and what they were granted. Each change is recorded in its own transaction. Safe for all
 * threads.
 */
public final class Users {

  private static final String ACTOR = "user/";
  private static final int ACTOR_BYTES = 15;

  private static final RowMapper<User> USER = (row, n) -> new User(row.getInt(1), row.getString(2));

  private static final RowMapper<Grant> GRANT =
      (row, n) -> {
        int store = row.getInt(3);
        StoreId where = row.wasNull() ? null : new StoreId(store);
        return new Grant(row.getInt(1), Role.of(row.getString(2)), where);
      };

  private final AccessTables tables;
  private final PasswordHashes passwords;
  private final AccessVersion version;
  private final Door door;
  private final AuditTrail audit;
  private final boolean registration;
  private final SecureRandom random = new SecureRandom();

  /**
   * @param registration whether anybody may register
   */
  Users(
      AccessTables tables,
      PasswordHashes passwords,
      AccessVersion version,
      Door door,
      AuditTrail audit,
      boolean registration) {
    this.tables = tables;
    this.passwords = passwords;
    this.version = version;
    this.door = door;
    this.audit = audit;
    this.registration = registration;
  }

  /** There is a user of that name, or that grant, already. */
  public static final class Taken extends RuntimeException {
    Taken(String message) {
      super(message, null, false, false);
    }
  }

  /** Without it nobody could administer the service any more. */
  public static final class LastAdministrator extends RuntimeException {
    LastAdministrator() {
      super("This is the last administrator. Make another one first.", null, false, false);
    }
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
        changing(
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
      changing(
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
      insert(user.id(), Role.ADMINISTRATOR, null);
    } else if (registration) {
      insert(user.id(), Role.READER, null);
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
          return new Known(found.id(), found.actor(), found.version(), grants(found.id()));
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
    return changing(
        () -> {
          boolean administered = hasAdministrator();
          boolean gone = tables.jdbc().update("DELETE FROM users WHERE id = ?", id) > 0;
          requireAdministrator(administered);
          if (gone) {
            audit.record(visit, "delete user", "user/" + id, "done");
          }
          return gone;
        });
  }

  public List<Grant> grants(int user) {
    return tables
        .jdbc()
        .query("SELECT id, role, store_id FROM grants WHERE user_id = ? ORDER BY id", GRANT, user);
  }

  /**
   * @param store nothing for all stores
   * @throws Taken where he has it already
   */
  public Grant grant(User user, Role role, @Nullable StoreId store, Visit visit) {
    return changing(
        () -> {
          Grant made = new Grant(insert(user.id(), role, store), role, store);
          audit.record(visit, "grant", told(user.id(), made), "done");
          return made;
        });
  }

  /**
   * @return whether there was such a grant
   * @throws LastAdministrator where it is the last of one
   */
  public boolean withdraw(User user, int id, Visit visit) {
    return changing(
        () -> {
          boolean administered = hasAdministrator();
          List<Grant> gone =
              tables
                  .jdbc()
                  .query(
                      "DELETE FROM grants WHERE user_id = ? AND id = ? RETURNING id, role, store_id",
                      GRANT,
                      user.id(),
                      id);
          requireAdministrator(administered);
          gone.forEach(grant -> audit.record(visit, "withdraw", told(user.id(), grant), "done"));
          return !gone.isEmpty();
        });
  }

  private int insert(int user, Role role, @Nullable StoreId store) {
    List<Integer> made =
        tables
            .jdbc()
            .query(
                """
                INSERT INTO grants (user_id, role, store_id) VALUES (?, ?, ?)
                ON CONFLICT DO NOTHING RETURNING id""",
                (row, n) -> row.getInt(1),
                user,
                role.text(),
                store == null ? null : store.value());
    if (made.isEmpty()) {
      throw new Taken("The user has that grant already.");
    }
    return made.getFirst();
  }

  private static String told(int user, Grant grant) {
    StoreId store = grant.store();
    return "user/%d %s of %s"
        .formatted(
            user, grant.role().text(), store == null ? "all stores" : "store/" + store.value());
  }

  /** One of ours: an issuer's may stay away. */
  private boolean hasAdministrator() {
    return !tables
        .jdbc()
        .queryForList(
            """
            SELECT FROM users JOIN grants ON user_id = users.id
            WHERE password IS NOT NULL AND role = 'administrator' AND store_id IS NULL LIMIT 1""")
        .isEmpty();
  }

  private void requireAdministrator(boolean administered) {
    if (administered && !hasAdministrator()) {
      throw new LastAdministrator();
    }
  }

  /** One after the other over all nodes, which all look again afterwards. */
  private <T> T changing(Supplier<T> change) {
    long[] raised = new long[1];
    T made =
        tables.inTransaction(
            () -> {
              raised[0] = tables.raiseVersion();
              return change.get();
            });
    version.advance(raised[0]);
    return made;
  }

  private String newActor() {
    byte[] bytes = new byte[ACTOR_BYTES];
    random.nextBytes(bytes);
    return ACTOR + Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }
}
