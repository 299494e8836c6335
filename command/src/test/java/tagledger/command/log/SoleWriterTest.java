package tagledger.command.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static tagledger.api.Precondition.NONE;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.JdbcTemplate;
import tagledger.api.Command.CreateStore;
import tagledger.api.SoleWriter;
import tagledger.command.Node;
import tagledger.command.TestDatabase;

/** A node is sure to be the only one that writes only for as long as no other one can write. */
class SoleWriterTest {

  private static final AtomicInteger STORES = new AtomicInteger();

  private final TestDatabase database = TestDatabase.migrated();
  private final Node here = Node.on(database.application());
  private final Node there = Node.on(database.application());
  private final SoleWriterLease sole = here.log().sole();

  @BeforeEach
  void start() {
    sole.start();
  }

  @AfterEach
  void stop() {
    sole.stop();
    here.close();
    there.close();
    database.close();
  }

  @Test
  void a_node_that_sees_no_other_becomes_sure_when_it_is_asked_and_stays_so() {
    assertThat(sole.term()).isEqualTo(SoleWriter.UNSURE);
    long term = sure();
    write(here);
    await().during(Duration.ofSeconds(2)).until(() -> sole.term() == term);
  }

  @Test
  void a_while_in_which_nobody_asks_ends_no_term() {
    long term = sure();
    await().pollDelay(Duration.ofMillis(1_200)).until(() -> sole.term() == term);
  }

  @Test
  void a_write_after_a_long_rest_makes_it_sure_again() {
    SoleWriterLease lease =
        new SoleWriterLease(
            new JdbcTemplate(database.application()), () -> false, Duration.ofMillis(250));
    lease.start();
    try {
      await().until(() -> lease.term() != SoleWriter.UNSURE);
      await().until(lease::rests);
      assertThat(lease.name()).isNotNull();
      await().until(() -> lease.term() != SoleWriter.UNSURE);
    } finally {
      lease.stop();
    }
  }

  @Test
  void when_another_node_writes_this_one_has_long_been_unsure() {
    sure();
    long begun = System.nanoTime();
    write(there);
    assertThat(sole.term()).isEqualTo(SoleWriter.UNSURE);
    assertThat(System.nanoTime() - begun).isGreaterThan(SoleWriterLease.TO_BE_NOTICED);
  }

  @Test
  void a_new_term_begins_after_another_has_written() {
    long before = sure();
    write(there);
    assertThat(sure()).isNotEqualTo(before);
  }

  @Test
  void who_stops_leaves_nobody_waiting() {
    sure();
    sole.stop();
    long begun = System.nanoTime();
    write(there);
    assertThat(System.nanoTime() - begun).isLessThan(SoleWriterLease.TO_BE_NOTICED);
  }

  @Test
  void the_name_of_a_node_that_died_is_taken_away_without_a_write() {
    database.owner().execute("UPDATE tagledger.log_head SET sole_writer = 'dead/1/1'");
    sure();
  }

  @Test
  void what_one_began_to_revoke_and_did_not_end_is_waited_for_again() {
    database.owner().execute("UPDATE tagledger.log_head SET sole_writer = '!dead/1/1'");
    long begun = System.nanoTime();
    write(there);
    assertThat(System.nanoTime() - begun).isGreaterThan(SoleWriterLease.TO_BE_NOTICED);
  }

  private long sure() {
    return await().atMost(Duration.ofSeconds(20)).until(sole::term, it -> it != SoleWriter.UNSURE);
  }

  private static void write(Node node) {
    node.ask(new CreateStore("store " + STORES.incrementAndGet(), NONE));
  }
}
