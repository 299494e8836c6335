package tagledger.command.backup;

import static org.assertj.core.api.Assertions.assertThat;
import static tagledger.api.Precondition.NONE;
import static tagledger.command.Rows.bearing;
import static tagledger.command.Rows.item;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;
import tagledger.api.Command.CreateStore;
import tagledger.api.Command.ImportRows;
import tagledger.api.Command.ImportRows.Extent;
import tagledger.api.Row;
import tagledger.api.StoreId;
import tagledger.command.Node;
import tagledger.command.TestDatabase;
import tagledger.command.check.Found;
import tagledger.command.log.EventSerializer;

/**
 * How fast a log of a million items is compared, written to a file and restored: {@code
 * -Dtest=SafekeepingBenchmark -Dtagledger.benchmarks=true -DargLine=-Xmx512m}.
 */
@EnabledIfSystemProperty(named = "tagledger.benchmarks", matches = "true")
class SafekeepingBenchmark {

  private static final int ITEMS = 1_000_000;
  private static final int AT_ONCE = 20_000;
  private static final int TAGS = 1_000;

  private interface Work {
    void run() throws IOException;
  }

  @Test
  void tells_how_long_it_takes(@TempDir Path directory) throws IOException {
    Path file = directory.resolve("log.backup");
    try (TestDatabase original = TestDatabase.migrated();
        TestDatabase copy = TestDatabase.migrated()) {
      fill(original);
      long events = original.ask("SELECT count(*) FROM tagledger.events");
      System.out.printf(
          "%d events, heap of %d MB%n", events, Runtime.getRuntime().maxMemory() >> 20);
      LogBackup from = new LogBackup(original.application(), new EventSerializer());
      LogBackup to = new LogBackup(copy.application(), new EventSerializer());
      report(events, "compared", () -> assertWhole(original));
      report(
          events,
          "written",
          () -> {
            try (OutputStream out = Files.newOutputStream(file)) {
              from.write(out, any -> {});
            }
          });
      System.out.printf("%d bytes an event%n", Files.size(file) / events);
      report(
          events,
          "restored",
          () -> {
            try (InputStream in = Files.newInputStream(file)) {
              to.restore(in, any -> {});
            }
          });
      report(events, "compared", () -> assertWhole(copy));
    }
  }

  private static void fill(TestDatabase database) {
    try (Node node = Node.on(database.application())) {
      StoreId store = node.ask(new CreateStore("Big", NONE));
      for (int first = 1; first < ITEMS; first += AT_ONCE) {
        node.ask(
            new ImportRows(
                store,
                IntStream.range(first, first + AT_ONCE)
                    .<Row>mapToObj(
                        i -> bearing(item(i, "key " + i, "Item " + i, "9.99"), "tag " + i % TAGS))
                    .toList(),
                Extent.GOOD_ROWS));
      }
    }
  }

  private static void assertWhole(TestDatabase database) {
    Found found = Found.in(database.application());
    assertThat(found.differences()).isEmpty();
    assertThat(found.compared("import keys")).isEqualTo(ITEMS);
  }

  private static void report(long events, String what, Work work) throws IOException {
    long start = System.nanoTime();
    work.run();
    double seconds = (System.nanoTime() - start) / 1e9;
    System.out.printf("%s in %.1f s: %,.0f events/s%n", what, seconds, events / seconds);
  }
}
