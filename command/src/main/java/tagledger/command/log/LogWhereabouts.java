package tagledger.command.log;

import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;
import tagledger.api.BearerId;
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
  public @Nullable StoreId of(BearerId bearer) {
    return store(ids.storeOf(Kind.of(bearer), bearer.value()));
  }

  @Override
  public @Nullable StoreId of(TagId tag) {
    return store(ids.storeOf(Kind.TAG, tag.value()));
  }

  private static @Nullable StoreId store(OptionalInt found) {
    return found.isPresent() ? new StoreId(found.getAsInt()) : null;
  }
}
