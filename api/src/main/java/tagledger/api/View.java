package tagledger.api;

import java.math.BigDecimal;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is shown of the catalogue, in the shapes and with the keys of the REST contract. Of what a
 * store or a tag may hold a million of, each is read when its turn comes, and once, where that is
 * too much for the memory.
 */
public sealed interface View {

  int id();

  record PlainStore(int id, String name) implements View {}

  record PlainItem(int id, String name, BigDecimal price) implements View {}

  record PlainTag(int id, String name) implements View {}

  /** Without its content. */
  record PlainPost(int id, String title) implements View {}

  record StoreView(int id, String name, Iterable<PlainItem> items, Iterable<PlainTag> tags)
      implements View {}

  record ItemView(int id, String name, BigDecimal price, PlainStore store, List<PlainTag> tags)
      implements View {}

  record PostView(
      int id, String title, @Nullable String content, PlainStore store, List<PlainTag> tags)
      implements View {}

  record TagView(int id, String name, Iterable<PlainItem> items, PlainStore store)
      implements View {}
}
