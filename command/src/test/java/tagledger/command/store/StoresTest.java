package tagledger.command.store;

import static org.assertj.core.api.Assertions.assertThat;
import static tagledger.api.Precondition.NONE;

import org.junit.jupiter.api.Test;
import tagledger.api.Command.CreateStore;
import tagledger.api.Command.DeleteStore;
import tagledger.api.Event.StoreCreated;
import tagledger.api.IdSet;
import tagledger.api.Precondition;
import tagledger.api.Precondition.AnyVersion;
import tagledger.api.Precondition.Unconditional;
import tagledger.api.Rejection;

class StoresTest extends StoreSpecification {

  @Test
  void creating_a_store_gives_it_an_id_and_its_name() {
    given()
        .when(new CreateStore("My store", NONE))
        .expectEvents(created())
        .expectResultMessagePayload(STORE);
    assertThat(ports.isTaken("My store")).isTrue();
  }

  @Test
  void creating_a_second_store_counts_on() {
    elsewhere(created());
    given()
        .when(new CreateStore("Another", NONE))
        .expectEvents(new StoreCreated(OTHER_STORE, "Another"))
        .expectResultMessagePayload(OTHER_STORE);
  }

  @Test
  void creating_a_store_is_refused_where_its_name_is_taken() {
    elsewhere(created());
    given()
        .when(new CreateStore("My store", NONE))
        .expectNoEvents()
        .expectException(Rejection.StoreNameTaken.class);
    assertThat(ports.nextStore()).as("a refusal burns no id").isEqualTo(OTHER_STORE);
  }

  @Test
  void creating_a_store_is_refused_where_it_is_required_to_exist() {
    given()
        .when(new CreateStore("My store", new Precondition(new AnyVersion(), new Unconditional())))
        .expectNoEvents()
        .expectException(Rejection.PreconditionFailed.class);
  }

  @Test
  void a_store_may_have_the_name_of_a_deleted_one() {
    elsewhere(created(), deleted(IdSet.of(), IdSet.of()));
    given()
        .when(new CreateStore("My store", NONE))
        .expectEvents(new StoreCreated(OTHER_STORE, "My store"));
  }

  @Test
  void deleting_an_empty_store_says_so_and_frees_its_name() {
    given(created())
        .when(new DeleteStore(STORE, NONE))
        .expectEvents(deleted(IdSet.of(), IdSet.of()))
        .expectResultMessagePayload(STORE);
    assertThat(ports.isTaken("My store")).isFalse();
  }

  @Test
  void deleting_a_store_tells_of_its_links_first_and_then_of_all_that_was_in_it() {
    given(
            created(),
            added(CHAIR, "Chair"),
            added(TABLE, "Table"),
            added(WOOD, "wood"),
            added(STEEL, "steel"),
            linked(WOOD, 1, 2))
        .when(new DeleteStore(STORE, NONE))
        .expectEvents(unlinked(WOOD, 1, 2), deleted(IdSet.of(1, 2), IdSet.of(1, 2)));
  }

  @Test
  void deleting_a_store_again_is_refused() {
    given(created(), deleted(IdSet.of(), IdSet.of()))
        .when(new DeleteStore(STORE, NONE))
        .expectNoEvents()
        .expectException(Rejection.NotFound.class);
  }

  @Test
  void deleting_a_store_is_refused_at_another_version() {
    given(created(), added(CHAIR, "Chair"))
        .when(new DeleteStore(STORE, ifMatch(0)))
        .expectNoEvents()
        .expectException(Rejection.PreconditionFailed.class);
    assertThat(ports.isTaken("My store")).as("its name stays").isTrue();
  }

  @Test
  void links_are_no_change_of_the_store() {
    given(created(), added(CHAIR, "Chair"), added(WOOD, "wood"), linked(WOOD, 1))
        .when(new DeleteStore(STORE, ifMatch(2)))
        .expectEvents(unlinked(WOOD, 1), deleted(IdSet.of(1), IdSet.of(1)));
  }
}
