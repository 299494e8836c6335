package tagledger.command.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tagledger.api.IdSet;
import tagledger.api.TagId;

class TagsAgainstModelTest {

  private static final class Model {
    final @Nullable String name;
    final TreeSet<Integer> items = new TreeSet<>();
    int version;

    Model(@Nullable String name, int version) {
      this.name = name;
      this.version = version;
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5})
  void tags_are_what_a_plain_map_says(long seed) throws IOException {
    Random random = new Random(seed);
    TreeMap<Integer, Model> model = new TreeMap<>();
    Tags tags = new Tags();
    for (int sequence = 1; sequence <= 2_000; sequence++) {
      int id = 1 + random.nextInt(20);
      Model known = model.get(id);
      if (known == null) {
        String name = random.nextInt(10) == 0 ? null : "tag ö " + id;
        tags.add(id, name, sequence);
        model.put(id, new Model(name, sequence));
      } else {
        int[] some = random.ints(1 + random.nextInt(9), 1, 60).distinct().toArray();
        switch (random.nextInt(7)) {
          case 0 -> {
            tags.remove(id);
            model.remove(id);
          }
          case 1, 2 -> {
            tags.unlink(id, IntStream.of(some), sequence);
            IntStream.of(some).forEach(known.items::remove);
            known.version = sequence;
          }
          default -> {
            tags.link(id, IntStream.of(some), sequence);
            IntStream.of(some).forEach(known.items::add);
            known.version = sequence;
          }
        }
      }
      if (sequence % 500 == 0) {
        tags = copy(tags);
        assertSame(tags, model);
      }
    }
    tags.clear();
    assertSame(tags, new TreeMap<>());
  }

  private static void assertSame(Tags tags, Map<Integer, Model> model) {
    assertThat(tags.size()).isEqualTo(model.size());
    assertThat(tags.ids())
        .isEqualTo(IdSet.of(model.keySet().stream().mapToInt(Integer::intValue).toArray()));
    Set<String> names = new HashSet<>();
    model.forEach(
        (id, expected) -> {
          Tags.Tag tag = tags.get(id);
          assertThat(tag.version()).isEqualTo(expected.version);
          assertThat(tag.isBorne()).isEqualTo(!expected.items.isEmpty());
          assertThat(tag.items().toArray())
              .containsExactly(expected.items.stream().mapToInt(Integer::intValue).toArray());
          if (expected.name != null) {
            names.add(expected.name);
          }
        });
    for (int id = 0; id <= 21; id++) {
      assertThat(tags.contains(id)).isEqualTo(model.containsKey(id));
      assertThat(tags.isTaken("tag ö " + id)).isEqualTo(names.contains("tag ö " + id));
    }
    for (int item = 1; item < 60; item++) {
      int it = item;
      assertThat(tags.of(item))
          .isEqualTo(
              IdSet.of(
                  model.entrySet().stream()
                      .filter(entry -> entry.getValue().items.contains(it))
                      .mapToInt(Map.Entry::getKey)
                      .toArray()));
    }
    for (int pairs : new int[] {1, 3, 7, 100_000}) {
      assertPiecesHoldAll(tags.links(pairs), pairs, model);
    }
  }

  private static void assertPiecesHoldAll(
      List<Map<TagId, IdSet>> pieces, int pairs, Map<Integer, Model> model) {
    List<List<Integer>> told = new ArrayList<>();
    for (int i = 0; i < pieces.size(); i++) {
      int before = told.size();
      pieces
          .get(i)
          .forEach((tag, items) -> items.ids().forEach(it -> told.add(List.of(tag.value(), it))));
      if (i < pieces.size() - 1) {
        assertThat(told.size() - before).isEqualTo(pairs);
      } else {
        assertThat(told.size() - before).isBetween(1, pairs);
      }
    }
    List<List<Integer>> expected = new ArrayList<>();
    model.forEach((tag, it) -> it.items.forEach(item -> expected.add(List.of(tag, item))));
    assertThat(told).isEqualTo(expected);
  }

  private static Tags copy(Tags tags) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    tags.write(new DataOutputStream(bytes));
    return Tags.read(new DataInputStream(new ByteArrayInputStream(bytes.toByteArray())));
  }
}
