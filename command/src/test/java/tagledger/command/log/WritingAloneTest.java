package tagledger.command.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static tagledger.api.Precondition.NONE;
import static tagledger.command.Keys.under;
import static tagledger.command.Node.payload;

import java.math.BigDecimal;
import java.sql.ResultSet;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tagledger.api.Command;
import tagledger.api.Command.AddItem;
import tagledger.api.Command.AddTag;
import tagledger.api.Command.CreateStore;
import tagledger.api.Command.DeleteStore;
import tagledger.api.Command.LinkTagToItem;
import tagledger.api.ItemId;
import tagledger.api.Rejection;
import tagledger.api.StoreId;
import tagledger.api.TagId;
import tagledger.command.FaultyDatabase;
import tagledger.command.FaultyDatabase.Fault;
import tagledger.command.Node;
import tagledger.command.TestDatabase;

/** A node that stands as the only writer trusts what it remembers, and is never deceived by it. */
class WritingAloneTest {

  private final TestDatabase database = TestDatabase.migrated();
  private final FaultyDatabase network = new FaultyDatabase(database.application());
  private final Node here = Node.on(network);
  private final Node there = Node.on(database.application());
  private final StoreId store = here.ask(new CreateStore("My store", NONE));
  private final ItemId item = here.ask(item("Chair"));

  @BeforeEach
  void start() {
    here.alone();
  }

  @AfterEach
  void stop() {
    here.close();
    there.close();
    database.close();
  }

  @Test
  void a_write_is_one_statement() {
    network.statements();
    here.ask(item("Table"));
    assertThat(network.statements()).singleElement().asString().contains("INSERT INTO events");
  }

  @Test
  void its_time_is_not_before_that_of_the_one_before() {
    database
        .owner()
        .execute("UPDATE tagledger.log_head SET recorded_at = now() + interval '1 hour'");
    here.ask(item("Table"));
    here.ask(item("Bed"));
    assertThat(
            database.ask(
                "SELECT count(*) FROM tagledger.events WHERE recorded_at > now() + interval '1 min'"))
        .isEqualTo(2);
  }

  @Test
  void what_arrives_late_does_nothing() throws Exception {
    network.next(Fault.LONG_BEFORE_THE_COMMIT);
    assertThat(here.<ItemId>ask(item("Table"))).isEqualTo(new ItemId(2));
    long events = events();
    try (ResultSet moved = (ResultSet) network.arrive()) {
      assertThat(moved.next()).isFalse();
    }
    assertThat(events()).isEqualTo(events);
  }

  @Test
  void a_write_of_another_is_seen_before_one_is_decided() {
    unnoticed(new AddTag(store, "wood", NONE));
    assertThat(here.<TagId>ask(new AddTag(store, "steel", NONE))).isEqualTo(new TagId(2));
    assertGapless();
  }

  @Test
  void a_write_of_another_is_seen_before_one_is_refused() {
    unnoticed(new AddTag(store, "wood", NONE));
    assertThatExceptionOfType(Rejection.TagNameTaken.class)
        .isThrownBy(() -> here.ask(new AddTag(store, "wood", NONE)));
  }

  @Test
  void what_would_have_been_refused_before_a_write_of_another_is_done() {
    unnoticed(new AddTag(store, "wood", NONE));
    here.ask(new LinkTagToItem(item, new TagId(1), NONE));
    assertGapless();
  }

  @Test
  void a_name_that_another_took_is_taken_and_one_that_it_left_is_free() {
    unnoticed(new CreateStore("Theirs", NONE));
    assertThatExceptionOfType(Rejection.StoreNameTaken.class)
        .isThrownBy(() -> here.ask(new CreateStore("Theirs", NONE)));
    unnoticed(new DeleteStore(store, NONE));
    here.ask(new CreateStore("My store", NONE));
    assertGapless();
  }

  @Test
  void a_name_is_claimed_with_its_event_or_not_at_all() {
    network.next(Fault.BEFORE_THE_COMMIT, Fault.BEFORE_THE_COMMIT);
    try {
      here.ask(new CreateStore("Second", NONE));
    } catch (RuntimeException nothingDone) {
      assertThat(database.ask("SELECT count(*) FROM tagledger.store_names")).isEqualTo(1);
    }
    here.ask(new CreateStore("Second", NONE));
    assertThat(database.ask("SELECT count(*) FROM tagledger.store_names")).isEqualTo(2);
  }

  @Test
  void a_key_is_used_with_its_event_also_beside_others() {
    List<Command> commands = List.of(item("a"), item("b"), item("c"));
    here.together(database, commands, Map.of(commands.get(1), under("k", 'a')));
    assertThat(database.ask("SELECT position FROM tagledger.idempotency_keys"))
        .isEqualTo(
            database.ask(
                "SELECT position FROM tagledger.events ORDER BY position DESC OFFSET 1 LIMIT 1"));
  }

  @Test
  void what_fails_unexpectedly_fails_alone() {
    List<Command> commands = IntStream.range(0, 5).<Command>mapToObj(n -> item("i" + n)).toList();
    var outcomes =
        here.together(database, commands, Map.of(commands.get(2), Map.of(Node.FAILS, true)));
    assertThat(outcomes.stream().filter(it -> it.join().isExceptional())).hasSize(1);
    assertThatExceptionOfType(IllegalStateException.class)
        .isThrownBy(() -> payload(outcomes.get(2)))
        .withMessage("Fails unexpectedly");
    assertGapless();
  }

  /** As if this node stood still from before the other took its name away until it writes. */
  private void unnoticed(Command command) {
    database.owner().execute("UPDATE tagledger.log_head SET sole_writer = NULL");
    there.ask(command);
  }

  private void assertGapless() {
    assertThat(events()).isEqualTo(database.ask("SELECT max(position) FROM tagledger.events"));
  }

  private long events() {
    return database.ask("SELECT count(*) FROM tagledger.events");
  }

  private AddItem item(String name) {
    return new AddItem(store, name, BigDecimal.TEN, NONE);
  }
}
