package tagledger.command.store;

import static org.assertj.core.api.Assertions.assertThat;
import static tagledger.api.Precondition.NONE;

import java.math.BigDecimal;
import org.junit.jupiter.api.Test;
import tagledger.api.Command.AddItem;
import tagledger.api.Command.DeleteItem;
import tagledger.api.Event.ItemAdded;
import tagledger.api.Event.ItemDeleted;
import tagledger.api.IdSet;
import tagledger.api.ItemId;
import tagledger.api.Rejection;

class ItemsTest extends StoreSpecification {

  @Test
  void adding_an_item_gives_it_an_id() {
    given(created())
        .when(new AddItem(STORE, "Chair", PRICE, NONE))
        .expectEvents(added(CHAIR, "Chair"))
        .expectResultMessagePayload(CHAIR);
  }

  @Test
  void adding_the_same_item_again_makes_another() {
    given(created(), added(CHAIR, "Chair"))
        .when(new AddItem(STORE, "Chair", PRICE, NONE))
        .expectEvents(added(TABLE, "Chair"))
        .expectResultMessagePayload(TABLE);
  }

  @Test
  void a_price_is_kept_exactly() {
    given(created())
        .when(new AddItem(STORE, "Chair", new BigDecimal("10.50"), NONE))
        .expectEvents(new ItemAdded(STORE, CHAIR, "Chair", new BigDecimal("10.50")));
  }

  @Test
  void adding_an_item_to_a_deleted_store_is_refused() {
    given(created(), deleted(IdSet.of(), IdSet.of()))
        .when(new AddItem(STORE, "Chair", PRICE, NONE))
        .expectNoEvents()
        .expectException(Rejection.NotFound.class);
    assertThat(ports.nextItem(STORE)).as("a refusal burns no id").isEqualTo(CHAIR);
  }

  @Test
  void adding_an_item_is_refused_where_the_store_is_at_another_version() {
    given(created(), added(CHAIR, "Chair"))
        .when(new AddItem(STORE, "Table", PRICE, ifMatch(0)))
        .expectNoEvents()
        .expectException(Rejection.PreconditionFailed.class);
  }

  @Test
  void deleting_an_item_names_the_tags_that_it_bore() {
    given(
            created(),
            added(CHAIR, "Chair"),
            added(WOOD, "wood"),
            added(STEEL, "steel"),
            linked(WOOD, 1),
            linked(STEEL, 1))
        .when(new DeleteItem(CHAIR, NONE))
        .expectEvents(new ItemDeleted(STORE, CHAIR, IdSet.of(1, 2)))
        .expectResultMessagePayload(CHAIR);
  }

  @Test
  void deleting_an_item_again_is_refused() {
    given(created(), added(CHAIR, "Chair"), deleted(CHAIR))
        .when(new DeleteItem(CHAIR, NONE))
        .expectNoEvents()
        .expectException(Rejection.NotFound.class);
  }

  @Test
  void deleting_an_item_that_no_store_has_had_is_refused() {
    given(created())
        .when(new DeleteItem(new ItemId(9), NONE))
        .expectNoEvents()
        .expectException(Rejection.NotFound.class);
  }

  @Test
  void deleting_an_item_of_a_deleted_store_is_refused() {
    given(created(), added(CHAIR, "Chair"), deleted(IdSet.of(1), IdSet.of()))
        .when(new DeleteItem(CHAIR, NONE))
        .expectNoEvents()
        .expectException(Rejection.NotFound.class);
  }

  @Test
  void deleting_an_item_is_refused_at_another_version() {
    given(created(), added(CHAIR, "Chair"), changed(CHAIR, "Armchair", "17.99"))
        .when(new DeleteItem(CHAIR, ifMatch(1)))
        .expectNoEvents()
        .expectException(Rejection.PreconditionFailed.class);
  }

  @Test
  void a_new_link_is_a_new_version_of_the_item() {
    given(created(), added(CHAIR, "Chair"), added(WOOD, "wood"), linked(WOOD, 1))
        .when(new DeleteItem(CHAIR, ifMatch(3)))
        .expectEvents(deleted(CHAIR, 1));
  }
}
