package tagledger.command.store;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import tagledger.api.Event;
import tagledger.api.Event.ItemAdded;
import tagledger.api.Event.ItemChanged;
import tagledger.api.Event.PostAdded;
import tagledger.api.Event.PostChanged;

/** What the last event that told of a thing said of it, and what it would be with a change. */
final class Told {

  private Told() {}

  static ItemChanged item(Event last) {
    return switch (last) {
      case ItemChanged it -> it;
      case ItemAdded it -> new ItemChanged(it.store(), it.item(), it.name(), it.price());
      default -> throw new IllegalStateException("It tells of no item: " + last);
    };
  }

  static PostChanged post(Event last) {
    return switch (last) {
      case PostChanged it -> it;
      case PostAdded it -> new PostChanged(it.store(), it.post(), it.title(), it.content());
      default -> throw new IllegalStateException("It tells of no post: " + last);
    };
  }

  static ItemChanged with(ItemChanged was, @Nullable String name, @Nullable BigDecimal price) {
    return new ItemChanged(
        was.store(),
        was.item(),
        name == null ? was.name() : name,
        price == null ? was.price() : price);
  }

  static PostChanged with(PostChanged was, @Nullable String title, @Nullable String content) {
    return new PostChanged(
        was.store(),
        was.post(),
        title == null ? was.title() : title,
        content == null ? was.content() : content);
  }

  /** Prices are equal as numbers: 10.5 is 10.50. */
  static boolean same(ItemChanged one, ItemChanged other) {
    return Objects.equals(one.name(), other.name()) && one.price().compareTo(other.price()) == 0;
  }

  /** Which of the fields of an item are not given. */
  static List<String> missing(@Nullable String name, @Nullable BigDecimal price) {
    List<String> missing = new ArrayList<>();
    if (name == null) {
      missing.add("name");
    }
    if (price == null) {
      missing.add("price");
    }
    return missing;
  }
}
