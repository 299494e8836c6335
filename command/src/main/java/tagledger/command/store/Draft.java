package tagledger.command.store;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tagledger.api.BearerId;
import tagledger.api.Event;
import tagledger.api.ItemId;
import tagledger.api.PostId;
import tagledger.api.Row;
import tagledger.api.StoreId;

/** A thing as rows of a file tell of it, and what that makes of the thing that the store has. */
final class Draft {

  private Row.OfThing row;
  private @Nullable BearerId id;
  private boolean present;
  private @Nullable Event change;
  private Set<String> links = Set.of();
  private Set<Integer> unlinks = Set.of();

  Draft(Row.OfThing row) {
    this.row = row;
  }

  Row.OfThing row() {
    return row;
  }

  /**
   * Takes in a later row with the same key.
   *
   * @return whether that one says otherwise
   */
  boolean add(Row.OfThing later) {
    Row.OfThing both = merge(row, later);
    boolean isOther = !both.equals(row);
    row = both;
    return isOther;
  }

  /** What its key names, also where that was deleted. */
  void is(BearerId named, boolean isPresent) {
    id = named;
    present = isPresent;
  }

  boolean hasId() {
    return id != null;
  }

  BearerId id() {
    return requireNonNull(id);
  }

  boolean isPresent() {
    return present;
  }

  /** Finds out what changes of the thing, by the last event that told of it. */
  void compare(Event last) {
    change =
        switch (row) {
          case Row.OfItem it -> {
            Event.ItemChanged was = Told.item(last);
            Event.ItemChanged now = Told.with(was, it.name(), it.price());
            yield Told.same(now, was) ? null : now;
          }
          case Row.OfPost it -> {
            Event.PostChanged was = Told.post(last);
            Event.PostChanged now = Told.with(was, it.title(), it.content());
            yield now.equals(was) ? null : now;
          }
        };
  }

  /** What changes of a thing that is present, if anything does. */
  @Nullable Event change() {
    return change;
  }

  /** How it is added where it is not present. */
  Event added(StoreId store) {
    return switch (row) {
      case Row.OfItem it ->
          new Event.ItemAdded(
              store, (ItemId) id(), it.name(), requireNonNull(it.price()), it.key());
      case Row.OfPost it ->
          new Event.PostAdded(store, (PostId) id(), it.title(), it.content(), it.key());
    };
  }

  /** What a thing cannot be added without, and is not given. */
  List<String> missing() {
    List<String> missing = new ArrayList<>();
    switch (row) {
      case Row.OfItem item -> {
        require(item.name(), "name", missing);
        require(item.price(), "price", missing);
      }
      case Row.OfPost post -> require(post.title(), "title", missing);
    }
    return missing;
  }

  /** Finds out which links come and go, where the rows give tags. */
  void compareTags(Tags tags, Set<Integer> borne) {
    if (row.tags() == null) {
      return;
    }
    links = new LinkedHashSet<>();
    unlinks = new HashSet<>(borne);
    for (String name : row.tags()) {
      Integer tag = tags.idOf(name);
      if (tag == null || !borne.contains(tag)) {
        links.add(name);
      } else {
        unlinks.remove(tag);
      }
    }
  }

  /** The names of tags that it comes to bear. */
  Set<String> links() {
    return links;
  }

  /** The tags that it bears no longer. */
  Set<Integer> unlinks() {
    return unlinks;
  }

  boolean isChanged() {
    return change != null || !links.isEmpty() || !unlinks.isEmpty();
  }

  private static void require(@Nullable Object value, String field, List<String> missing) {
    if (value == null) {
      missing.add(field + ": Missing data for required field.");
    }
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
            latest(earlier.tags(), it.tags()));
      }
      case Row.OfPost it -> {
        Row.OfPost earlier = (Row.OfPost) was;
        yield new Row.OfPost(
            was.line(),
            was.key(),
            latest(earlier.title(), it.title()),
            latest(earlier.content(), it.content()),
            latest(earlier.tags(), it.tags()));
      }
    };
  }

  private static <T> @Nullable T latest(@Nullable T was, @Nullable T now) {
    return now == null ? was : now;
  }
}
