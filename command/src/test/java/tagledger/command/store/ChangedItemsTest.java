package tagledger.command.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.hasProperty;
import static org.hamcrest.Matchers.is;
import static tagledger.api.Precondition.NONE;

import java.math.BigDecimal;
import java.util.List;
import org.hamcrest.Matcher;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import tagledger.api.Command.ChangeItem;
import tagledger.api.Event.ItemAdded;
import tagledger.api.Event.ItemChanged;
import tagledger.api.IdSet;
import tagledger.api.ItemId;
import tagledger.api.Precondition;
import tagledger.api.Precondition.AnyVersion;
import tagledger.api.Precondition.Unconditional;
import tagledger.api.Rejection;
import tagledger.api.StoreId;

class ChangedItemsTest extends StoreSpecification {

  private static final Precondition EXISTS =
      new Precondition(new AnyVersion(), new Unconditional());
  private static final Precondition IS_NEW =
      new Precondition(new Unconditional(), new AnyVersion());

  @Test
  void changing_an_item_tells_the_whole_item() {
    given(created(), added(CHAIR, "Chair"))
        .when(change(CHAIR, null, "Armchair", null, NONE))
        .expectEvents(changed(CHAIR, "Armchair", "17.99"))
        .expectResultMessagePayload(CHAIR);
  }

  @Test
  void changing_an_item_starts_from_its_last_change() {
    given(created(), added(CHAIR, "Chair"), changed(CHAIR, "Armchair", "20"), added(TABLE, "T"))
        .when(change(CHAIR, null, null, "21.5", NONE))
        .expectEvents(changed(CHAIR, "Armchair", "21.5"));
  }

  @Test
  void changing_an_item_to_what_it_is_records_nothing() {
    given(created(), added(CHAIR, "Chair"))
        .when(change(CHAIR, STORE, "Chair", "17.990", NONE))
        .expectNoEvents()
        .expectResultMessagePayload(CHAIR);
  }

  @Test
  void changing_nothing_of_an_item_records_nothing() {
    given(created(), added(CHAIR, "Chair"))
        .when(change(CHAIR, null, null, null, NONE))
        .expectNoEvents()
        .expectSuccessfulHandlerExecution();
  }

  @Test
  void the_store_given_with_an_item_that_exists_means_nothing() {
    given(created(), added(CHAIR, "Chair"))
        .when(change(CHAIR, OTHER_STORE, "Armchair", null, NONE))
        .expectEvents(changed(CHAIR, "Armchair", "17.99"));
  }

  @Test
  void a_redacted_name_stays_absent_while_the_price_changes() {
    given(created(), new ItemAdded(STORE, CHAIR, null, PRICE))
        .when(change(CHAIR, null, null, "1", NONE))
        .expectEvents(new ItemChanged(STORE, CHAIR, null, new BigDecimal("1")));
  }

  @Test
  void changing_an_item_is_refused_at_another_version() {
    given(created(), added(CHAIR, "Chair"), changed(CHAIR, "Armchair", "17.99"))
        .when(change(CHAIR, null, "Chair", null, ifMatch(1)))
        .expectNoEvents()
        .expectException(Rejection.PreconditionFailed.class);
  }

  @Test
  void changing_an_item_that_is_required_to_be_new_is_refused() {
    given(created(), added(CHAIR, "Chair"))
        .when(change(CHAIR, STORE, "Chair", "17.99", IS_NEW))
        .expectNoEvents()
        .expectException(Rejection.PreconditionFailed.class);
  }

  @Test
  void an_unknown_item_is_added_under_the_id_that_is_given() {
    ItemId ahead = new ItemId(7);
    given(created())
        .when(change(ahead, STORE, "Sofa", "99", IS_NEW))
        .expectEvents(new ItemAdded(STORE, ahead, "Sofa", new BigDecimal("99")))
        .expectResultMessagePayload(ahead);
    assertThat(ports.of(ahead)).isEqualTo(STORE);
  }

  @Test
  void a_deleted_item_is_brought_back_in_its_own_store() {
    given(created(), added(CHAIR, "Chair"), deleted(CHAIR))
        .when(change(CHAIR, STORE, "Stool", "5", NONE))
        .expectEvents(new ItemAdded(STORE, CHAIR, "Stool", new BigDecimal("5")));
  }

  @Test
  void a_deleted_item_is_not_brought_back_in_another_store() {
    elsewhere(new ItemAdded(STORE, CHAIR, "Chair", PRICE));
    given(created())
        .when(change(CHAIR, OTHER_STORE, "Chair", "5", NONE))
        .expectNoEvents()
        .expectException(Rejection.NotFound.class);
  }

  @Test
  void an_unknown_item_without_a_store_is_refused() {
    given(created())
        .when(change(CHAIR, null, "Chair", "5", NONE))
        .expectNoEvents()
        .expectException(Rejection.NotFound.class);
  }

  @Test
  void a_deleted_item_without_a_store_is_refused() {
    given(created(), added(CHAIR, "Chair"), deleted(CHAIR))
        .when(change(CHAIR, null, "Chair", "5", NONE))
        .expectNoEvents()
        .expectException(Rejection.NotFound.class);
  }

  @Test
  void an_unknown_item_without_name_and_price_is_refused_naming_both() {
    given(created())
        .when(change(CHAIR, STORE, null, null, NONE))
        .expectNoEvents()
        .expectException(Rejection.Incomplete.class)
        .expectException(refusal(List.of("name", "price")));
  }

  @Test
  void an_unknown_item_without_its_price_is_refused_naming_that() {
    given(created())
        .when(change(CHAIR, STORE, "Chair", null, NONE))
        .expectNoEvents()
        .expectException(refusal(List.of("price")));
    assertThat(ports.of(CHAIR)).as("a refusal takes no id").isNull();
  }

  @Test
  void an_unknown_item_that_is_required_to_exist_is_refused() {
    given(created())
        .when(change(CHAIR, STORE, "Chair", "5", EXISTS))
        .expectNoEvents()
        .expectException(Rejection.PreconditionFailed.class);
    assertThat(ports.of(CHAIR)).as("a refusal takes no id").isNull();
  }

  @Test
  void changing_an_item_of_a_deleted_store_is_refused() {
    given(created(), added(CHAIR, "Chair"), deleted(IdSet.of(1), IdSet.of()))
        .when(change(CHAIR, STORE, "Chair", "5", NONE))
        .expectNoEvents()
        .expectException(Rejection.NotFound.class);
  }

  private static ChangeItem change(
      ItemId item,
      @Nullable StoreId store,
      @Nullable String name,
      @Nullable String price,
      Precondition precondition) {
    return new ChangeItem(
        item, store, name, price == null ? null : new BigDecimal(price), precondition);
  }

  private static Matcher<Object> refusal(List<String> fields) {
    return hasProperty("message", is("Missing: " + String.join(", ", fields)));
  }
}
