package tagledger.command.store;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.roaringbitmap.RoaringBitmap;
import tagledger.api.BearerId;
import tagledger.api.Event;
import tagledger.api.Imported;
import tagledger.api.Imported.Refused;
import tagledger.api.Row;
import tagledger.api.StoreId;
import tagledger.api.TagId;

/**
 * Decides what rows of a file come to, and then writes it. Of several rows with one key, a later
 * one changes what the earlier say.
 */
final class RowImport {

  /** How many past events are in memory at once: a post's may be of a megabyte. */
  private static final int LOOKED_BACK_AT_ONCE = 100;

  private final Contents contents;
  private final ImportKeys keys;
  private final Map<String, Draft> items = new LinkedHashMap<>();
  private final Map<String, Draft> posts = new LinkedHashMap<>();
  private final Set<String> newTags = new LinkedHashSet<>();
  private final List<Refused> refused = new ArrayList<>();
  private long linked;
  private long unlinked;
  private long changed;
  private long unchanged;

  RowImport(Contents contents, List<Row> rows, ImportKeys keys, PastEvents past) {
    this.contents = contents;
    this.keys = keys;
    rows.forEach(this::take);
    resolve(items, keys.items(store(), items.keySet()));
    resolve(posts, keys.posts(store(), posts.keySet()));
    for (Kind kind : Kind.values()) {
      compare(drafts(kind), past);
      drafts(kind).removeIf(this::isRefused);
      compareTags(kind);
    }
    refused.sort(Comparator.comparingLong(Refused::line));
  }

  /** What the rows come to where they are written. */
  Imported outcome() {
    return new Imported(
        added(Kind.ITEM),
        added(Kind.POST),
        Set.copyOf(newTags),
        linked,
        unlinked,
        changed,
        unchanged,
        List.copyOf(refused));
  }

  void write(Consumer<Event> apply, Ids ids) {
    Map<String, Integer> made = new HashMap<>();
    for (String name : newTags) {
      TagId tag = ids.nextTag(store());
      made.put(name, tag.value());
      apply.accept(new Event.TagAdded(store(), tag, name));
    }
    for (Kind kind : Kind.values()) {
      write(drafts(kind), apply, ids);
    }
    unlinks().pieces().forEach(piece -> apply.accept(piece.unlinkedIn(store())));
    links(made).pieces().forEach(piece -> apply.accept(piece.linkedIn(store())));
  }

  private void take(Row row) {
    switch (row) {
      case Row.OfTags tags -> remember(tags.tags());
      case Row.OfItem item -> take(item, items);
      case Row.OfPost post -> take(post, posts);
    }
  }

  private void take(Row.OfThing row, Map<String, Draft> drafts) {
    Draft draft = drafts.putIfAbsent(row.key(), new Draft(row));
    if (draft != null) {
      count(draft.add(row));
    }
  }

  private void resolve(Map<String, Draft> drafts, Map<String, ? extends BearerId> known) {
    drafts.forEach(
        (key, draft) -> {
          BearerId id = known.get(key);
          if (id != null) {
            draft.is(id, contents.has(id));
          }
        });
  }

  private void compare(Collection<Draft> drafts, PastEvents past) {
    Map<Integer, Draft> lastTold = new HashMap<>();
    for (Draft draft : drafts) {
      if (draft.isPresent()) {
        lastTold.put(contents.lastChange(draft.id()), draft);
        if (lastTold.size() == LOOKED_BACK_AT_ONCE) {
          compare(lastTold, past);
        }
      }
    }
    compare(lastTold, past);
  }

  private void compare(Map<Integer, Draft> lastTold, PastEvents past) {
    Map<Integer, Event> told = past.at(store(), Set.copyOf(lastTold.keySet()));
    lastTold.forEach(
        (sequence, draft) -> {
          Event last = told.get(sequence);
          if (last == null) {
            throw new IllegalStateException("The log has no event " + sequence + " of " + store());
          }
          draft.compare(last);
        });
    lastTold.clear();
  }

