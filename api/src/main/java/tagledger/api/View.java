package tagledger.api;

import java.math.BigDecimal;
import java.util.List;

/** What is shown of the catalogue, in the shapes and with the keys of the REST contract. */
public sealed interface View {

  int id();

  record PlainStore(int id, String name) implements View {}

  record PlainItem(int id, String name, BigDecimal price) implements View {}

  record PlainTag(int id, String name) implements View {}

  record StoreView(int id, String name, List<PlainItem> items, List<PlainTag> tags)
      implements View {}

  record ItemView(int id, String name, BigDecimal price, PlainStore store, List<PlainTag> tags)
      implements View {}

  record TagView(int id, String name, List<PlainItem> items, PlainStore store) implements View {}
}
