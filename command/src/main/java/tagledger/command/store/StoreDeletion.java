package tagledger.command.store;

import java.util.function.Consumer;
import tagledger.api.Event;
import tagledger.api.StoreId;

/** A store goes with all that is in it; its links are told of first, in pieces. */
final class StoreDeletion {

  private StoreDeletion() {}

  static void write(Contents contents, StoreNames names, Consumer<Event> apply) {
    StoreId store = contents.store();
    names.release(store);
    contents.tags().links().pieces().forEach(piece -> apply.accept(piece.unlinkedIn(store)));
    apply.accept(
        new Event.StoreDeleted(
            store,
            contents.all(Kind.ITEM).ids(),
            contents.all(Kind.POST).ids(),
            contents.tags().ids()));
  }
}
