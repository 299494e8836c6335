package tagledger.command.store;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Map;
import java.util.stream.IntStream;
import tagledger.api.BearerId;
import tagledger.api.Event;
import tagledger.api.IdSet;
import tagledger.api.StoreId;
import tagledger.api.TagId;

/**
 * All that a store remembers, and how events change it. It only assigns: whatever the log holds,
 * replay never refuses.
 */
final class Contents {

  private final StoreId store;
  private boolean deleted;

  /** The sequence number of the last event that changed what is shown of the store itself. */
  private int version;

  private Things items = new Things();
  private Things posts = new Things();
  private Tags tags = new Tags();

  Contents(StoreId store) {
    this.store = store;
  }

  StoreId store() {
    return store;
  }

  boolean isDeleted() {
    return deleted;
  }

  int version() {
    return version;
  }

  Things all(Kind kind) {
    return switch (kind) {
      case ITEM -> items;
      case POST -> posts;
    };
  }

  Tags tags() {
    return tags;
  }

  boolean has(BearerId id) {
    return of(id).contains(id.value());
  }

  boolean has(TagId tag) {
    return tags.contains(tag.value());
  }

  boolean areLinked(BearerId bearer, TagId tag) {
    return has(tag) && tags.get(tag.value()).isBorneBy(Kind.of(bearer), bearer.value());
  }

  IdSet tagsOf(BearerId bearer) {
    return tags.of(Kind.of(bearer), bearer.value());
  }

  /** The sequence number of the event that last told of the thing itself. */
  int lastChange(BearerId id) {
    return of(id).lastChange(id.value());
  }

  int versionOf(BearerId id) {
    return of(id).version(id.value());
  }

  /** A tag is shown with its items: their changes are changes of what is shown of it. */
  int versionOf(TagId tag) {
    Tags.Tag it = tags.get(tag.value());
    return Math.max(it.version(), all(Kind.ITEM).newestChange(it.bearers(Kind.ITEM)));
  }

  /** A measure of its memory. */
  int weight() {
    return 1 + items.size() + posts.size() + 10 * tags.size();
  }

  void apply(Event event, int sequence) {
    switch (event) {
      case Event.StoreCreated created -> version = sequence;
      case Event.StoreDeleted gone -> empty();
      case Event.ItemAdded added -> add(added.item(), sequence);
      case Event.ItemChanged changed -> change(changed.item(), sequence);
      case Event.ItemDeleted gone -> remove(gone.item(), gone.tags(), sequence);
      case Event.PostAdded added -> add(added.post(), sequence);
      case Event.PostChanged changed -> change(changed.post(), sequence);
      case Event.PostDeleted gone -> remove(gone.post(), gone.tags(), sequence);
      case Event.TagAdded added -> {
        tags.add(added.tag().value(), added.name(), sequence);
        version = sequence;
      }
      case Event.TagDeleted gone -> {
        tags.remove(gone.tag().value());
        version = sequence;
      }
      case Event.TagsLinked linked -> {
        link(Kind.ITEM, linked.items(), sequence);
        link(Kind.POST, linked.posts(), sequence);
      }
      case Event.TagsUnlinked unlinked -> {
        unlink(Kind.ITEM, unlinked.items(), sequence);
        unlink(Kind.POST, unlinked.posts(), sequence);
      }
    }
  }

  private void empty() {
    deleted = true;
    items.clear();
    posts.clear();
    tags.clear();
  }

  private void add(BearerId id, int sequence) {
    of(id).add(id.value(), sequence);
    shown(Kind.of(id), sequence);
  }

  private void change(BearerId id, int sequence) {
    of(id).changed(id.value(), sequence);
    shown(Kind.of(id), sequence);
  }

  private void remove(BearerId id, IdSet borne, int sequence) {
    Kind kind = Kind.of(id);
    borne.ids().forEach(tag -> tags.unlink(kind, tag, IntStream.of(id.value()), sequence));
    of(id).remove(id.value());
    shown(kind, sequence);
  }

  /** A store is shown with its items, but not with its posts. */
  private void shown(Kind kind, int sequence) {
    if (kind == Kind.ITEM) {
      version = sequence;
    }
  }

  private void link(Kind kind, Map<TagId, IdSet> pairs, int sequence) {
    pairs.forEach(
        (tag, bearers) -> {
          tags.link(kind, tag.value(), bearers.ids(), sequence);
          bearers.ids().forEach(id -> all(kind).linked(id, sequence));
        });
  }

  private void unlink(Kind kind, Map<TagId, IdSet> pairs, int sequence) {
    pairs.forEach(
        (tag, bearers) -> {
          tags.unlink(kind, tag.value(), bearers.ids(), sequence);
          bearers.ids().forEach(id -> all(kind).linked(id, sequence));
        });
  }

  private Things of(BearerId id) {
    return all(Kind.of(id));
  }

  boolean matches(Contents other) {
    return store.equals(other.store)
        && deleted == other.deleted
        && version == other.version
        && items.matches(other.items)
        && posts.matches(other.posts)
        && tags.matches(other.tags);
  }

  void write(DataOutput out) throws IOException {
    out.writeInt(store.value());
    out.writeBoolean(deleted);
    out.writeInt(version);
    items.write(out);
    posts.write(out);
    tags.write(out);
  }

  static Contents read(DataInput in) throws IOException {
    Contents contents = new Contents(new StoreId(in.readInt()));
    contents.deleted = in.readBoolean();
    contents.version = in.readInt();
    contents.items = Things.read(in);
    contents.posts = Things.read(in);
    contents.tags = Tags.read(in);
    return contents;
  }
}
