package tagledger.app.security;

import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.security.core.context.SecurityContextHolder;
import tagledger.api.IdSet;
import tagledger.api.Metadata;
import tagledger.api.StoreId;

/** Who asks, and what he may do as far as is known now. */
public final class Caller {

  /** Whoever comes while the door is open: he may do everything. */
  static final Caller ANYBODY =
      new Caller(Metadata.ANONYMOUS, null, null, List.of(new Grant(0, Role.ADMINISTRATOR, null)));

  /** Where a role is had. */
  private sealed interface Where {}

  private record Everywhere() implements Where {}

  private record Somewhere(IdSet stores) implements Where {
    boolean has(int store) {
      return stores.ids().anyMatch(id -> id == store);
    }
  }

  private final String actor;
  private final @Nullable Integer user;
  private final @Nullable String session;
  private final Map<Role, Where> rights = new EnumMap<>(Role.class);

  Caller(String actor, @Nullable Integer user, @Nullable String session, List<Grant> grants) {
    this.actor = actor;
    this.user = user;
    this.session = session;
    for (Role role : Role.values()) {
      List<Grant> its = grants.stream().filter(it -> it.role().includes(role)).toList();
      if (its.stream().anyMatch(it -> it.store() == null)) {
        rights.put(role, new Everywhere());
      } else if (!its.isEmpty()) {
        rights.put(role, new Somewhere(stores(its)));
      }
    }
  }

  private static IdSet stores(List<Grant> grants) {
    return IdSet.of(
        grants.stream()
            .map(Grant::store)
            .mapToInt(store -> store == null ? 0 : store.value())
            .filter(id -> id > 0)
            .toArray());
  }

  /** Whoever sent the request that this thread answers; nothing where nobody was asked for. */
  public static @Nullable Caller current() {
    return SecurityContextHolder.getContext().getAuthentication() instanceof CallerToken known
        ? known.caller()
        : null;
  }

  /** An opaque id, which events may tell for ever. */
  public String actor() {
    return actor;
  }

  /** Nothing while the door is open. */
  public @Nullable Integer user() {
    return user;
  }

  /** The login that his token comes from; nothing where it is none of ours. */
  public @Nullable String session() {
    return session;
  }

  /** Whether he has the role in any store at all. */
  public boolean may(Role role) {
    return rights.containsKey(role);
  }

  public boolean mayEverywhere(Role role) {
    return rights.get(role) instanceof Everywhere;
  }

  public boolean may(Role role, StoreId store) {
    return switch (rights.get(role)) {
      case null -> false;
      case Everywhere all -> true;
      case Somewhere some -> some.has(store.value());
    };
  }

  /** The stores in which he has the role; nothing for all of them. */
  public @Nullable IdSet stores(Role role) {
    return switch (rights.get(role)) {
      case null -> IdSet.of();
      case Everywhere all -> null;
      case Somewhere some -> some.stores();
    };
  }

  @Override
  public String toString() {
    return actor + ' ' + Arrays.toString(rights.keySet().toArray());
  }
}
