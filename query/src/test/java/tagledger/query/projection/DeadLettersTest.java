package tagledger.query.projection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.dao.DataAccessException;
import tagledger.api.DeadLetters.StillDead;
import tagledger.api.Event;
import tagledger.api.ItemId;
import tagledger.api.StoreId;
import tagledger.query.catalogue.CatalogueProjector;

/** An event of which nothing can be made keeps its own store waiting, and nobody else. */
class DeadLettersTest {

  private static final StoreId GOOD = new StoreId(1);
  private static final StoreId BAD = new StoreId(2);
  private static final StoreId WORSE = new StoreId(3);

  private final ParkingInTest tables = new ParkingInTest("catalogue", new CatalogueProjector());
  private final long[] sequences = new long[4];
  private int items;

  @BeforeEach
  void three_stores() {
    for (StoreId store : List.of(GOOD, BAD, WORSE)) {
      tables.log(new Event.StoreCreated(store, "Store " + store.value()), 0, Map.of());
    }
    tables.takeAll();
  }

  @AfterEach
  void stop() {
    tables.close();
  }

  @Test
  void the_store_of_a_bad_event_waits_and_all_others_go_on() {
    poison();
    added(GOOD, "Chair");
    added(BAD, "Stool");
    added(BAD, "poison");
    added(GOOD, "Table");
    added(BAD, "Bench");
    tables.takeAll();
    added(BAD, "Lamp");
    added(GOOD, "Bed");
    tables.takeAll();

    assertThat(names()).containsExactly("Chair", "Stool", "Table", "Bed");
    assertThat(tables.parked()).containsExactly("store 2 at 6, 1");
    assertThat(tables.token()).isEqualTo(tables.progress.position()).isEqualTo(tables.head());
    assertThat(tables.progress.parked()).isEqualTo(1);
    assertThat(tables.cause()).contains("poison_is_refused", "23514").doesNotContain("17.99");
  }

  @Test
  void a_retry_takes_in_all_that_waits() {
    poison();
    added(BAD, "poison");
    added(GOOD, "Chair");
    added(BAD, "Lamp");
    tables.takeAll();
    antidote();

    assertThat(tables.retry()).isEqualTo(2);

    assertThat(names()).containsExactly("poison", "Chair", "Lamp");
    assertThat(tables.parked()).isEmpty();
    assertThat(tables.progress.parked()).isZero();
    added(BAD, "Bed");
    tables.takeAll();
    assertThat(names()).containsExactly("poison", "Chair", "Lamp", "Bed");
  }

  @Test
  void a_retry_that_fails_leaves_the_store_where_it_fails() {
    poison();
    added(BAD, "poison");
    added(BAD, "Lamp");
    added(BAD, "venom");
    added(BAD, "Bed");
    tables.takeAll();
    assertThatThrownBy(tables::retry).isInstanceOf(StillDead.class).hasMessageStartingWith("0 ");
    assertThat(tables.parked()).containsExactly("store 2 at 4, 2");
    antidote();
    tables.jdbc.execute(
        "ALTER TABLE items ADD CONSTRAINT venom_is_refused CHECK (name <> 'venom')");

    assertThatThrownBy(tables::retry)
        .isInstanceOf(StillDead.class)
        .hasMessageStartingWith("2 events of store 2")
        .hasMessageContaining("position 6")
        .hasMessageContaining("venom_is_refused");
    assertThat(tables.parked()).containsExactly("store 2 at 6, 3");
    assertThat(names()).containsExactly("poison", "Lamp");

    tables.jdbc.execute("ALTER TABLE items DROP CONSTRAINT venom_is_refused");
    assertThat(tables.retry()).isEqualTo(2);
    assertThat(names()).containsExactly("poison", "Lamp", "venom", "Bed");
  }

  @Test
  void several_stores_wait_each_for_itself() {
    poison();
    added(WORSE, "poison");
    added(BAD, "Lamp");
    added(GOOD, "Chair");
    added(BAD, "poison");
    added(WORSE, "Bed");
    added(GOOD, "Table");
    tables.takeAll();
    assertThat(tables.parked()).containsExactly("store 3 at 4, 1", "store 2 at 7, 1");
    antidote();

    assertThat(tables.retry(tables.letters().getLast())).isEqualTo(1);
    assertThat(tables.parked()).containsExactly("store 3 at 4, 1");
    assertThat(tables.retry()).isEqualTo(2);
    assertThat(names()).containsExactly("poison", "Lamp", "Chair", "poison", "Bed", "Table");
  }

