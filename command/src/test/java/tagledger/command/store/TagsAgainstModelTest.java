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
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tagledger.api.IdSet;

class TagsAgainstModelTest {

  private static final class Model {
    final @Nullable String name;
    final Map<Kind, TreeSet<Integer>> bearers =
        Map.of(Kind.ITEM, new TreeSet<>(), Kind.POST, new TreeSet<>());
    int version;

    Model(@Nullable String name, int version) {
      this.name = name;
      this.version = version;
    }

    TreeSet<Integer> of(Kind kind) {
      return Objects.requireNonNull(bearers.get(kind));
    }

    /** A tag is shown with its items, not with its posts. */
    void touch(Kind kind, int sequence) {
      if (kind == Kind.ITEM) {
        version = sequence;
      }
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
        Kind kind = random.nextBoolean() ? Kind.ITEM : Kind.POST;
        switch (random.nextInt(7)) {
          case 0 -> {
            tags.remove(id);
            model.remove(id);
          }
          case 1, 2 -> {
            tags.unlink(kind, id, IntStream.of(some), sequence);
            IntStream.of(some).forEach(known.of(kind)::remove);
            known.touch(kind, sequence);
          }
          default -> {
            tags.link(kind, id, IntStream.of(some), sequence);
            IntStream.of(some).forEach(known.of(kind)::add);
            known.touch(kind, sequence);
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
          assertThat(tag.isBorne())
              .isEqualTo(expected.bearers.values().stream().anyMatch(some -> !some.isEmpty()));
          for (Kind kind : Kind.values()) {
            assertThat(tag.bearers(kind).toArray())
                .containsExactly(expected.of(kind).stream().mapToInt(Integer::intValue).toArray());
          }
          if (expected.name != null) {
            names.add(expected.name);
          }
        });
    for (int id = 0; id <= 21; id++) {
      assertThat(tags.contains(id)).isEqualTo(model.containsKey(id));
      assertThat(tags.isTaken("tag ö " + id)).isEqualTo(names.contains("tag ö " + id));
    }
    for (Kind kind : Kind.values()) {
      for (int bearer = 1; bearer < 60; bearer++) {
        int it = bearer;
        assertThat(tags.of(kind, bearer))
            .isEqualTo(
                IdSet.of(
                    model.entrySet().stream()
                        .filter(entry -> entry.getValue().of(kind).contains(it))
                        .mapToInt(Map.Entry::getKey)
                        .toArray()));
      }
    }
    assertLinksHoldAll(tags.links(), model);
  }

  private static void assertLinksHoldAll(Pairs links, Map<Integer, Model> model) {
    List<List<Object>> told = new ArrayList<>();
    for (Pairs.Piece piece : links.pieces()) {
      for (Kind kind : Kind.values()) {
        piece
            .of(kind)
            .forEach(
                (tag, some) -> some.ids().forEach(it -> told.add(List.of(kind, tag.value(), it))));
      }
    }
    List<List<Object>> expected = new ArrayList<>();
    model.forEach(
        (tag, it) ->
            it.bearers.forEach(
                (kind, some) -> some.forEach(id -> expected.add(List.of(kind, tag, id)))));
    assertThat(told).containsExactlyInAnyOrderElementsOf(expected);
    assertThat(links.size()).isEqualTo(expected.size());
  }

  private static Tags copy(Tags tags) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    tags.write(new DataOutputStream(bytes));
    return Tags.read(new DataInputStream(new ByteArrayInputStream(bytes.toByteArray())));
  }
}
