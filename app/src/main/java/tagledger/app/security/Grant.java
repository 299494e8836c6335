package tagledger.app.security;

import org.jspecify.annotations.Nullable;
import tagledger.api.StoreId;

/**
 * A role that somebody has been given.
 *
 * @param store nothing for all stores
 */
public record Grant(int id, Role role, @Nullable StoreId store) {}
