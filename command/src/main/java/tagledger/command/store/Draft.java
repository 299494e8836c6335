package tagledger.command.store;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tagledger.api.BearerId;
import tagledger.api.Event;
import tagledger.api.ItemId;
import tagledger.api.PostId;
import tagledger.api.Row;
import tagledger.api.StoreId;

/**
 * A thing as rows of a file tell of it, one after the other, and what that makes of the thing that
 * the store has.
 */
final class Draft {

  private final List<Row.OfThing> rows = new ArrayList<>();

  /** Those of the rows that say otherwise than was so before them. */
  private final BitSet changing = new BitSet();

  private final boolean present;
  private @Nullable BearerId id;

  /** The thing as it is written, where it is. */
  private Row.@Nullable OfThing written;

  private Set<String> links = Set.of();
  private Set<Integer> unlinks = Set.of();

  /**
   * @param id what its key names, also where that was deleted
   */
  Draft(@Nullable BearerId id, boolean present) {
    this.id = id;
    this.present = present;
  }

  boolean hasId() {
    return id != null;
  }

  BearerId id() {
    return requireNonNull(id);
  }

  void setId(BearerId given) {
    id = given;
  }

  boolean isPresent() {
    return present;
  }

  /** What the row lacks where it is the one that adds the thing. */
  List<String> missing(Row.OfThing row) {
    List<String> missing = new ArrayList<>();
    if (!present && rows.isEmpty()) {
      switch (row) {
        case Row.OfItem item -> {
          require(item.name(), "name", missing);
          require(item.price(), "price", missing);
        }
        case Row.OfPost post -> require(post.title(), "title", missing);
      }
    }
    return missing;
  }

  /** Takes in a row that lacks nothing. */
  void add(Row.OfThing row) {
    rows.add(row);
  }

  /** The key of the row that adds it. */
  String key() {
    return rows.getFirst().key();
  }

  /** Finds out how a thing is added that is not present. */
  void compare() {
    written = merge(rows.getFirst(), 1);
  }

  /** Finds out what changes of a thing that is present, by the last event that told of it. */
  void compare(Event last) {
    Row.OfThing was = told(last);
    Row.OfThing now = merge(was, 0);
    written = isSame(now, was) ? null : now;
  }

  /** Finds out which links come and go, where the rows give tags. */
  void compareTags(Tags tags, Set<Integer> borne) {
    Set<String> was =
        borne.stream().map(tags::nameOf).filter(Objects::nonNull).collect(Collectors.toSet());
    boolean isOther = was.size() < borne.size();
    Set<String> now = was;
    for (int i = 0; i < rows.size(); i++) {
      List<String> given = rows.get(i).tags();
      Set<String> next = given == null ? now : new HashSet<>(given);
      if (given != null && (isOther || !next.equals(now))) {
        mark(i);
        isOther = false;
        now = next;
      }
    }
    if (now != was) {
      links = new HashSet<>(now);
      links.removeAll(was);
      unlinks = new HashSet<>(borne);
      for (String name : now) {
        unlinks.remove(tags.idOf(name));
      }
    }
  }

  /** What is told of the thing itself, if anything is. */
  @Nullable Event event(StoreId store) {
    return switch (written) {
      case null -> null;
      case Row.OfItem it -> {
        ItemId item = (ItemId) id();
        yield present
            ? new Event.ItemChanged(store, item, it.name(), requireNonNull(it.price()))
            : new Event.ItemAdded(store, item, it.name(), requireNonNull(it.price()), key());
      }
      case Row.OfPost it -> {
        PostId post = (PostId) id();
        yield present
            ? new Event.PostChanged(store, post, it.title(), it.content())
            : new Event.PostAdded(store, post, it.title(), it.content(), key());
      }
    };
  }

  /** The names of tags that it comes to bear. */
  Set<String> links() {
    return links;
  }

  /** The tags that it bears no longer. */
  Set<Integer> unlinks() {
    return unlinks;
  }

  /**
   * How many rows say otherwise than was so before them: none where the last says what was so
   * before the first. The one that adds the thing is not counted.
   */
  int changes() {
    boolean isChanged = !present || written != null || !links.isEmpty() || !unlinks.isEmpty();
    return isChanged ? changing.cardinality() : 0;
  }

  /** How many rows say what was so already. */
  int repetitions() {
    return rows.size() - changes() - (present ? 0 : 1);
  }

  private Row.OfThing merge(Row.OfThing was, int first) {
    Row.OfThing now = was;
    for (int i = first; i < rows.size(); i++) {
      Row.OfThing next = merge(now, rows.get(i));
      if (!isSame(next, now)) {
        mark(i);
        now = next;
      }
    }
    return now;
  }

  private void mark(int row) {
    if (present || row > 0) {
      changing.set(row);
    }
  }

  private Row.OfThing told(Event last) {
    return switch (rows.getFirst()) {
      case Row.OfItem row -> {
        Event.ItemChanged it = Told.item(last);
        yield new Row.OfItem(row.line(), row.key(), it.name(), it.price(), null);
      }
      case Row.OfPost row -> {
        Event.PostChanged it = Told.post(last);
        yield new Row.OfPost(row.line(), row.key(), it.title(), it.content(), null);
      }
    };
  }

  private static Row.OfThing merge(Row.OfThing was, Row.OfThing now) {
    return switch (now) {
      case Row.OfItem it -> {
        Row.OfItem earlier = (Row.OfItem) was;
        yield new Row.OfItem(
            was.line(),
            was.key(),
            latest(earlier.name(), it.name()),
            latest(earlier.price(), it.price()),
            null);
      }
      case Row.OfPost it -> {
        Row.OfPost earlier = (Row.OfPost) was;
        yield new Row.OfPost(
            was.line(),
            was.key(),
            latest(earlier.title(), it.title()),
            latest(earlier.content(), it.content()),
            null);
      }
    };
  }

  /** Whether both tell the same of the thing itself. */
  private static boolean isSame(Row.OfThing one, Row.OfThing other) {
    return switch (one) {
      case Row.OfItem it -> {
        Row.OfItem that = (Row.OfItem) other;
        yield Objects.equals(it.name(), that.name())
            && requireNonNull(it.price()).compareTo(requireNonNull(that.price())) == 0;
      }
      case Row.OfPost it -> {
        Row.OfPost that = (Row.OfPost) other;
        yield Objects.equals(it.title(), that.title())
            && Objects.equals(it.content(), that.content());
      }
    };
  }

  private static void require(@Nullable Object value, String field, List<String> missing) {
    if (value == null) {
      missing.add(field + ": Missing data for required field.");
    }
  }

  private static <T> @Nullable T latest(@Nullable T was, @Nullable T now) {
    return now == null ? was : now;
  }
}
