package tagledger.command.log;

import java.util.EnumMap;
import java.util.Map;
import java.util.OptionalInt;
import org.roaringbitmap.RoaringBitmap;
import tagledger.api.ItemId;
import tagledger.api.PostId;
import tagledger.api.StoreId;
import tagledger.api.TagId;
import tagledger.command.store.Ids;

/**
 * Counts on from the head that the batch holds. Ids that were taken ahead of the counter are few;
 * they are remembered for as long as no other node writes and no batch fails.
 */
final class LogIds implements Ids {

  private final LogWriter writer;
  private final Directory directory;
  private final Map<Kind, RoaringBitmap> takenAhead = new EnumMap<>(Kind.class);
  private long takenAheadIn = -1;

  LogIds(LogWriter writer, Directory directory) {
    this.writer = writer;
    this.directory = directory;
  }

  @Override
  public StoreId nextStore() {
    return new StoreId(writer.batch().nextStore());
  }

  @Override
  public ItemId nextItem(StoreId store) {
    return new ItemId(next(Kind.ITEM, store));
  }

  @Override
  public PostId nextPost(StoreId store) {
    return new PostId(next(Kind.POST, store));
  }

  @Override
  public TagId nextTag(StoreId store) {
    return new TagId(next(Kind.TAG, store));
  }

  @Override
  public boolean take(ItemId item, StoreId store) {
    OptionalInt owner = storeOf(Kind.ITEM, item.value());
    if (owner.isPresent()) {
      return owner.getAsInt() == store.value();
    }
    takenAhead(Kind.ITEM).add(item.value());
    writer.batch().enter(Kind.ITEM, item.value(), store.value());
    return true;
  }

  /** Also what the batch that is being decided has entered. */
  OptionalInt storeOf(Kind kind, int id) {
    if (writer.isWriting()) {
      Integer entered = writer.batch().entries().get(new Batch.Entry(kind, id));
      if (entered != null) {
        return OptionalInt.of(entered);
      }
    }
    return directory.storeOf(kind, id);
  }

  private int next(Kind kind, StoreId store) {
    Batch batch = writer.batch();
    RoaringBitmap taken = takenAhead(kind);
    int id = batch.lastId(kind);
    do {
      id = Math.incrementExact(id);
    } while (taken.contains(id));
    batch.setLastId(kind, id);
    batch.enter(kind, id, store.value());
    return id;
  }

  private RoaringBitmap takenAhead(Kind kind) {
    if (takenAheadIn != writer.epoch()) {
      takenAhead.clear();
      takenAheadIn = writer.epoch();
    }
    return takenAhead.computeIfAbsent(kind, k -> directory.takenAfter(k, writer.batch().lastId(k)));
  }
}
