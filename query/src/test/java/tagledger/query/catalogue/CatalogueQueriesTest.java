package tagledger.query.catalogue;

import static org.assertj.core.api.Assertions.assertThat;
import static tagledger.query.catalogue.CatalogueInTest.read;

import java.math.BigDecimal;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tagledger.api.Event;
import tagledger.api.Event.ItemAdded;
import tagledger.api.Event.StoreCreated;
import tagledger.api.ItemId;
import tagledger.api.Query.ListItems;
import tagledger.api.Query.Page;
import tagledger.api.StoreId;

class CatalogueQueriesTest {

  private static final StoreId STORE = new StoreId(1);
  private static final BigDecimal PRICE = new BigDecimal("17.99");
  private static final Event CREATED = new StoreCreated(STORE, "My store");
  private static final Event ADDED = new ItemAdded(STORE, new ItemId(1), "Chair", PRICE);

  private static CatalogueInTest catalogue;

  @BeforeAll
  static void start() {
    catalogue = new CatalogueInTest();
  }

  @AfterAll
  static void stop() {
    catalogue.close();
  }

  @BeforeEach
  void empty() {
    catalogue.empty();
  }

  @Test
  void lists_are_paged_by_id() {
    catalogue.given(
        CREATED,
        ADDED,
        new ItemAdded(STORE, new ItemId(2), "Two", PRICE),
        new ItemAdded(STORE, new ItemId(5), "Five", PRICE));
    assertThat(read(catalogue.queries.handle(new ListItems(new Page(1, 1)))))
        .extracting(view -> view.id())
        .containsExactly(2);
    assertThat(read(catalogue.queries.handle(new ListItems(new Page(1, null)))))
        .extracting(view -> view.id())
        .containsExactly(2, 5);
    assertThat(read(catalogue.queries.handle(new ListItems(new Page(5, 10))))).isEmpty();
  }

  @Test
  void a_list_that_is_left_half_read_gives_its_connection_back() {
    catalogue.given(CREATED, ADDED);
    for (int i = 0; i < 20; i++) {
      try (var listing = catalogue.queries.handle(new ListItems(Page.ALL))) {
        assertThat(listing.rows().findFirst()).isPresent();
      }
    }
    assertThat(catalogue.pool.getHikariPoolMXBean().getActiveConnections()).isZero();
  }

  @Test
  void a_batch_tells_how_far_it_brought_the_read_model() {
    long before = catalogue.progress.position();
    catalogue.given(CREATED, ADDED);
    assertThat(catalogue.progress.position()).isGreaterThan(before + 1);
  }
}