  private boolean isRefused(Draft draft) {
    List<String> missing = draft.isPresent() ? List.of() : draft.missing();
    if (!missing.isEmpty()) {
      refused.add(new Refused(draft.row().line(), String.join(" ", missing)));
    }
    return !missing.isEmpty();
  }

  private void compareTags(Kind kind) {
    RoaringBitmap present = new RoaringBitmap();
    drafts(kind).stream().filter(Draft::isPresent).forEach(it -> present.add(it.id().value()));
    Map<Integer, Set<Integer>> borne =
        present.isEmpty() ? Map.of() : contents.tags().of(kind, present);
    for (Draft draft : drafts(kind)) {
      boolean isPresent = draft.isPresent();
      draft.compareTags(
          contents.tags(), isPresent ? borne.getOrDefault(draft.id().value(), Set.of()) : Set.of());
      remember(draft.links());
      linked += draft.links().size();
      unlinked += draft.unlinks().size();
      if (isPresent) {
        count(draft.isChanged());
      }
    }
  }

  private void write(Collection<Draft> drafts, Consumer<Event> apply, Ids ids) {
    Map<String, BearerId> claimed = new LinkedHashMap<>();
    for (Draft draft : drafts) {
      if (!draft.hasId()) {
        draft.is(nextId(draft.row(), ids), false);
        claimed.put(draft.row().key(), draft.id());
      }
      Event event = draft.isPresent() ? draft.change() : draft.added(store());
      if (event != null) {
        apply.accept(event);
      }
    }
    keys.claim(store(), claimed);
  }

  private BearerId nextId(Row.OfThing row, Ids ids) {
    return switch (row) {
      case Row.OfItem item -> ids.nextItem(store());
      case Row.OfPost post -> ids.nextPost(store());
    };
  }

  private Pairs unlinks() {
    Pairs pairs = new Pairs();
    for (Kind kind : Kind.values()) {
      Map<Integer, RoaringBitmap> bearers = new TreeMap<>();
      for (Draft draft : drafts(kind)) {
        draft.unlinks().forEach(tag -> add(bearers, tag, draft.id()));
      }
      bearers.forEach((tag, some) -> pairs.add(kind, tag, some));
    }
    return pairs;
  }

  private Pairs links(Map<String, Integer> made) {
    Pairs pairs = new Pairs();
    for (Kind kind : Kind.values()) {
      Map<Integer, RoaringBitmap> bearers = new TreeMap<>();
      for (Draft draft : drafts(kind)) {
        draft.links().forEach(name -> add(bearers, idOf(name, made), draft.id()));
      }
      bearers.forEach((tag, some) -> pairs.add(kind, tag, some));
    }
    return pairs;
  }

  private static void add(Map<Integer, RoaringBitmap> bearers, int tag, BearerId id) {
    bearers.computeIfAbsent(tag, any -> new RoaringBitmap()).add(id.value());
  }

  private int idOf(String name, Map<String, Integer> made) {
    Integer tag = made.containsKey(name) ? made.get(name) : contents.tags().idOf(name);
    if (tag == null) {
      throw new IllegalStateException("No tag was made for a name");
    }
    return tag;
  }

  private void remember(Collection<String> names) {
    names.stream().filter(name -> !contents.tags().isTaken(name)).forEach(newTags::add);
  }

  private void count(boolean isChange) {
    if (isChange) {
      changed++;
    } else {
      unchanged++;
    }
  }

  private long added(Kind kind) {
    return drafts(kind).stream().filter(draft -> !draft.isPresent()).count();
  }

  private Collection<Draft> drafts(Kind kind) {
    return switch (kind) {
      case ITEM -> items.values();
      case POST -> posts.values();
    };
  }

  private StoreId store() {
    return contents.store();
  }
}
