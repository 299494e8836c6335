package tagledger.command.store;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.BiPredicate;
import org.jspecify.annotations.Nullable;
import tagledger.api.BearerId;
import tagledger.api.Event;
import tagledger.api.IdSet;
import tagledger.api.Imported;
import tagledger.api.Imported.Refused;
import tagledger.api.ItemId;
import tagledger.api.PostId;
import tagledger.api.Row;
import tagledger.api.TagId;

/** One store as rows and ordinary commands make it, told in the plainest way: row by row. */
final class RowsModel {

  /** A thing by its texts: name and price, or title and content. */
  record Thing(@Nullable String first, @Nullable Object second, Set<String> tags) {}

  private record Key(boolean isItem, String key) {}

  private final Map<Key, Thing> things = new HashMap<>();
  private final Set<String> tags = new TreeSet<>();

  /** The same, told by events. */
  static RowsModel of(List<Event> history) {
    RowsModel model = new RowsModel();
    Map<BearerId, Key> keys = new HashMap<>();
    Map<TagId, String> names = new HashMap<>();
    for (Event event : history) {
      switch (event) {
        case Event.ItemAdded it -> {
          keys.put(it.item(), new Key(true, requireNonNull(it.key())));
          model.put(keys.get(it.item()), it.name(), it.price().stripTrailingZeros());
        }
        case Event.PostAdded it -> {
          keys.put(it.post(), new Key(false, requireNonNull(it.key())));
          model.put(keys.get(it.post()), it.title(), it.content());
        }
        case Event.ItemChanged it ->
            model.put(keys.get(it.item()), it.name(), it.price().stripTrailingZeros());
        case Event.PostChanged it -> model.put(keys.get(it.post()), it.title(), it.content());
        case Event.ItemDeleted it -> model.things.remove(keys.get(it.item()));
        case Event.PostDeleted it -> model.things.remove(keys.get(it.post()));
        case Event.TagAdded it -> {
          names.put(it.tag(), requireNonNull(it.name()));
          assertThat(model.tags.add(it.name())).as("made once").isTrue();
        }
        case Event.TagDeleted it -> model.tags.remove(names.get(it.tag()));
        case Event.TagsLinked it ->
            model.link(it.items(), it.posts(), keys, names, (some, tag) -> some.add(tag));
        case Event.TagsUnlinked it ->
            model.link(it.items(), it.posts(), keys, names, (some, tag) -> some.remove(tag));
        case Event.StoreCreated it -> {}
        case Event.StoreDeleted it -> throw new IllegalStateException("Not asked for: " + it);
      }
    }
    return model;
  }

  /** A pair that is told of has changed. */
  private void link(
      Map<TagId, IdSet> items,
      Map<TagId, IdSet> posts,
      Map<BearerId, Key> keys,
      Map<TagId, String> names,
      BiPredicate<Set<String>, String> change) {
    items.forEach(
        (tag, some) ->
            some.ids().forEach(id -> link(keys.get(new ItemId(id)), names.get(tag), change)));
    posts.forEach(
        (tag, some) ->
            some.ids().forEach(id -> link(keys.get(new PostId(id)), names.get(tag), change)));
  }

  private void link(
      @Nullable Key key, @Nullable String tag, BiPredicate<Set<String>, String> change) {
    Set<String> borne = requireNonNull(things.get(requireNonNull(key))).tags();
    assertThat(change.test(borne, requireNonNull(tag))).isTrue();
  }

  private void put(@Nullable Key named, @Nullable String first, @Nullable Object second) {
    Key key = requireNonNull(named);
    Thing was = things.get(key);
    things.put(key, new Thing(first, second, was == null ? new TreeSet<>() : was.tags()));
  }

  /** The whole catalogue, as text to be compared. */
  String shown() {
    Map<String, Thing> shown = new TreeMap<>();
    things.forEach((key, thing) -> shown.put(key.toString(), thing));
    return tags
        + "\n"
        + String.join("\n", shown.entrySet().stream().map(Object::toString).toList());
  }

  /** Takes in rows, and answers how many of them did what. */
  Counts take(List<Row> rows) {
    Map<Key, Thing> before = Map.copyOf(things);
    Map<Key, Integer> changes = new HashMap<>();
    Counts counts = new Counts();
    rows.forEach(row -> take(row, counts, changes));
    changes.forEach(
        (key, changed) -> {
          boolean isTakenBack = Objects.equals(before.get(key), things.get(key));
          counts.changed += isTakenBack ? 0 : changed;
          counts.unchanged += isTakenBack ? changed : 0;
        });
    return counts;
  }

  static final class Counts {
    long items;
    long posts;
    long changed;
    long unchanged;
    final Set<Long> refused = new TreeSet<>();

    static Counts of(Imported imported) {
      Counts counts = new Counts();
      counts.items = imported.items();
      counts.posts = imported.posts();
      counts.changed = imported.changed();
      counts.unchanged = imported.unchanged();
      imported.refused().stream().map(Refused::line).forEach(counts.refused::add);
      return counts;
    }

    @Override
    public String toString() {
      return "%d items, %d posts, %d changed, %d unchanged, refused %s"
          .formatted(items, posts, changed, unchanged, refused);
    }
  }

  private void take(Row row, Counts counts, Map<Key, Integer> changes) {
    switch (row) {
      case Row.OfTags it -> tags.addAll(it.tags());
      case Row.OfItem it -> {
        boolean isWhole = it.name() != null && it.price() != null;
        Object price = it.price() == null ? null : it.price().stripTrailingZeros();
        counts.items +=
            take(it, new Key(true, it.key()), isWhole, it.name(), price, counts, changes);
      }
      case Row.OfPost it -> {
        boolean isWhole = it.title() != null;
        Key key = new Key(false, it.key());
        counts.posts += take(it, key, isWhole, it.title(), it.content(), counts, changes);
      }
    }
  }

  /** Answers how many things were added. */
  private int take(
      Row row,
      Key key,
      boolean isWhole,
      @Nullable String first,
      @Nullable Object second,
      Counts counts,
      Map<Key, Integer> changes) {
    Thing was = things.get(key);
    if (was == null && !isWhole) {
      counts.refused.add(row.line());
      return 0;
    }
    Set<String> given = row.tags() == null ? null : new TreeSet<>(row.tags());
    tags.addAll(given == null ? Set.of() : given);
    if (was == null) {
      things.put(key, new Thing(first, second, given == null ? new TreeSet<>() : given));
      return 1;
    }
    Thing now =
        new Thing(
            first == null ? was.first() : first,
            second == null ? was.second() : second,
            given == null ? was.tags() : given);
    things.put(key, now);
    if (now.equals(was)) {
      counts.unchanged++;
    } else {
      changes.merge(key, 1, Integer::sum);
    }
    return 0;
  }

  boolean has(boolean isItem, String key) {
    return things.containsKey(new Key(isItem, key));
  }

  void delete(boolean isItem, String key) {
    things.remove(new Key(isItem, key));
  }

  void rename(boolean isItem, String key, String name) {
    things.computeIfPresent(
        new Key(isItem, key), (k, was) -> new Thing(name, was.second(), was.tags()));
  }

  boolean isBorne(String tag) {
    return things.values().stream().anyMatch(thing -> thing.tags().contains(tag));
  }

  boolean hasTag(String tag) {
    return tags.contains(tag);
  }

  void deleteTag(String tag) {
    tags.remove(tag);
  }
}
