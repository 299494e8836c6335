package tagledger.query.catalogue;

import java.math.BigDecimal;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.ToIntFunction;
import org.jspecify.annotations.Nullable;
import tagledger.api.IdSet;
import tagledger.api.TagId;

/** Knows in the plainest way what a history comes to. */
class CatalogueState {

  static final class Shop {
    final String name;
    int version;

    Shop(String name) {
      this.name = name;
    }
  }

  /** An item, which has a price, or a post, which may have a content. */
  static final class Bearer {
    final int store;
    String name = "";
    BigDecimal price = BigDecimal.ZERO;
    @Nullable String content;
    @Nullable String key;
    int change;
    int link;

    Bearer(int store) {
      this.store = store;
    }

    int version() {
      return Math.max(change, link);
    }
  }

  static final class Tag {
    final int store;
    final String name;
    int version;
    final TreeSet<Integer> items = new TreeSet<>();
    final TreeSet<Integer> posts = new TreeSet<>();

    Tag(int store, String name) {
      this.store = store;
      this.name = name;
    }
  }

  final TreeMap<Integer, Shop> stores = new TreeMap<>();
  final TreeMap<Integer, Bearer> items = new TreeMap<>();
  final TreeMap<Integer, Bearer> posts = new TreeMap<>();
  final TreeMap<Integer, Tag> tags = new TreeMap<>();

  /** A tag is shown with its items: their changes are changes of it, their links are not. */
  final int versionOf(Tag tag) {
    return tag.items.stream()
        .mapToInt(item -> present(items.get(item)).change)
        .reduce(tag.version, Math::max);
  }

  final void linked(
      Map<TagId, IdSet> ofItems, Map<TagId, IdSet> ofPosts, boolean present, int sequence) {
    ofItems.forEach(
        (id, some) -> {
          Tag tag = present(tags.get(id.value()));
          tag.version = sequence;
          set(tag.items, items, some, present, sequence);
        });
    ofPosts.forEach(
        (id, some) -> set(present(tags.get(id.value())).posts, posts, some, present, sequence));
  }

  private static void set(
      TreeSet<Integer> of, Map<Integer, Bearer> all, IdSet some, boolean present, int sequence) {
    for (int id : some.ids().toArray()) {
      present(all.get(id)).link = sequence;
      if (present) {
        of.add(id);
      } else {
        of.remove(id);
      }
    }
  }

  static <T> TreeSet<Integer> in(int store, Map<Integer, T> things, ToIntFunction<T> of) {
    TreeSet<Integer> ids = new TreeSet<>(things.keySet());
    ids.removeIf(id -> of.applyAsInt(present(things.get(id))) != store);
    return ids;
  }

  static IdSet ids(TreeSet<Integer> ids) {
    return IdSet.of(ids.stream().mapToInt(Integer::intValue).toArray());
  }

  static String shown(@Nullable String name) {
    return name == null ? "(redacted)" : name;
  }

  static <T> T present(@Nullable T thing) {
    return Objects.requireNonNull(thing);
  }
}
