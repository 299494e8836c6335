package tagledger.command.log;

import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static tagledger.api.Precondition.NONE;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.axonframework.serialization.SimpleSerializedObject;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.springframework.jdbc.core.JdbcTemplate;
import tagledger.api.Command.AddTag;
import tagledger.api.Command.CreateStore;
import tagledger.api.Rejection;
import tagledger.api.StoreId;
import tagledger.command.Node;
import tagledger.command.TestDatabase;
import tagledger.command.store.BigStore;
import tagledger.command.store.Store;

/**
 * How soon a store of a million items and five million links decides its first command: {@code
 * -Dtest=ColdLoadBenchmark -Dtagledger.benchmarks=true}.
 */
@EnabledIfSystemProperty(named = "tagledger.benchmarks", matches = "true")
class ColdLoadBenchmark {

  private static final int ITEMS = 1_000_000;
  private static final int TAGS = 1_000;
  private static final int ITEMS_OF_A_TAG = 5_000;
  private static final StoreId STORE = new StoreId(1);

  @Test
  void tells_how_long_a_cold_store_takes() {
    SnapshotSerializer serializer = new SnapshotSerializer(new EventSerializer());
    long empty = usedMegabytes();
    Store store = BigStore.of(ITEMS, TAGS, ITEMS_OF_A_TAG);
    System.out.printf(
        "in memory: %d MB of a heap of %d MB%n",
        usedMegabytes() - empty, Runtime.getRuntime().maxMemory() >> 20);
    byte[] snapshot = serializer.serialize(store, byte[].class).getData();
    List<Duration> writing = new ArrayList<>();
    for (int i = 0; i < 5; i++) {
      writing.add(timed(() -> serializer.serialize(store, byte[].class)));
    }
    System.out.printf("snapshot: %d KB, written in %s%n", snapshot.length >> 10, writing);
    List<Duration> reading = new ArrayList<>();
    for (int i = 0; i < 5; i++) {
      reading.add(
          timed(
              () ->
                  serializer.<byte[], Store>deserialize(
                      new SimpleSerializedObject<>(
                          snapshot, byte[].class, SnapshotSerializer.TYPE))));
    }
    System.out.printf("read in %s%n", reading);
    try (TestDatabase database = TestDatabase.migrated()) {
      try (Node node = Node.on(database.application())) {
        node.ask(new CreateStore("Big", NONE));
      }
      keep(snapshot, database.owner());
      List<Duration> first = new ArrayList<>();
      for (int i = 0; i < 7; i++) {
        try (Node cold = Node.on(database.application())) {
          cold.ask(new CreateStore("warms the connection " + i, NONE));
          first.add(
              timed(
                  () ->
                      assertThatExceptionOfType(Rejection.TagNameTaken.class)
                          .isThrownBy(() -> cold.ask(new AddTag(STORE, "tag 1", NONE)))));
        }
      }
      System.out.printf("first command of a cold store: %s%n", first);
    }
  }

  private static void keep(byte[] snapshot, JdbcTemplate owner) {
    owner.update(
        "INSERT INTO tagledger.snapshots VALUES (?, ?, ?, ?)",
        Store.keyOf(STORE),
        SnapshotSerializer.TYPE.getRevision(),
        ITEMS + 2L * TAGS,
        snapshot);
  }

  private static Duration timed(Runnable what) {
    long start = System.nanoTime();
    what.run();
    return Duration.ofMillis((System.nanoTime() - start) / 1_000_000);
  }

  private static long usedMegabytes() {
    System.gc();
    Runtime runtime = Runtime.getRuntime();
    return (runtime.totalMemory() - runtime.freeMemory()) >> 20;
  }
}
