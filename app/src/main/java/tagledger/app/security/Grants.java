package tagledger.app.security;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.RowMapper;
import tagledger.api.StoreId;

/**
 * What users were granted. Each change is recorded in its own transaction. Safe for all threads.
 */
public final class Grants {

  private static final RowMapper<Grant> GRANT = (row, n) -> read(row, 1);

  private final AccessTables tables;
  private final AccessChanges changes;
  private final AuditTrail audit;

  Grants(AccessTables tables, AccessChanges changes, AuditTrail audit) {
    this.tables = tables;
    this.changes = changes;
    this.audit = audit;
  }

  /**
   * The grant that a row tells of.
   *
   * @param column of its id, after which come its role and its store
   */
  static Grant read(ResultSet row, int column) throws SQLException {
    int store = row.getInt(column + 2);
    StoreId where = row.wasNull() ? null : new StoreId(store);
    return new Grant(row.getInt(column), Role.of(row.getString(column + 1)), where);
  }

  public List<Grant> of(int user) {
    return tables
        .jdbc()
        .query("SELECT id, role, store_id FROM grants WHERE user_id = ? ORDER BY id", GRANT, user);
  }

  /**
   * @param store nothing for all stores
   * @throws Taken where he has it already
   */
  public Grant grant(User user, Role role, @Nullable StoreId store, Visit visit) {
    return changes.make(
        () -> {
          Grant made = add(user.id(), role, store);
          audit.record(visit, "grant", told(user.id(), made), "done");
          return made;
        });
  }

  /**
   * @return whether there was such a grant
   * @throws LastAdministrator where it is the last of one
   */
  public boolean withdraw(User user, int id, Visit visit) {
    return changes.make(
        () -> {
          List<Grant> gone =
              keepingAdministrator(
                  () ->
                      tables
                          .jdbc()
                          .query(
                              """
                              DELETE FROM grants WHERE user_id = ? AND id = ?
                              RETURNING id, role, store_id""",
                              GRANT,
                              user.id(),
                              id));
          gone.forEach(grant -> audit.record(visit, "withdraw", told(user.id(), grant), "done"));
          return !gone.isEmpty();
        });
  }

  /**
   * As a part of a change that is under way.
   *
   * @throws Taken where he has it already
   */
  Grant add(int user, Role role, @Nullable StoreId store) {
    return tables
        .jdbc()
        .query(
            """
            INSERT INTO grants (user_id, role, store_id) VALUES (?, ?, ?)
            ON CONFLICT DO NOTHING RETURNING id, role, store_id""",
            GRANT,
            user,
            role.text(),
            store == null ? null : store.value())
        .stream()
        .findAny()
        .orElseThrow(() -> new Taken("The user has that grant already."));
  }

  /**
   * Does a part of a change that is under way, where there is still an administrator after it, or
   * was none before.
   *
   * @throws LastAdministrator where he would be gone
   */
  <T> T keepingAdministrator(Supplier<T> removal) {
    boolean administered = hasAdministrator();
    T removed = removal.get();
    if (administered && !hasAdministrator()) {
      throw new LastAdministrator();
    }
    return removed;
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

  private static String told(int user, Grant grant) {
    StoreId store = grant.store();
    return "user/%d %s of %s"
        .formatted(
            user, grant.role().text(), store == null ? "all stores" : "store/" + store.value());
  }
}
