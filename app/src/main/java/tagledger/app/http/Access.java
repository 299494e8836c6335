package tagledger.app.http;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tagledger.api.IdSet;
import tagledger.api.Origin;
import tagledger.api.Query.FindOrigin;
import tagledger.api.Query.FindStoreOf;
import tagledger.api.Rejection;
import tagledger.api.StoreId;
import tagledger.api.ThingKind;
import tagledger.app.security.Caller;
import tagledger.app.security.Forbidden;
import tagledger.app.security.NotGranted;
import tagledger.app.security.Role;
import tagledger.app.security.TokenRefused;

/**
 * What he may do who asks. Of a store that he was granted nothing of he learns nothing: it is as if
 * it did not exist. Where he lacks a role in a store that he knows, he is told which.
 */
@Component
class Access {

  private static final int REMEMBERED = 100_000;

  private record Thing(ThingKind kind, int id) {}

  private final Queries queries;

  /** A thing belongs to its store for ever. */
  private final Cache<Thing, StoreId> stores =
      Caffeine.newBuilder().maximumSize(REMEMBERED).build();

  Access(Queries queries) {
    this.queries = queries;
  }

  static Caller caller() {
    Caller caller = Caller.current();
    if (caller == null) {
      throw new TokenRefused(TokenRefused.Fault.MISSING);
    }
    return caller;
  }

  /** The stores in which he has the role; nothing for all. */
  @Nullable IdSet stores(Role role) {
    return caller().stores(role);
  }

  /**
   * @throws Forbidden where he has it nowhere, or not in this store, and may know that
   * @throws NotGranted where he is to know nothing of the store
   */
  void require(Role role, StoreId store) {
    Caller caller = caller();
    if (!caller.may(role, store)) {
      throw caller.may(role) && !caller.may(Role.READER, store)
          ? new NotGranted()
          : Forbidden.without(role);
    }
  }

  /** Where the thing belongs, or nothing where there never was one. */
  @Nullable StoreId storeOf(ThingKind kind, int id) {
    Thing thing = new Thing(kind, id);
    StoreId known = stores.getIfPresent(thing);
    if (known == null) {
      known = queries.storeOf(new FindStoreOf(kind, id));
      if (known != null) {
        stores.put(thing, known);
      }
    }
    return known;
  }

  /**
   * @throws Rejection.NotFound where there is no such change
   */
  Origin origin(String change) {
    Origin origin = queries.origin(new FindOrigin(change));
    if (origin == null) {
      throw new Rejection.NotFound();
    }
    return origin;
  }
}
