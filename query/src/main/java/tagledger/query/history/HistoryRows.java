package tagledger.query.history;

import java.math.BigDecimal;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.axonframework.messaging.MetaData;
import org.jspecify.annotations.Nullable;
import tagledger.api.Event;
import tagledger.api.IdSet;
import tagledger.api.Metadata;
import tagledger.api.TagId;

/** The rows to which some events come, in the order of the log. For one thread. */
final class HistoryRows {

  private static final int ROW = 100;

  /** What begins with a thing: of whom it is, and by which key an import knows it. */
  record Thing(int store, @Nullable String key) {}

  /** What is said of a thing at one position. */
  record Said(int id, long since) {}

  record ItemValue(int version, @Nullable String name, BigDecimal price) {}

  record PostValue(int version, @Nullable String title, @Nullable String content) {}

  record TagValue(int store, @Nullable String name) {}

  record StoreValue(@Nullable String name) {}

  record Link(int bearer, int tag) {}

  record TagLinksChanged(int tag, long position) {}

  final Spans<Integer, StoreValue> stores = new Spans<>();
  final Spans<Integer, Thing> items = new Spans<>();
  final Spans<Integer, Thing> posts = new Spans<>();
  final Spans<Integer, TagValue> tags = new Spans<>();
  final Spans<Link, Boolean> itemLinks = new Spans<>();
  final Spans<Link, Boolean> postLinks = new Spans<>();
  final Map<Said, ItemValue> itemValues = new LinkedHashMap<>();
  final Map<Said, PostValue> postValues = new LinkedHashMap<>();
  final Set<TagLinksChanged> tagLinksChanged = new HashSet<>();
  final Map<String, ChangeRow> changes = new LinkedHashMap<>();

  /** Stores that were deleted with all that they held before these events, and when. */
  final Map<Integer, Long> emptied = new LinkedHashMap<>();

  /** Of the posts' contents. */
  private long characters;

  int greatestStore;
  int greatestItem;
  int greatestPost;
  int greatestTag;

  /**
   * @param command the position of the first event of the command that did it
   */
  void add(Event event, int sequence, long command, long position, MetaData metadata) {
    change(event, command, position, metadata);
    int store = event.store().value();
    switch (event) {
      case Event.StoreCreated it -> {
        stores.begin(store, command, new StoreValue(it.name()));
        greatestStore = Math.max(greatestStore, store);
      }
      case Event.StoreDeleted it -> empty(store, command);
      case Event.ItemAdded it -> {
        int id = it.item().value();
        items.begin(id, command, new Thing(store, it.key()));
        itemValues.put(new Said(id, command), new ItemValue(sequence, it.name(), it.price()));
        greatestItem = Math.max(greatestItem, id);
      }
      case Event.ItemChanged it ->
          itemValues.put(
              new Said(it.item().value(), command), new ItemValue(sequence, it.name(), it.price()));
      case Event.ItemDeleted it -> remove(items, itemLinks, it.item().value(), it.tags(), command);
      case Event.PostAdded it -> {
        int id = it.post().value();
        posts.begin(id, command, new Thing(store, it.key()));
        put(new Said(id, command), new PostValue(sequence, it.title(), it.content()));
        greatestPost = Math.max(greatestPost, id);
      }
      case Event.PostChanged it ->
          put(
              new Said(it.post().value(), command),
              new PostValue(sequence, it.title(), it.content()));
      case Event.PostDeleted it -> remove(posts, postLinks, it.post().value(), it.tags(), command);
      case Event.TagAdded it -> {
        int id = it.tag().value();
        tags.begin(id, command, new TagValue(store, it.name()));
        greatestTag = Math.max(greatestTag, id);
      }
      case Event.TagDeleted it -> tags.end(it.tag().value(), command);
      case Event.TagsLinked it -> {
        link(itemLinks, it.items(), command);
        link(postLinks, it.posts(), command);
      }
      case Event.TagsUnlinked it -> {
        unlink(itemLinks, it.items(), command);
        unlink(postLinks, it.posts(), command);
      }
    }
  }

  /** A measure of its memory, in rows of some 100 bytes. */
  long size() {
    return items.size()
        + posts.size()
        + tags.size()
        + itemLinks.size()
        + postLinks.size()
        + itemValues.size()
        + postValues.size()
        + changes.size()
        + characters / ROW;
  }

  private void put(Said said, PostValue value) {
    postValues.put(said, value);
    characters += value.content() == null ? 0 : value.content().length();
  }

  private void change(Event event, long command, long position, MetaData metadata) {
    String id =
        metadata.get(Metadata.CHANGE) instanceof String known ? known : "position " + command;
    changes
        .computeIfAbsent(id, any -> new ChangeRow(id, event.store().value(), metadata))
        .add(event, command, position);
  }

  /** Its links have been told of before. */
  private void empty(int store, long at) {
    items.endWhere(item -> item.store() == store, at);
    posts.endWhere(post -> post.store() == store, at);
    tags.endWhere(tag -> tag.store() == store, at);
    stores.end(store, at);
    emptied.putIfAbsent(store, at);
  }

  private void remove(
      Spans<Integer, Thing> things, Spans<Link, Boolean> links, int id, IdSet bore, long at) {
    things.end(id, at);
    bore.ids()
        .forEach(
            tag -> {
              links.end(new Link(id, tag), at);
              tagLinksChanged.add(new TagLinksChanged(tag, at));
            });
  }

  private void link(Spans<Link, Boolean> links, Map<TagId, IdSet> pairs, long at) {
    pairs.forEach(
        (tag, some) -> {
          some.ids().forEach(id -> links.begin(new Link(id, tag.value()), at, true));
          tagLinksChanged.add(new TagLinksChanged(tag.value(), at));
        });
  }

  private void unlink(Spans<Link, Boolean> links, Map<TagId, IdSet> pairs, long at) {
    pairs.forEach(
        (tag, some) -> {
          some.ids().forEach(id -> links.end(new Link(id, tag.value()), at));
          tagLinksChanged.add(new TagLinksChanged(tag.value(), at));
        });
  }
}
