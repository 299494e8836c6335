package tagledger.command.log;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tagledger.api.ImportLedger;
import tagledger.api.StoreId;
import tagledger.command.TestDatabase;

/** What one node tells of an import, another knows. */
class ImportLedgerTest {

  private static final StoreId STORE = new StoreId(1);

  private static TestDatabase database;
  private static ImportLedger here;
  private static ImportLedger there;

  @BeforeAll
  static void start() {
    database = TestDatabase.migrated();
    here = Log.in(database.application(), new EventSerializer()).imports();
    there = Log.in(database.application(), new EventSerializer()).imports();
  }

  @AfterAll
  static void stop() {
    database.close();
  }

  @Test
  void an_import_is_known_everywhere_as_it_was_last_told_of() {
    assertThat(here.begin("one", STORE, "{}")).isTrue();
    assertTold("{}", false);
    here.tell("one", "{\"rows\":1}", false);
    assertTold("{\"rows\":1}", false);
    here.tell("one", "{\"rows\":2}", true);
    assertTold("{\"rows\":2}", true);
    assertThat(here.find("another")).isNull();
  }

  @Test
  void an_id_is_given_once() {
    assertThat(here.begin("taken", STORE, "first")).isTrue();
    assertThat(there.begin("taken", STORE, "second")).isFalse();
    assertThat(requireNonNull(there.find("taken")).report()).isEqualTo("first");
  }

  @Test
  void it_tells_for_how_long_nobody_has_told_of_it() {
    here.begin("silent", STORE, "{}");
    database
        .owner()
        .update(
            "UPDATE tagledger.imports SET told_at = now() - interval '1 hour' WHERE id = 'silent'");
    assertThat(silence()).isBetween(Duration.ofMinutes(60), Duration.ofMinutes(70));
    here.tell("silent", "{}", false);
    assertThat(silence()).isLessThan(Duration.ofMinutes(10));
  }

  private static Duration silence() {
    return requireNonNull(there.find("silent")).silentFor();
  }

  private static void assertTold(String report, boolean finished) {
    ImportLedger.Entry entry = requireNonNull(there.find("one"));
    assertThat(entry.report()).isEqualTo(report);
    assertThat(entry.finished()).isEqualTo(finished);
  }
}
