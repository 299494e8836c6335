package tagledger.command.store;

import org.jspecify.annotations.Nullable;
import tagledger.api.BearerId;
import tagledger.api.StoreId;
import tagledger.api.TagId;

/**
 * Which store a thing belongs to, for ever, deleted or not. Answers nothing for an id that no store
 * has had. Safe for all threads.
 */
public interface Whereabouts {
  @Nullable StoreId of(BearerId bearer);

  @Nullable StoreId of(TagId tag);
}
