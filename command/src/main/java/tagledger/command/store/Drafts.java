package tagledger.command.store;

import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.roaringbitmap.RoaringBitmap;
import tagledger.api.BearerId;
import tagledger.api.Event;

/** The things of one kind that rows tell of, each once, whichever of its keys a row gives. */
final class Drafts {

  /** How many past events are in memory at once: a post's may be of a megabyte. */
  private static final int LOOKED_BACK_AT_ONCE = 100;

  private final Kind kind;
  private final Contents contents;
  private final Map<String, ? extends BearerId> known;
  private final Map<String, Draft> byKey = new HashMap<>();
  private final Map<BearerId, Draft> byId = new HashMap<>();
  private final Set<Draft> taken = new LinkedHashSet<>();

  /**
   * @param known what those of the keys name that name anything
   */
  Drafts(Kind kind, Contents contents, Map<String, ? extends BearerId> known) {
    this.kind = kind;
    this.contents = contents;
    this.known = known;
  }

  Draft of(String key) {
    return byKey.computeIfAbsent(key, this::make);
  }

  /** Makes it one of those that are written. */
  void take(Draft draft) {
    taken.add(draft);
  }

  /** Those that are written, in the order of their first good rows. */
  Collection<Draft> all() {
    return taken;
  }

  /** Finds out what each row changes. */
  void compare(PastEvents past) {
    Map<Integer, Draft> lastTold = new HashMap<>();
    for (Draft draft : taken) {
      if (draft.isPresent()) {
        lastTold.put(contents.lastChange(draft.id()), draft);
        if (lastTold.size() == LOOKED_BACK_AT_ONCE) {
          compare(lastTold, past);
        }
      } else {
        draft.compare();
      }
    }
    compare(lastTold, past);
    compareTags();
  }

  long added() {
    return taken.stream().filter(draft -> !draft.isPresent()).count();
  }

  /** Who comes to bear each tag, by its name. */
  Map<String, RoaringBitmap> links() {
    Map<String, RoaringBitmap> bearers = new HashMap<>();
    taken.forEach(draft -> draft.links().forEach(name -> add(bearers, name, draft)));
    return bearers;
  }

  /** Who bears each tag no longer. */
  Map<Integer, RoaringBitmap> unlinks() {
    Map<Integer, RoaringBitmap> bearers = new TreeMap<>();
    taken.forEach(draft -> draft.unlinks().forEach(tag -> add(bearers, tag, draft)));
    return bearers;
  }

  /** Gives ids to those that have none, and answers their keys. */
  Map<String, BearerId> name(Ids ids) {
    Map<String, BearerId> named = new LinkedHashMap<>();
    for (Draft draft : taken) {
      if (!draft.hasId()) {
        draft.setId(
            switch (kind) {
              case ITEM -> ids.nextItem(contents.store());
              case POST -> ids.nextPost(contents.store());
            });
        named.put(draft.key(), draft.id());
      }
    }
    return named;
  }

  private Draft make(String key) {
    BearerId id = known.get(key);
    return id == null
        ? new Draft(null, false)
        : byId.computeIfAbsent(id, any -> new Draft(id, contents.has(id)));
  }

  private void compare(Map<Integer, Draft> lastTold, PastEvents past) {
    Map<Integer, Event> told = past.at(contents.store(), Set.copyOf(lastTold.keySet()));
    lastTold.forEach(
        (sequence, draft) -> {
          Event last = told.get(sequence);
          if (last == null) {
            throw new IllegalStateException(
                "The log has no event " + sequence + " of " + contents.store());
          }
          draft.compare(last);
        });
    lastTold.clear();
  }

  private void compareTags() {
    RoaringBitmap present = new RoaringBitmap();
    taken.stream().filter(Draft::isPresent).forEach(it -> present.add(it.id().value()));
    Map<Integer, Set<Integer>> borne =
        present.isEmpty() ? Map.of() : contents.tags().of(kind, present);
    for (Draft draft : taken) {
      draft.compareTags(
          contents.tags(),
          draft.isPresent() ? borne.getOrDefault(draft.id().value(), Set.of()) : Set.of());
    }
  }

  private static <T> void add(Map<T, RoaringBitmap> bearers, T tag, Draft draft) {
    bearers.computeIfAbsent(tag, any -> new RoaringBitmap()).add(draft.id().value());
  }
}
