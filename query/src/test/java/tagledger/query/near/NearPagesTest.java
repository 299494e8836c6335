package tagledger.query.near;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static tagledger.query.near.NearInTest.JSON;
import static tagledger.query.near.NearInTest.MUCH;
import static tagledger.query.near.NearInTest.change;
import static tagledger.query.near.NearInTest.item;
import static tagledger.query.near.NearInTest.page;
import static tagledger.query.near.NearInTest.recorded;
import static tagledger.query.near.NearInTest.text;

import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.springframework.jdbc.datasource.DelegatingDataSource;
import tagledger.api.Event;
import tagledger.api.IdSet;
import tagledger.api.ItemId;
import tagledger.api.NearViews.WrittenPage;
import tagledger.api.Query;
import tagledger.api.Query.Page;
import tagledger.api.StoreId;
import tagledger.api.View;
import tagledger.api.View.ItemView;
import tagledger.query.catalogue.CatalogueInTest.Recorded;
import tagledger.query.projection.Projector;

/** A page of what is near is the one that the tables would have given. */
class NearPagesTest {

  @RegisterExtension private static final NearInTest given = new NearInTest();
  private Near near;

  @BeforeEach
  void empty() {
    near = given.empty();
  }

  @Test
  void no_page_is_near_while_a_batch_that_touches_it_is_being_committed() {
    given.givenAnItem();
    given.bringAll();
    assertThat(text(near.page(page(0, 1)))).contains("Chair");
    List<Projector.Recorded> batch = change("Table", 2, 1_000_000);
    near.committing(batch);
    assertThat(near.page(page(0, 1))).isNull();
    near.committed(batch, true);
    assertThat(text(near.page(page(0, 1)))).contains("Table");
  }

  @Test
  void no_page_is_near_of_which_something_changed_since_the_tables_were_asked() {
    AtomicReference<Runnable> meanwhile = new AtomicReference<>(() -> {});
    near =
        given.anew(
            new DelegatingDataSource(given.catalogue.pool()) {
              @Override
              public Connection getConnection() throws SQLException {
                meanwhile.getAndSet(() -> {}).run();
                return super.getConnection();
              }
            },
            MUCH);
    given.givenAnItem();
    given.bringAll();
    List<Projector.Recorded> batch = change("Table", 2, 1_000_000);
    meanwhile.set(
        () -> {
          near.committing(batch);
          near.committed(batch, true);
        });
    assertThat(near.page(page(0, 1))).isNull();
    assertThat(text(near.page(page(0, 1)))).contains("Table");
    meanwhile.set(
        () -> {
          near.lost(true);
          near.loader().load(1, MUCH);
        });
    assertThat(near.page(page(0, 1))).isNull();
  }

  @Test
  void a_page_shows_what_is_changed_together_together_and_nothing_older_than_the_tables()
      throws Exception {
    int last = 500;
    StoreId store = new StoreId(1);
    given.catalogue.apply(
        recorded(
            List.of(
                new Event.StoreCreated(store, "Shop"),
                new Event.ItemAdded(store, new ItemId(1), "0", BigDecimal.ZERO),
                new Event.ItemAdded(store, new ItemId(2), "0", BigDecimal.ZERO))));
    given.bringAll();
    CompletableFuture<Void> changing =
        CompletableFuture.runAsync(
            () -> {
              for (int i = 1; i <= last; i++) {
                BigDecimal price = BigDecimal.valueOf(i);
                given.catalogue.apply(
                    List.of(
                        new Recorded(
                            new Event.ItemChanged(store, new ItemId(1), null, price), 2L * i + 1),
                        new Recorded(
                            new Event.ItemChanged(store, new ItemId(2), null, price), 2L * i + 2)));
              }
            });
    int pages = 0;
    while (!changing.isDone() || pages == 0) {
      BigDecimal before = prices(given.catalogue.list(page(0, 2))).getFirst();
      WrittenPage page = near.page(page(0, 2));
      if (page != null) {
        pages++;
        List<BigDecimal> prices = prices(List.of(JSON.readValue(page.json(), ItemView[].class)));
        assertThat(prices).hasSize(2).containsOnly(prices.getFirst());
        assertThat(prices.getFirst()).isGreaterThanOrEqualTo(before);
      }
    }
    changing.get();
    assertThat(prices(given.catalogue.list(page(0, 2)))).containsOnly(BigDecimal.valueOf(last));
  }

  @Test
  void a_store_of_which_pages_are_read_comes_into_memory() {
    given.givenAnItem();
    await().until(() -> near.page(page(0, 1)) != null);
  }

  @Test
  void a_list_without_limit_or_of_some_stores_alone_is_not_near() {
    given.givenAnItem();
    given.bringAll();
    assertThat(near.page(new Query.ListItems(Page.ALL))).isNull();
    assertThat(near.page(new Query.ListItems(new Page(0, 1), IdSet.of(1)))).isNull();
  }

  private static List<BigDecimal> prices(List<? extends View> items) {
    return items.stream().map(item -> ((ItemView) item).price()).toList();
  }
}
