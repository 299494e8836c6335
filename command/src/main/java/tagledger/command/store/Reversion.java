package tagledger.command.store;

import static java.util.Objects.requireNonNull;

import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.roaringbitmap.RoaringBitmap;
import tagledger.api.Event;
import tagledger.api.IdSet;
import tagledger.api.Rejection;
import tagledger.api.Reversal;
import tagledger.api.Reversal.ItemText;
import tagledger.api.Reversal.Leaving;
import tagledger.api.Reversal.OfBearer;
import tagledger.api.Reversal.OfItem;
import tagledger.api.Reversal.OfPost;
import tagledger.api.Reversal.PostText;
import tagledger.api.Reversal.Returning;
import tagledger.api.Reversal.TagLeaving;
import tagledger.api.Reversal.TagReturning;
import tagledger.api.StoreId;

/**
 * Brings a store to what a {@link Reversal} says, in an order in which every event finds what it
 * tells of: what goes does so before what comes, and links come last.
 */
final class Reversion {

  private final Contents contents;
  private final Reversal reversal;
  private final LinkSets linked;
  private final LinkSets unlinked;
  private final Map<Kind, RoaringBitmap> leaving = new EnumMap<>(Kind.class);

  /**
   * @throws Rejection.HasMoved where the store is not what the reversal takes it to be
   */
  Reversion(Contents contents, Reversal reversal, StoreNames names) {
    this.contents = contents;
    this.reversal = reversal;
    this.linked = new LinkSets(reversal.linked());
    this.unlinked = new LinkSets(reversal.unlinked());
    leaving.put(Kind.ITEM, leaving(reversal.items()));
    leaving.put(Kind.POST, leaving(reversal.posts()));
    if (!new Premises(contents, reversal, linked, unlinked, leaving).hold(names)) {
      throw new Rejection.HasMoved();
    }
  }

  void write(StoreNames names, Consumer<Event> apply) {
    switch (reversal.store()) {
      case Leaving goes -> StoreDeletion.write(contents, names, apply);
      case Returning comes -> {
        if (comes.name() != null) {
          names.claim(comes.name(), store());
        }
        apply.accept(new Event.StoreCreated(store(), comes.name()));
        writeContents(apply);
      }
      case Reversal.Kept stays -> writeContents(apply);
    }
  }

  private void writeContents(Consumer<Event> apply) {
    unlinked.without(leaving).pieces().forEach(piece -> apply.accept(piece.unlinkedIn(store())));
    delete(apply);
    reversal.tags().stream()
        .filter(TagLeaving.class::isInstance)
        .forEach(tag -> apply.accept(new Event.TagDeleted(store(), tag.id())));
    reversal.tags().stream()
        .filter(TagReturning.class::isInstance)
        .map(TagReturning.class::cast)
        .forEach(tag -> apply.accept(new Event.TagAdded(store(), tag.id(), tag.name())));
    reversal.items().stream()
        .filter(OfItem::isWanted)
        .forEach(item -> apply.accept(told(item, requireNonNull(item.target()))));
    reversal.posts().stream()
        .filter(OfPost::isWanted)
        .forEach(post -> apply.accept(told(post, requireNonNull(post.target()))));
    linked.without(Map.of()).pieces().forEach(piece -> apply.accept(piece.linkedIn(store())));
  }

  private void delete(Consumer<Event> apply) {
    Map<Integer, Set<Integer>> tagsOfItems = tagsOfLeaving(Kind.ITEM);
    Map<Integer, Set<Integer>> tagsOfPosts = tagsOfLeaving(Kind.POST);
    for (OfItem item : reversal.items()) {
      if (!item.isWanted()) {
        IdSet tags = ids(tagsOfItems.get(item.id().value()));
        apply.accept(new Event.ItemDeleted(store(), item.id(), tags));
      }
    }
    for (OfPost post : reversal.posts()) {
      if (!post.isWanted()) {
        IdSet tags = ids(tagsOfPosts.get(post.id().value()));
        apply.accept(new Event.PostDeleted(store(), post.id(), tags));
      }
    }
  }

  private Event told(OfItem item, ItemText text) {
    return item.version() == null
        ? new Event.ItemAdded(store(), item.id(), text.name(), text.price(), text.key())
        : new Event.ItemChanged(store(), item.id(), text.name(), text.price());
  }

  private Event told(OfPost post, PostText text) {
    return post.version() == null
        ? new Event.PostAdded(store(), post.id(), text.title(), text.content(), text.key())
        : new Event.PostChanged(store(), post.id(), text.title(), text.content());
  }

  private StoreId store() {
    return contents.store();
  }

  private Map<Integer, Set<Integer>> tagsOfLeaving(Kind kind) {
    return contents.tags().of(kind, requireNonNull(leaving.get(kind)));
  }

  private static IdSet ids(@Nullable Set<Integer> some) {
    Set<Integer> ids = some == null ? new HashSet<>() : some;
    return IdSet.of(ids.stream().mapToInt(Integer::intValue).toArray());
  }

  private static RoaringBitmap leaving(List<? extends OfBearer> bearers) {
    RoaringBitmap leaving = new RoaringBitmap();
    for (OfBearer bearer : bearers) {
      if (!bearer.isWanted()) {
        leaving.add(bearer.id().value());
      }
    }
    return leaving;
  }
}
