package tagledger.command.store;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tagledger.api.BearerId;
import tagledger.api.Command.Revert;
import tagledger.api.IdSet;
import tagledger.api.ItemId;
import tagledger.api.Links;
import tagledger.api.PostId;
import tagledger.api.Reversal;
import tagledger.api.Reversal.ItemText;
import tagledger.api.Reversal.OfItem;
import tagledger.api.Reversal.OfPost;
import tagledger.api.Reversal.OfTag;
import tagledger.api.Reversal.PostText;
import tagledger.api.Reversal.TagLeaving;
import tagledger.api.Reversal.TagReturning;
import tagledger.api.StoreId;
import tagledger.api.TagId;

/** Words to say a reversal in. */
final class Reversing {

  private final Reversal.OfStore store;
  private final List<OfItem> items = new ArrayList<>();
  private final List<OfPost> posts = new ArrayList<>();
  private final List<OfTag> tags = new ArrayList<>();
  private final Links linked = new Links(new LinkedHashMap<>(), new LinkedHashMap<>());
  private final Links unlinked = new Links(new LinkedHashMap<>(), new LinkedHashMap<>());

  private Reversing(Reversal.OfStore store) {
    this.store = store;
  }

  static Reversing in() {
    return new Reversing(new Reversal.Kept());
  }

  static Reversing returning(@Nullable String name) {
    return new Reversing(new Reversal.Returning(name));
  }

  static Reversing leaving() {
    return new Reversing(new Reversal.Leaving());
  }

  Reversing item(ItemId id, @Nullable Integer version, @Nullable String name, String price) {
    items.add(new OfItem(id, version, new ItemText(name, new BigDecimal(price), null)));
    return this;
  }

  Reversing itemWithKey(ItemId id, String name, String price, String key) {
    items.add(new OfItem(id, null, new ItemText(name, new BigDecimal(price), key)));
    return this;
  }

  Reversing post(PostId id, @Nullable Integer version, String title, String content) {
    posts.add(new OfPost(id, version, new PostText(title, content, null)));
    return this;
  }

  Reversing without(BearerId id, int version) {
    switch (id) {
      case ItemId item -> items.add(new OfItem(item, version, null));
      case PostId post -> posts.add(new OfPost(post, version, null));
    }
    return this;
  }

  Reversing without(TagId tag) {
    tags.add(new TagLeaving(tag));
    return this;
  }

  Reversing tag(TagId tag, @Nullable String name) {
    tags.add(new TagReturning(tag, name));
    return this;
  }

  Reversing linked(TagId tag, int... items) {
    linked.items().put(tag, IdSet.of(items));
    return this;
  }

  Reversing linkedPosts(TagId tag, int... posts) {
    linked.posts().put(tag, IdSet.of(posts));
    return this;
  }

  Reversing unlinked(TagId tag, int... items) {
    unlinked.items().put(tag, IdSet.of(items));
    return this;
  }

  Reversing unlinkedPosts(TagId tag, int... posts) {
    unlinked.posts().put(tag, IdSet.of(posts));
    return this;
  }

  Revert of(StoreId id) {
    return new Revert(
        id,
        new Reversal(
            store,
            items,
            posts,
            tags,
            new Links(Map.copyOf(linked.items()), Map.copyOf(linked.posts())),
            new Links(Map.copyOf(unlinked.items()), Map.copyOf(unlinked.posts()))));
  }
}
