package tagledger.query.projection;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tagledger.api.DeadLetters.StillDead;
import tagledger.api.Event;
import tagledger.api.Metadata;
import tagledger.query.catalogue.CatalogueInTest.Recorded;
import tagledger.query.catalogue.CatalogueModel;
import tagledger.query.catalogue.CatalogueProjector;
import tagledger.query.history.HistoryProjector;

/** Whatever cannot be projected, and whenever it is tried again: the rows come to be the same. */
class RandomPoisonTest {

  private static final int EVENTS = 300;

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4})
  void the_catalogue_comes_to_the_rows_that_it_would_have(long seed) {
    test(
        "catalogue",
        new CatalogueProjector(),
        List.of("items", "posts", "tags", "items_tags"),
        seed);
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4})
  void the_history_comes_to_the_rows_that_it_would_have(long seed) {
    test(
        "history",
        new HistoryProjector(),
        List.of("items", "item_values", "posts", "tags", "items_tags", "changes"),
        seed);
  }

  private static void test(String name, Projector projector, List<String> where, long seed) {
    Random random = new Random(seed);
    try (ParkingInTest healthy = new ParkingInTest(name, projector);
        ParkingInTest poisoned = new ParkingInTest(name, projector)) {
      log(new CatalogueModel(seed).history(EVENTS), random, healthy, poisoned);
      healthy.takeAll();
      List<String> expected = healthy.rows();

      poison(poisoned, where, random);
      int parked = 0;
      while (poisoned.token() < EVENTS / 2) {
        poisoned.take(random.nextInt(1, 40));
        parked = Math.max(parked, poisoned.letters().size());
        if (random.nextInt(3) == 0) {
          retry(poisoned);
        }
      }
      assertThat(parked).isPositive();
      antidote(poisoned, where);
      retryWhile(
          poisoned,
          () -> {
            while (poisoned.token() < poisoned.head()) {
              poisoned.take(random.nextInt(1, 15));
            }
          });

      assertThat(poisoned.letters()).isEmpty();
      assertThat(poisoned.rows()).isEqualTo(expected);
      assertThat(poisoned.progress.position()).isEqualTo(healthy.progress.position());
      if (name.equals(HistoryProjector.NAME)) {
        assertNoListAsOfAnyMomentEndsTooEarly(poisoned);
      }
    }
  }

  /** Another node tries again while this one takes batches. */
  private static void retryWhile(ParkingInTest tables, Runnable takes) {
    AtomicBoolean done = new AtomicBoolean();
    CompletableFuture<Void> retries =
        CompletableFuture.runAsync(
            () -> {
              while (!done.get()) {
                retry(tables);
              }
              retry(tables);
            });
    try {
      takes.run();
    } finally {
      done.set(true);
      retries.join();
    }
  }

  private static void retry(ParkingInTest tables) {
    for (String letter : tables.letters()) {
      try {
        tables.retry(letter);
      } catch (StillDead again) {
        assertThat(tables.letters()).contains(letter);
      }
    }
  }

  private static void poison(ParkingInTest tables, List<String> where, Random random) {
    for (String table : where) {
      String column =
          switch (table) {
            case "items_tags" -> "item_id";
            case "changes" -> "position";
            default -> "id";
          };
      int modulus = random.nextInt(7, 20);
      tables.jdbc.execute(
          "ALTER TABLE %s ADD CONSTRAINT poison CHECK (%s %% %d <> %d)"
              .formatted(table, column, modulus, random.nextInt(modulus)));
    }
  }

  private static void antidote(ParkingInTest tables, List<String> where) {
    where.forEach(table -> tables.jdbc.execute("ALTER TABLE " + table + " DROP CONSTRAINT poison"));
  }

  /** Events of one store that follow each other may be of one command, and commands of a change. */
  private static void log(List<Recorded> events, Random random, ParkingInTest... tables) {
    Map<Integer, String> changes = new HashMap<>();
    int command = 0;
    @Nullable Event last = null;
    for (Recorded one : events) {
      int store = one.event().store().value();
      if (last == null || last.store().value() != store || random.nextInt(3) == 0) {
        command++;
        String change = "change " + command;
        if (random.nextInt(3) > 0) {
          changes.put(store, change);
        }
        changes.putIfAbsent(store, change);
      }
      last = one.event();
      Map<String, String> metadata =
          Map.of(
              Metadata.COMMAND_ID, "c" + command, Metadata.CHANGE, changes.getOrDefault(store, ""));
      for (ParkingInTest each : tables) {
        each.log(one.event(), one.sequence(), metadata);
      }
    }
  }

  private static void assertNoListAsOfAnyMomentEndsTooEarly(ParkingInTest history) {
    for (String kind : List.of("store", "item", "post", "tag")) {
      assertThat(
              history.jdbc.queryForObject(
                  """
                  SELECT count(*) FROM %1$ss AS thing WHERE since < until AND id > coalesce(
                    (SELECT %1$s FROM greatest_ids AS g WHERE g.position >= thing.since
                     ORDER BY g.position LIMIT 1), 2147483647)"""
                      .formatted(kind),
                  Integer.class))
          .as(kind)
          .isZero();
    }
  }
}
