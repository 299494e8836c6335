package tagledger.query.catalogue;

import java.math.BigDecimal;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tagledger.api.Event;
import tagledger.api.IdSet;
import tagledger.api.TagId;
import tagledger.query.sql.ViewRows;

/**
 * What a batch of events comes to, row by row: of all that happened to a row, only how it ends is
 * written. For one thread alone.
 */
final class CatalogueChanges {

  /** What a thing begins with, also one that comes back in the batch in which it went. */
  private static final int NO_LINKS = 0;

  private static final int ROW = 100;

  record StoreRow(String name, int version) {}

  /** Only the event that adds a thing tells its key, which a change of it keeps. */
  interface Keyed {

    /** Absent also where the thing was added before this batch, and then of no account. */
    @Nullable String key();
  }

  record ItemRow(int store, String name, BigDecimal price, @Nullable String key, int version)
      implements Keyed {}

  record PostRow(
      int store, String title, @Nullable String content, @Nullable String key, int version)
      implements Keyed {}

  record TagRow(int store, String name, int version) {}

  record Link(int bearer, int tag) {}

  /** The things of one kind that bear tags, and their links. */
  static final class Bearers<R extends Keyed> {

    /** A row that is absent at the end maps to nothing. */
    final Map<Integer, @Nullable R> rows = new LinkedHashMap<>();

    /** Whether each is there at the end. */
    final Map<Link, Boolean> links = new LinkedHashMap<>();

    /** Those that went in this batch, and may have come back, perhaps with another key. */
    final Set<Integer> removed = new HashSet<>();

    /** The last sequence number at which the links of each changed. */
    final Map<Integer, Integer> linksVersions = new HashMap<>();

    private int size() {
      return rows.size() + links.size() + linksVersions.size();
    }

    private void remove(int id, IdSet tags, int sequence) {
      tags.ids().forEach(tag -> link(id, tag, false, sequence));
      rows.put(id, null);
      removed.add(id);
      linksVersions.put(id, NO_LINKS);
    }

    private @Nullable String key(int id) {
      R row = rows.get(id);
      return row == null ? null : row.key();
    }

    private void link(Map<TagId, IdSet> pairs, boolean present, int sequence) {
      pairs.forEach(
          (tag, some) -> some.ids().forEach(id -> link(id, tag.value(), present, sequence)));
    }

    private void link(int id, int tag, boolean present, int sequence) {
      links.put(new Link(id, tag), present);
      linksVersions.put(id, sequence);
    }

    /** Takes out what this batch knew of them: their store is emptied as a whole. */
    private void forget(IdSet ids) {
      Set<Integer> gone = set(ids);
      rows.keySet().removeAll(gone);
      removed.removeAll(gone);
      linksVersions.keySet().removeAll(gone);
      links.keySet().removeIf(link -> gone.contains(link.bearer()));
    }
  }

  final Map<Integer, @Nullable StoreRow> stores = new LinkedHashMap<>();
  final Bearers<ItemRow> items = new Bearers<>();
  final Bearers<PostRow> posts = new Bearers<>();
  final Map<Integer, @Nullable TagRow> tags = new LinkedHashMap<>();

  /** The last sequence number at which each changed in what is shown of it. */
  final Map<Integer, Integer> storeVersions = new HashMap<>();

  final Map<Integer, Integer> tagVersions = new HashMap<>();

  /** Deleted with all that they held before this batch. */
  final Set<Integer> emptied = new HashSet<>();

  /** Of the posts' contents. */
  private long characters;

  void add(Event event, long sequenceNumber) {
    int sequence = Math.toIntExact(sequenceNumber);
    int store = event.store().value();
    switch (event) {
      case Event.StoreCreated it -> stores.put(store, new StoreRow(shown(it.name()), sequence));
      case Event.StoreDeleted it -> empty(it);
      case Event.ItemAdded it -> put(it.item().value(), item(it, sequence));
      case Event.ItemChanged it -> put(it.item().value(), item(it, sequence));
      case Event.ItemDeleted it -> {
        items.remove(it.item().value(), it.tags(), sequence);
        it.tags().ids().forEach(tag -> tagVersions.put(tag, sequence));
        storeVersions.put(store, sequence);
      }
      case Event.PostAdded it -> put(it.post().value(), post(it, sequence));
      case Event.PostChanged it -> put(it.post().value(), post(it, sequence));
      case Event.PostDeleted it -> posts.remove(it.post().value(), it.tags(), sequence);
      case Event.TagAdded it -> {
        tags.put(it.tag().value(), new TagRow(store, shown(it.name()), sequence));
        tagVersions.remove(it.tag().value());
        storeVersions.put(store, sequence);
      }
      case Event.TagDeleted it -> {
        tags.put(it.tag().value(), null);
        tagVersions.remove(it.tag().value());
        storeVersions.put(store, sequence);
      }
      case Event.TagsLinked it -> link(it.items(), it.posts(), true, sequence);
      case Event.TagsUnlinked it -> link(it.items(), it.posts(), false, sequence);
    }
  }

  /** A measure of its memory, in rows of some 100 bytes. */
  long size() {
    return items.size() + posts.size() + tags.size() + characters / ROW;
  }

  private static ItemRow item(Event.ItemAdded it, int sequence) {
    return new ItemRow(it.store().value(), shown(it.name()), it.price(), it.key(), sequence);
  }

  private ItemRow item(Event.ItemChanged it, int sequence) {
    String key = items.key(it.item().value());
    return new ItemRow(it.store().value(), shown(it.name()), it.price(), key, sequence);
  }

  private static PostRow post(Event.PostAdded it, int sequence) {
    return new PostRow(it.store().value(), shown(it.title()), it.content(), it.key(), sequence);
  }

  private PostRow post(Event.PostChanged it, int sequence) {
    String key = posts.key(it.post().value());
    return new PostRow(it.store().value(), shown(it.title()), it.content(), key, sequence);
  }

  private void put(int id, ItemRow row) {
    items.rows.put(id, row);
    storeVersions.put(row.store(), row.version());
  }

  private void put(int id, PostRow row) {
    posts.rows.put(id, row);
    characters += row.content() == null ? 0 : row.content().length();
  }

  private void empty(Event.StoreDeleted it) {
    int store = it.store().value();
    items.forget(it.items());
    posts.forget(it.posts());
    Set<Integer> goneTags = set(it.tags());
    tags.keySet().removeAll(goneTags);
    tagVersions.keySet().removeAll(goneTags);
    stores.put(store, null);
    storeVersions.remove(store);
    emptied.add(store);
  }

  /** A tag is shown with its items, not with its posts. */
  private void link(
      Map<TagId, IdSet> itemPairs, Map<TagId, IdSet> postPairs, boolean present, int sequence) {
    items.link(itemPairs, present, sequence);
    posts.link(postPairs, present, sequence);
    itemPairs.keySet().forEach(tag -> tagVersions.put(tag.value(), sequence));
  }

  private static Set<Integer> set(IdSet ids) {
    Set<Integer> set = new HashSet<>();
    ids.ids().forEach(set::add);
    return set;
  }

  private static String shown(@Nullable String text) {
    return text == null ? ViewRows.REDACTED : text;
  }
}
