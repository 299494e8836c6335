package tagledger.query.near;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import javax.sql.DataSource;
import org.axonframework.messaging.MetaData;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import tagledger.api.Event;
import tagledger.api.ItemId;
import tagledger.api.NearViews.Written;
import tagledger.api.NearViews.WrittenPage;
import tagledger.api.Query;
import tagledger.api.Query.Page;
import tagledger.api.StoreId;
import tagledger.api.TagId;
import tagledger.api.Versioned;
import tagledger.api.View;
import tagledger.query.catalogue.CatalogueInTest;
import tagledger.query.catalogue.CatalogueInTest.Recorded;
import tagledger.query.projection.Projector;
import tools.jackson.core.StreamWriteFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * What is near of a catalogue's tables, which are in a database of their own, for one test class.
 */
final class NearInTest implements AfterAllCallback {

  static final long MUCH = 100_000_000;
  static final JsonMapper JSON =
      JsonMapper.builder().enable(StreamWriteFeature.WRITE_BIGDECIMAL_AS_PLAIN).build();

  final CatalogueInTest catalogue = new CatalogueInTest();
  final AtomicLong term = new AtomicLong(1);
  private @Nullable Near near;

  /** The tables are empty, this node alone writes, and nothing is near. */
  Near empty() {
    catalogue.empty();
    term.set(1);
    return anew(catalogue.pool(), MUCH);
  }

  /** Nothing is near; the tables are read from there, and so many bytes may be kept. */
  Near anew(DataSource readers, long bytes) {
    if (near != null) {
      near.close();
    }
    NearTables tables = new NearTables(readers, "SELECT position FROM generation");
    Near anew = new Near(tables, term::get, bytes);
    catalogue.follow(anew);
    near = anew;
    return anew;
  }

  static List<Projector.Recorded> change(String name, int sequence, long position) {
    return List.of(
        new Projector.Recorded(
            new Event.ItemChanged(new StoreId(1), new ItemId(1), name, BigDecimal.TEN),
            sequence,
            position,
            MetaData.emptyInstance()));
  }

  static Query.ListItems page(int after, int limit) {
    return new Query.ListItems(new Page(after, limit));
  }

  static Query.OfCatalogue item() {
    return new Query.FindItem(new ItemId(1));
  }

  void givenAnItem() {
    catalogue.apply(
        recorded(
            List.of(
                new Event.StoreCreated(new StoreId(1), "Shop"),
                new Event.ItemAdded(new StoreId(1), new ItemId(1), "Chair", BigDecimal.ONE))));
  }

  static List<Recorded> recorded(List<Event> events) {
    List<Recorded> recorded = new ArrayList<>();
    events.forEach(event -> recorded.add(new Recorded(event, recorded.size())));
    return recorded;
  }

  /** Brings every store near. */
  void bringAll() {
    catalogue
        .list(new Query.ListStores(Page.ALL))
        .forEach(store -> near().loader().load(store.id(), MUCH));
  }

  /** What is near and not what the tables say; that something is not near is no difference. */
  List<String> differences() {
    List<String> differences = new ArrayList<>();
    List<Versioned> all = new ArrayList<>(catalogue.items());
    all.addAll(catalogue.tags());
    all.addAll(catalogue.stores());
    for (Versioned one : all) {
      Written found = find(one.view());
      String expected = JSON.writeValueAsString(one.view()) + one.version();
      if (found != null && !(text(found) + found.version()).equals(expected)) {
        differences.add(text(found) + found.version() + " is not " + expected);
      }
    }
    for (Versioned store : catalogue.stores()) {
      Query.ListTags tags = new Query.ListTags(new StoreId(store.view().id()), Page.ALL);
      Written found = near().find(tags, false);
      String expected = JSON.writeValueAsString(catalogue.list(tags));
      if (found != null && !text(found).equals(expected)) {
        differences.add(text(found) + " is not " + expected);
      }
    }
    List<Versioned> items = catalogue.items();
    int middle = items.isEmpty() ? 0 : items.get(items.size() / 2).view().id();
    for (Query.ListItems query : List.of(page(0, 10_000), page(middle, 3))) {
      WrittenPage found = near().page(query);
      if (found != null && !(text(found) + found.last()).equals(expected(query.page()))) {
        differences.add(text(found) + found.last() + " is not " + expected(query.page()));
      }
    }
    return differences;
  }

  private String expected(Page page) {
    int limit = requireNonNull(page.limit());
    List<View> items = catalogue.list(page(page.after(), limit + 1));
    List<View> some = items.subList(0, Math.min(limit, items.size()));
    return JSON.writeValueAsString(some) + (items.size() > limit ? some.getLast().id() : null);
  }

  @Nullable Written find(View view) {
    return near()
        .find(
            switch (view) {
              case View.ItemView it -> new Query.FindItem(new ItemId(it.id()));
              case View.TagView it -> new Query.FindTag(new TagId(it.id()));
              case View.StoreView it -> new Query.FindStore(new StoreId(it.id()));
              default -> throw new IllegalArgumentException(view.toString());
            },
            false);
  }

  static String text(@Nullable Written written) {
    return new String(requireNonNull(written).json(), UTF_8);
  }

  static String text(@Nullable WrittenPage page) {
    return new String(requireNonNull(page).json(), UTF_8);
  }

  private Near near() {
    return requireNonNull(near);
  }

  @Override
  public void afterAll(ExtensionContext context) {
    if (near != null) {
      near.close();
    }
    catalogue.close();
  }
}
