package tagledger.query.history;

import java.util.Objects;
import org.jspecify.annotations.Nullable;
import tagledger.api.Change.Detail;
import tagledger.api.Change.ItemLink;
import tagledger.api.Change.ItemState;
import tagledger.api.Change.PostLink;
import tagledger.api.Change.PostState;
import tagledger.api.Change.State;
import tagledger.api.Change.StoreState;
import tagledger.api.Change.TagState;
import tagledger.api.ThingKind;
import tagledger.query.sql.ViewRows;

/** Says what happened, for people: of one thing what became of it, of many how many. */
final class Summary {

  private Summary() {}

  /**
   * @param first of its details, if there is any
   */
  static String of(Entry entry, @Nullable DetailRow first) {
    String text = words(entry.counts(), first);
    if (entry.undoes() != null) {
      return "Undid " + entry.undoes() + ": " + text;
    }
    return entry.imported() ? "Import: " + text : text;
  }

  private static String words(Counts counts, @Nullable DetailRow first) {
    if (first == null) {
      return "Nothing changed";
    }
    if (counts.things() == 0 && counts.of(ThingKind.LINK) == 1) {
      return link(first);
    }
    Detail detail = first.detail();
    State state = detail.last();
    if (state instanceof StoreState store && counts.of(ThingKind.STORE) == 1) {
      return store(store, detail, counts);
    }
    if (counts.things() != 1) {
      return Tally.of(counts);
    }
    return switch (state) {
      case ItemState it -> item(it, detail) + Tally.also(detail, counts);
      case PostState it -> post(it, detail) + Tally.also(detail, counts);
      case TagState it ->
          became("Tag " + Quoted.of(it.name()), detail) + Tally.also(detail, counts);
      case StoreState it -> store(it, detail, counts);
      case ItemLink it -> Tally.of(counts);
      case PostLink it -> Tally.of(counts);
    };
  }

  private static String store(StoreState it, Detail detail, Counts counts) {
    String store = "Store " + Quoted.of(it.name());
    return (detail.before() == null ? store + " created" : store + " deleted") + Tally.with(counts);
  }

  private static String item(ItemState it, Detail detail) {
    String item = "Item " + Quoted.of(it.name());
    if (!(detail.before() instanceof ItemState was) || detail.after() == null) {
      return detail.after() == null
          ? item + " deleted"
          : item + " added at " + it.price().toPlainString();
    }
    boolean priced = was.price().compareTo(it.price()) != 0;
    String price = "price " + was.price().toPlainString() + " → " + it.price().toPlainString();
    if (!was.name().equals(it.name())) {
      return "Item " + renamed(was.name(), it.name()) + (priced ? ", " + price : "");
    }
    return priced ? item + ": " + price : item + " changed";
  }

  private static String post(PostState it, Detail detail) {
    String post = "Post " + Quoted.of(it.title());
    if (!(detail.before() instanceof PostState was) || detail.after() == null) {
      return became(post, detail);
    }
    if (!was.title().equals(it.title())) {
      return "Post "
          + renamed(was.title(), it.title())
          + (Objects.equals(was.content(), it.content()) ? "" : ", content changed");
    }
    return post + (Objects.equals(was.content(), it.content()) ? " changed" : ": content changed");
  }

  private static String renamed(String before, String after) {
    return Quoted.of(before) + " renamed to " + Quoted.of(after);
  }

  private static String became(String thing, Detail detail) {
    return detail.before() == null
        ? thing + " added"
        : detail.after() == null ? thing + " deleted" : thing + " changed";
  }

  private static String link(DetailRow row) {
    Detail detail = row.detail();
    boolean added = detail.after() != null;
    return "Tag %s %s %s %s"
        .formatted(
            end(row.tag()),
            added ? "linked to" : "unlinked from",
            detail.last() instanceof ItemLink ? "item" : "post",
            end(row.bearer()));
  }

  private static String end(@Nullable String name) {
    return Quoted.of(name == null ? ViewRows.REDACTED : name);
  }
}
