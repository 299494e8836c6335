package tagledger.command.store;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.ToLongFunction;
import java.util.stream.Collectors;
import org.roaringbitmap.RoaringBitmap;
import tagledger.api.Event;
import tagledger.api.Imported;
import tagledger.api.Imported.Refused;
import tagledger.api.Row;
import tagledger.api.StoreId;
import tagledger.api.TagId;

/**
 * Decides what rows of a file come to, and then writes it. Each row is judged by what those before
 * it have said: a file comes to the same things, tags and links into however many commands it is
 * cut.
 */
final class RowImport {

  private final Contents contents;
  private final ImportKeys keys;
  private final Map<Kind, Drafts> drafts = new EnumMap<>(Kind.class);
  private final Set<String> newTags = new LinkedHashSet<>();
  private final List<Refused> refused = new ArrayList<>();

  RowImport(Contents contents, List<Row> rows, ImportKeys keys, PastEvents past) {
    this.contents = contents;
    this.keys = keys;
    drafts.put(
        Kind.ITEM,
        new Drafts(Kind.ITEM, contents, keys.items(store(), keysOf(rows, Row.OfItem.class))));
    drafts.put(
        Kind.POST,
        new Drafts(Kind.POST, contents, keys.posts(store(), keysOf(rows, Row.OfPost.class))));
    rows.forEach(this::take);
    drafts.values().forEach(some -> some.compare(past));
  }

  /** What the rows come to where they are written. */
  Imported outcome() {
    return new Imported(
        of(Kind.ITEM).added(),
        of(Kind.POST).added(),
        Set.copyOf(newTags),
        sum(draft -> draft.links().size()),
        sum(draft -> draft.unlinks().size()),
        sum(Draft::changes),
        sum(Draft::repetitions),
        List.copyOf(refused));
  }

  void write(Consumer<Event> apply, Ids ids) {
    Map<String, TagId> made = new HashMap<>();
    for (String name : newTags) {
      TagId tag = ids.nextTag(store());
      made.put(name, tag);
      apply.accept(new Event.TagAdded(store(), tag, name));
    }
    for (Drafts some : drafts.values()) {
      keys.claim(store(), some.name(ids));
      for (Draft draft : some.all()) {
        Event event = draft.event(store());
        if (event != null) {
          apply.accept(event);
        }
      }
    }
    unlinks().pieces().forEach(piece -> apply.accept(piece.unlinkedIn(store())));
    links(made).pieces().forEach(piece -> apply.accept(piece.linkedIn(store())));
  }

  private void take(Row row) {
    switch (row) {
      case Row.OfTags tags -> remember(tags.tags());
      case Row.OfItem item -> take(item, of(Kind.ITEM));
      case Row.OfPost post -> take(post, of(Kind.POST));
    }
  }

  private void take(Row.OfThing row, Drafts some) {
    Draft draft = some.of(row.key());
    List<String> missing = draft.missing(row);
    if (!missing.isEmpty()) {
      refused.add(new Refused(row.line(), String.join(" ", missing)));
      return;
    }
    draft.add(row);
    some.take(draft);
    if (row.tags() != null) {
      remember(row.tags());
    }
  }

  private void remember(Collection<String> names) {
    names.stream().filter(name -> !contents.tags().isTaken(name)).forEach(newTags::add);
  }

  private Pairs unlinks() {
    Pairs pairs = new Pairs();
    drafts.forEach(
        (kind, some) -> some.unlinks().forEach((tag, bearers) -> pairs.add(kind, tag, bearers)));
    return pairs;
  }

  private Pairs links(Map<String, TagId> made) {
    Pairs pairs = new Pairs();
    drafts.forEach(
        (kind, some) -> {
          Map<Integer, RoaringBitmap> byId = new TreeMap<>();
          some.links().forEach((name, bearers) -> byId.put(idOf(name, made), bearers));
          byId.forEach((tag, bearers) -> pairs.add(kind, tag, bearers));
        });
    return pairs;
  }

  private int idOf(String name, Map<String, TagId> made) {
    TagId tag = made.get(name);
    return tag == null ? requireNonNull(contents.tags().idOf(name)) : tag.value();
  }

  private long sum(ToLongFunction<Draft> count) {
    return drafts.values().stream().flatMap(some -> some.all().stream()).mapToLong(count).sum();
  }

  private Drafts of(Kind kind) {
    return requireNonNull(drafts.get(kind));
  }

  private StoreId store() {
    return contents.store();
  }

  private static Set<String> keysOf(List<Row> rows, Class<? extends Row.OfThing> kind) {
    return rows.stream()
        .filter(kind::isInstance)
        .map(row -> kind.cast(row).key())
        .collect(Collectors.toSet());
  }
}
