package tagledger.command.store;

import static org.assertj.core.api.Assertions.assertThat;
import static tagledger.api.Precondition.NONE;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.axonframework.eventhandling.DomainEventMessage;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tagledger.api.Command.ChangeItem;
import tagledger.api.Command.ChangePost;
import tagledger.api.Command.CreateStore;
import tagledger.api.Command.DeleteItem;
import tagledger.api.Command.DeletePost;
import tagledger.api.Command.DeleteTag;
import tagledger.api.Command.ImportRows;
import tagledger.api.Command.ImportRows.Extent;
import tagledger.api.Event;
import tagledger.api.Imported;
import tagledger.api.ItemId;
import tagledger.api.PostId;
import tagledger.api.Row;
import tagledger.api.StoreId;
import tagledger.api.TagId;

/** Random rows over few keys, names and tags, against a model that takes them one by one. */
class RandomRowsTest {

  private static final StoreId STORE = new StoreId(1);

  private final RowsModel model = new RowsModel();
  private long line;

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void rows_between_other_commands_come_to_what_the_model_tells(long seed) {
    Random random = new Random(seed);
    try (CatalogueInMemory catalogue = catalogue()) {
      for (int i = 0; i < 150; i++) {
        List<Row> rows = rows(random, random.nextInt(12));
        int before = catalogue.history(STORE).size();
        Imported trial = take(catalogue, rows, Extent.NOTHING);
        boolean isGood = trial.refused().isEmpty();
        Imported whole = isGood ? trial : take(catalogue, rows, Extent.ALL_OR_NOTHING);
        assertThat(catalogue.history(STORE)).as("written by neither").hasSize(before);
        Extent extent = isGood && random.nextBoolean() ? Extent.ALL_OR_NOTHING : Extent.GOOD_ROWS;
        Imported done = take(catalogue, rows, extent);
        assertThat(List.of(trial, whole)).containsOnly(done);
        assertThat(RowsModel.Counts.of(done)).hasToString(model.take(rows).toString());
        assertSame(catalogue);
        otherCommand(catalogue, random);
        assertSame(catalogue);
      }
      assertReplaysAlike(catalogue);
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {4, 5, 6})
  void the_same_rows_again_change_nothing(long seed) {
    List<Row> rows = rows(new Random(seed), 300);
    try (CatalogueInMemory catalogue = catalogue()) {
      take(catalogue, rows, Extent.GOOD_ROWS);
      int events = catalogue.history(STORE).size();
      List<Row> good = new ArrayList<>(rows);
      good.removeIf(row -> row instanceof Row.OfThing it && !isThere(catalogue, it));
      Imported again = take(catalogue, good, Extent.ALL_OR_NOTHING);
      assertThat(catalogue.history(STORE)).hasSize(events);
      assertThat(List.of(again.items(), again.posts(), again.changed())).containsOnly(0L);
      assertThat(again.tags()).isEmpty();
      assertThat(again.refused()).isEmpty();
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {7, 8, 9, 10})
  void rows_come_to_the_same_into_however_many_commands_they_are_cut(long seed) {
    Random random = new Random(seed);
    List<Row> rows = rows(random, 400);
    model.take(rows);
    for (int longest : new int[] {1, 3, 40, 400}) {
      try (CatalogueInMemory catalogue = catalogue()) {
        for (int from = 0; from < rows.size(); ) {
          int to = Math.min(rows.size(), from + 1 + random.nextInt(longest));
          take(catalogue, rows.subList(from, to), Extent.GOOD_ROWS);
          from = to;
        }
        assertSame(catalogue);
      }
    }
  }

  private void otherCommand(CatalogueInMemory catalogue, Random random) {
    Map<String, Integer> ids = new HashMap<>();
    Map<String, Integer> tags = new HashMap<>();
    for (Event event : events(catalogue)) {
      switch (event) {
        case Event.ItemAdded it -> ids.put("true" + it.key(), it.item().value());
        case Event.PostAdded it -> ids.put("false" + it.key(), it.post().value());
        case Event.TagAdded it -> tags.put(String.valueOf(it.name()), it.tag().value());
        default -> {}
      }
    }
    boolean isItem = random.nextBoolean();
    String key = key(random);
    String tag = tag(random);
    int id = ids.getOrDefault(isItem + key, 0);
    switch (random.nextInt(3)) {
      case 0 -> {
        if (model.has(isItem, key)) {
          catalogue.send(
              isItem ? new DeleteItem(new ItemId(id), NONE) : new DeletePost(new PostId(id), NONE));
          model.delete(isItem, key);
        }
      }
      case 1 -> {
        if (model.has(isItem, key)) {
          catalogue.send(
              isItem
                  ? new ChangeItem(new ItemId(id), null, "renamed", null, NONE)
                  : new ChangePost(new PostId(id), "renamed", null, NONE));
          model.rename(isItem, key, "renamed");
        }
      }
      default -> {
        if (model.hasTag(tag) && !model.isBorne(tag)) {
          catalogue.send(new DeleteTag(new TagId(tags.getOrDefault(tag, 0)), NONE));
          model.deleteTag(tag);
        }
      }
    }
  }

  private List<Row> rows(Random random, int count) {
    return IntStream.range(0, count).mapToObj(i -> row(random)).toList();
  }

  private Row row(Random random) {
    List<String> tags =
        random.nextInt(3) == 0
            ? null
            : IntStream.range(0, random.nextInt(4)).mapToObj(i -> tag(random)).toList();
    line++;
    return switch (random.nextInt(9)) {
      case 0 -> new Row.OfTags(line, tags == null ? List.of() : tags);
      case 1, 2, 3 -> new Row.OfPost(line, key(random), name(random), name(random), tags);
      default -> new Row.OfItem(line, key(random), name(random), price(random), tags);
    };
  }

  private static String key(Random random) {
    return "key " + random.nextInt(8);
  }

  private static String tag(Random random) {
    return "tag " + random.nextInt(7);
  }

  private static @Nullable String name(Random random) {
    return random.nextInt(4) == 0 ? null : "name " + random.nextInt(3);
  }

  private static @Nullable BigDecimal price(Random random) {
    return random.nextInt(4) == 0
        ? null
        : BigDecimal.valueOf(random.nextInt(2)).setScale(random.nextInt(3));
  }

  private static CatalogueInMemory catalogue() {
    CatalogueInMemory catalogue = new CatalogueInMemory();
    catalogue.send(new CreateStore("one", NONE));
    return catalogue;
  }

  private static Imported take(CatalogueInMemory catalogue, List<Row> rows, Extent extent) {
    return (Imported) catalogue.send(new ImportRows(STORE, rows, extent));
  }

  private static boolean isThere(CatalogueInMemory catalogue, Row.OfThing row) {
    return RowsModel.of(events(catalogue)).has(row instanceof Row.OfItem, row.key());
  }

  private void assertSame(CatalogueInMemory catalogue) {
    assertThat(RowsModel.of(events(catalogue)).shown()).isEqualTo(model.shown());
  }

  /** From a snapshot taken anywhere on the way. */
  private static void assertReplaysAlike(CatalogueInMemory catalogue) {
    List<? extends DomainEventMessage<?>> history = catalogue.history(STORE);
    byte[] whole = CatalogueInMemory.written(catalogue.replay(new Store(), history));
    for (int cut = 1; cut < history.size(); cut += 17) {
      byte[] snapshot =
          CatalogueInMemory.written(catalogue.replay(new Store(), history.subList(0, cut)));
      assertThat(
              CatalogueInMemory.written(
                  catalogue.replay(
                      CatalogueInMemory.read(snapshot), history.subList(cut, history.size()))))
          .isEqualTo(whole);
    }
  }

  private static List<Event> events(CatalogueInMemory catalogue) {
    return catalogue.history(STORE).stream().map(it -> (Event) it.getPayload()).toList();
  }
}
