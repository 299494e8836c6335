package tagledger.query.history;

import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.axonframework.messaging.MetaData;
import org.jspecify.annotations.Nullable;
import tagledger.api.Event;
import tagledger.api.EventTypes;
import tagledger.api.IdSet;
import tagledger.api.Metadata;
import tagledger.api.TagId;

/** What some events add to one change. For one thread. */
final class ChangeRow {

  private final String id;
  private final int store;
  private final String actor;
  private final String request;
  private final @Nullable String reason;
  private final @Nullable String undoes;
  private final Set<Long> commands = new LinkedHashSet<>();
  private final Set<String> types = new LinkedHashSet<>();
  private final long[] counts = new long[Count.values().length];
  private long position;

  ChangeRow(String id, int store, MetaData metadata) {
    this.id = id;
    this.store = store;
    this.actor = text(metadata, Metadata.ACTOR, Metadata.ANONYMOUS);
    this.request = text(metadata, Metadata.REQUEST, "");
    this.reason = (String) metadata.get(Metadata.REASON);
    this.undoes = (String) metadata.get(Metadata.UNDOES);
  }

  private static String text(MetaData metadata, String key, String otherwise) {
    return metadata.get(key) instanceof String text ? text : otherwise;
  }

  void add(Event event, long command, long eventPosition) {
    commands.add(command);
    position = eventPosition;
    EventTypes type = EventTypes.ofClass(event.getClass());
    if (type != null) {
      types.add(type.eventName());
    }
    switch (event) {
      case Event.StoreCreated it -> count(Count.STORES_ADDED, 1);
      case Event.StoreDeleted it -> {
        count(Count.STORES_REMOVED, 1);
        count(Count.ITEMS_REMOVED, it.items().size());
        count(Count.POSTS_REMOVED, it.posts().size());
        count(Count.TAGS_REMOVED, it.tags().size());
      }
      case Event.ItemAdded it -> count(Count.ITEMS_ADDED, 1);
      case Event.ItemChanged it -> count(Count.ITEMS_CHANGED, 1);
      case Event.ItemDeleted it -> {
        count(Count.ITEMS_REMOVED, 1);
        count(Count.LINKS_REMOVED, it.tags().size());
      }
      case Event.PostAdded it -> count(Count.POSTS_ADDED, 1);
      case Event.PostChanged it -> count(Count.POSTS_CHANGED, 1);
      case Event.PostDeleted it -> {
        count(Count.POSTS_REMOVED, 1);
        count(Count.LINKS_REMOVED, it.tags().size());
      }
      case Event.TagAdded it -> count(Count.TAGS_ADDED, 1);
      case Event.TagDeleted it -> count(Count.TAGS_REMOVED, 1);
      case Event.TagsLinked it -> count(Count.LINKS_ADDED, pairs(it.items()) + pairs(it.posts()));
      case Event.TagsUnlinked it ->
          count(Count.LINKS_REMOVED, pairs(it.items()) + pairs(it.posts()));
    }
  }

  private void count(Count what, long many) {
    counts[what.ordinal()] += many;
  }

  private static long pairs(Map<TagId, IdSet> some) {
    return some.values().stream().mapToLong(IdSet::size).sum();
  }

  String id() {
    return id;
  }

  int store() {
    return store;
  }

  String actor() {
    return actor;
  }

  String request() {
    return request;
  }

  @Nullable String reason() {
    return reason;
  }

  @Nullable String undoes() {
    return undoes;
  }

  long position() {
    return position;
  }

  /** As PostgreSQL writes an array. */
  String commands() {
    return array(commands.stream().map(String::valueOf));
  }

  /** As PostgreSQL writes an array; names of events need no quotes. */
  String types() {
    return array(types.stream());
  }

  /** As PostgreSQL writes an array. */
  String counts() {
    return array(LongStream.of(counts).mapToObj(String::valueOf));
  }

  private static String array(Stream<String> values) {
    return values.collect(Collectors.joining(",", "{", "}"));
  }
}