  @Test
  void a_fault_in_what_is_made_of_an_event_parks_its_store_as_well() {
    added(GOOD, "Chair");
    sequences[BAD.value()] = Integer.MAX_VALUE;
    added(BAD, "Lamp");
    added(GOOD, "Table");
    tables.takeAll();

    assertThat(names()).containsExactly("Chair", "Table");
    assertThat(tables.parked()).containsExactly("store 2 at 5, 1");
    assertThat(tables.cause()).contains("ArithmeticException");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"53100", "53200", "57014", "40001", "40P01", "55P03", "58030", "P0001", "42501"})
  void what_is_wrong_with_the_database_parks_nothing_and_is_tried_again(String sqlState) {
    tables.owner.execute(
        """
        CREATE FUNCTION fail() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN RAISE EXCEPTION 'Not now' USING ERRCODE = '%s'; END $$"""
            .formatted(sqlState));
    tables.jdbc.execute(
        "CREATE TRIGGER fail BEFORE INSERT ON items FOR EACH ROW EXECUTE FUNCTION public.fail()");
    added(GOOD, "Chair");
    added(BAD, "Lamp");
    long before = tables.token();

    assertThatThrownBy(tables::takeAll).isInstanceOf(DataAccessException.class);

    assertThat(tables.parked()).isEmpty();
    assertThat(tables.token()).isEqualTo(before);
    tables.jdbc.execute("DROP TRIGGER fail ON items");
    tables.takeAll();
    assertThat(names()).containsExactly("Chair", "Lamp");
  }

  @Test
  void a_crash_before_the_commit_takes_the_letter_with_the_rows_and_the_token() {
    poison();
    added(GOOD, "Chair");
    added(BAD, "poison");
    long before = tables.token();

    assertThatThrownBy(
            () ->
                tables.take(
                    10,
                    () -> {
                      assertThat(tables.parked()).isNotEmpty();
                      throw new IllegalStateException("Crash");
                    }))
        .hasMessage("Crash");

    assertThat(tables.parked()).isEmpty();
    assertThat(names()).isEmpty();
    assertThat(tables.token()).isEqualTo(before);
    tables.takeAll();
    assertThat(tables.parked()).containsExactly("store 2 at 5, 1");
    assertThat(names()).containsExactly("Chair");
  }

  @Test
  void more_than_one_transaction_may_take_is_taken_in_parts_that_stay() {
    poison();
    added(BAD, "poison");
    for (int n = 0; n < 1_100; n++) {
      added(BAD, "Lamp");
      added(GOOD, "Chair");
    }
    tables.takeAll();
    antidote();
    tables.jdbc.execute("ALTER TABLE items ADD CHECK (id <> 1602)");

    assertThatThrownBy(tables::retry).hasMessageStartingWith("801 events");
    assertThat(tables.parked()).containsExactly("store 2 at 1605, 2");
    tables.jdbc.execute("ALTER TABLE items DROP CONSTRAINT items_id_check");
    assertThat(tables.retry()).isEqualTo(300);

    assertThat(names()).hasSize(2_201);
    assertThat(tables.parked()).isEmpty();
  }

  private void poison() {
    tables.jdbc.execute(
        "ALTER TABLE items ADD CONSTRAINT poison_is_refused CHECK (name <> 'poison')");
  }

  private void antidote() {
    tables.jdbc.execute("ALTER TABLE items DROP CONSTRAINT poison_is_refused");
  }

  private void added(StoreId store, String name) {
    long sequence = ++sequences[store.value()];
    tables.log(
        new Event.ItemAdded(store, new ItemId(++items), name, new BigDecimal("17.99"), null),
        sequence,
        Map.of());
  }

  private List<String> names() {
    return tables.jdbc.query("SELECT name FROM items ORDER BY id", (row, n) -> row.getString(1));
  }
}
