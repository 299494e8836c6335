package tagledger.command.log;

import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;
import tagledger.api.ItemId;
import tagledger.api.StoreId;
import tagledger.api.TagId;
import tagledger.command.store.Whereabouts;

/** The directory, as commands ask it. */
final class LogWhereabouts implements Whereabouts {

  private final LogIds ids;

  LogWhereabouts(LogIds ids) {
    this.ids = ids;
  }

  @Override
  public @Nullable StoreId of(ItemId item) {
    return store(ids.storeOf(Kind.ITEM, item.value()));
  }

  @Override
  public @Nullable StoreId of(TagId tag) {
    return store(ids.storeOf(Kind.TAG, tag.value()));
  }

  private static @Nullable StoreId store(OptionalInt found) {
    return found.isPresent() ? new StoreId(found.getAsInt()) : null;
  }
}
