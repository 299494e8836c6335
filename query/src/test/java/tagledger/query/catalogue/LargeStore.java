package tagledger.query.catalogue;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.StreamSupport;
import tagledger.api.Event;
import tagledger.api.Event.ItemAdded;
import tagledger.api.Event.StoreCreated;
import tagledger.api.Event.TagAdded;
import tagledger.api.Event.TagsLinked;
import tagledger.api.IdSet;
import tagledger.api.ItemId;
import tagledger.api.StoreId;
import tagledger.api.TagId;
import tagledger.api.View;
import tagledger.api.View.PlainItem;
import tagledger.api.View.PlainStore;
import tagledger.api.View.PlainTag;
import tagledger.api.View.StoreView;
import tagledger.api.View.TagView;

/**
 * A store with as many items as tags, of which the first is borne by all items and the second by
 * one.
 */
public record LargeStore(StoreId id, int size) {

  public static final TagId OF_ALL = new TagId(1);
  public static final TagId OF_ONE = new TagId(2);

  public List<Event> history() {
    List<Event> events = new ArrayList<>();
    events.add(new StoreCreated(id, name()));
    ids().forEach(n -> events.add(new TagAdded(id, new TagId(n), "Tag " + n)));
    ids()
        .forEach(
            n -> events.add(new ItemAdded(id, new ItemId(n), "Item " + n, BigDecimal.valueOf(n))));
    events.add(
        new TagsLinked(
            id,
            Map.of(OF_ALL, IdSet.ofSorted(ids().iterator()), OF_ONE, IdSet.of(size)),
            Map.of()));
    return events;
  }

  public StoreView shown() {
    return new StoreView(
        id.value(), name(), items(), ids().mapToObj(n -> new PlainTag(n, "Tag " + n)).toList());
  }

  public TagView shownTag() {
    return new TagView(
        OF_ALL.value(), "Tag " + OF_ALL.value(), items(), new PlainStore(id.value(), name()));
  }

  /** The same view with all that it shows in memory. */
  public static View read(View view) {
    return switch (view) {
      case StoreView store ->
          new StoreView(store.id(), store.name(), read(store.items()), read(store.tags()));
      case TagView tag -> new TagView(tag.id(), tag.name(), read(tag.items()), tag.store());
      default -> view;
    };
  }

  private static <T> List<T> read(Iterable<T> things) {
    return StreamSupport.stream(things.spliterator(), false).toList();
  }

  private String name() {
    return "Store " + id.value();
  }

  private List<PlainItem> items() {
    return ids().mapToObj(n -> new PlainItem(n, "Item " + n, BigDecimal.valueOf(n))).toList();
  }

  private IntStream ids() {
    return IntStream.rangeClosed(1, size);
  }
}
