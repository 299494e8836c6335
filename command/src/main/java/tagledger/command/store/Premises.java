package tagledger.command.store;

import static java.util.Objects.requireNonNull;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.roaringbitmap.RoaringBitmap;
import tagledger.api.Reversal;
import tagledger.api.Reversal.Kept;
import tagledger.api.Reversal.Leaving;
import tagledger.api.Reversal.OfBearer;
import tagledger.api.Reversal.OfTag;
import tagledger.api.Reversal.Returning;
import tagledger.api.Reversal.TagLeaving;
import tagledger.api.Reversal.TagReturning;

/** Whether a store is what a {@link Reversal} takes it to be, and may become what that says. */
final class Premises {

  private final Contents contents;
  private final Reversal reversal;
  private final LinkSets linked;
  private final LinkSets unlinked;
  private final Map<Kind, RoaringBitmap> leaving;
  private final Set<Integer> leavingTags = new HashSet<>();
  private final Set<Integer> returningTags = new HashSet<>();

  Premises(
      Contents contents,
      Reversal reversal,
      LinkSets linked,
      LinkSets unlinked,
      Map<Kind, RoaringBitmap> leaving) {
    this.contents = contents;
    this.reversal = reversal;
    this.linked = linked;
    this.unlinked = unlinked;
    this.leaving = leaving;
    for (OfTag tag : reversal.tags()) {
      (tag instanceof TagLeaving ? leavingTags : returningTags).add(tag.id().value());
    }
  }

  boolean hold(StoreNames names) {
    return isStoreAsTold(names)
        && reversal.items().stream().allMatch(this::isAsTold)
        && reversal.posts().stream().allMatch(this::isAsTold)
        && reversal.tags().stream().allMatch(this::isAsTold)
        && areNamesFree()
        && areOnlyUnlinkedPairsLinked()
        && areLinkedPairsUnlinked()
        && willBearersOfLinkedBeThere(Kind.ITEM, reversal.items())
        && willBearersOfLinkedBeThere(Kind.POST, reversal.posts());
  }

  private boolean isStoreAsTold(StoreNames names) {
    return switch (reversal.store()) {
      case Kept stays -> !contents.isDeleted();
      case Returning comes -> contents.isDeleted() && isFree(comes.name(), names);
      case Leaving goes ->
          !contents.isDeleted()
              && contents.all(Kind.ITEM).size() == reversal.items().size()
              && contents.all(Kind.POST).size() == reversal.posts().size()
              && contents.tags().size() == reversal.tags().size()
              && reversal.items().stream().noneMatch(OfBearer::isWanted)
              && reversal.posts().stream().noneMatch(OfBearer::isWanted)
              && returningTags.isEmpty();
    };
  }

  private static boolean isFree(@Nullable String name, StoreNames names) {
    return name == null || !names.isTaken(name);
  }

  private boolean isAsTold(OfBearer bearer) {
    Integer version = bearer.version();
    return version == null
        ? bearer.isWanted() && !contents.has(bearer.id())
        : contents.has(bearer.id()) && contents.lastChange(bearer.id()) == version;
  }

  private boolean isAsTold(OfTag tag) {
    return contents.has(tag.id()) == (tag instanceof TagLeaving);
  }

  /** A tag may take the name of one that goes. */
  private boolean areNamesFree() {
    Set<String> taken = new HashSet<>();
    for (OfTag tag : reversal.tags()) {
      if (tag instanceof TagReturning comes && comes.name() != null) {
        Integer bearer = contents.tags().idOf(comes.name());
        if (!taken.add(comes.name()) || (bearer != null && !leavingTags.contains(bearer))) {
          return false;
        }
      }
    }
    return true;
  }

  /** All that is to be unlinked is linked, and what goes has no other links. */
  private boolean areOnlyUnlinkedPairsLinked() {
    return unlinked.tags().stream().allMatch(tag -> contents.tags().contains(tag))
        && contents.tags().ids().ids().allMatch(tag -> areOnlyUnlinkedPairsLinked(tag));
  }

  private boolean areOnlyUnlinkedPairsLinked(int tag) {
    for (Kind kind : Kind.values()) {
      RoaringBitmap bearers = contents.tags().get(tag).bearers(kind);
      RoaringBitmap told = unlinked.of(kind, tag);
      RoaringBitmap going =
          leavingTags.contains(tag)
              ? bearers
              : RoaringBitmap.and(bearers, requireNonNull(leaving.get(kind)));
      if (!bearers.contains(told) || !told.contains(going)) {
        return false;
      }
    }
    return true;
  }

  private boolean areLinkedPairsUnlinked() {
    for (int tag : linked.tags()) {
      boolean isThere = contents.tags().contains(tag);
      if (isThere ? leavingTags.contains(tag) : !returningTags.contains(tag)) {
        return false;
      }
      for (Kind kind : Kind.values()) {
        if (isThere
            && RoaringBitmap.intersects(
                contents.tags().get(tag).bearers(kind), linked.of(kind, tag))) {
          return false;
        }
      }
    }
    return true;
  }

  private boolean willBearersOfLinkedBeThere(Kind kind, List<? extends OfBearer> told) {
    RoaringBitmap missing = linked.all(kind);
    for (OfBearer bearer : told) {
      if (bearer.isWanted()) {
        missing.remove(bearer.id().value());
      }
    }
    RoaringBitmap going = requireNonNull(leaving.get(kind));
    for (var each = missing.getIntIterator(); each.hasNext(); ) {
      int id = each.next();
      if (going.contains(id) || !contents.all(kind).contains(id)) {
        return false;
      }
    }
    return true;
  }
}
