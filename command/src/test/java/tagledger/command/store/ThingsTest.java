package tagledger.command.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.roaringbitmap.RoaringBitmap;
import tagledger.api.IdSet;

class ThingsTest {

  private record Versions(int change, int link) {}

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5})
  void things_are_what_a_plain_map_says(long seed) throws IOException {
    Random random = new Random(seed);
    TreeMap<Integer, Versions> model = new TreeMap<>();
    Things things = new Things();
    for (int sequence = 1; sequence <= 3_000; sequence++) {
      int id = 1 + random.nextInt(120);
      Versions known = model.get(id);
      switch (random.nextInt(5)) {
        case 0, 1 -> {
          if (known == null) {
            things.add(id, sequence);
            model.put(id, new Versions(sequence, sequence));
          }
        }
        case 2 -> {
          if (known != null) {
            things.changed(id, sequence);
            model.put(id, new Versions(sequence, known.link()));
          }
        }
        case 3 -> {
          if (known != null) {
            things.linked(id, sequence);
            model.put(id, new Versions(known.change(), sequence));
          }
        }
        default -> {
          if (known != null && random.nextBoolean()) {
            things.remove(id);
            model.remove(id);
          }
        }
      }
      if (sequence % 1_000 == 0) {
        things = copy(things);
      }
    }
    assertSame(things, model);
    things.clear();
    assertSame(things, new TreeMap<>());
  }

  private static void assertSame(Things things, Map<Integer, Versions> model) {
    assertThat(things.size()).isEqualTo(model.size());
    assertThat(things.ids())
        .isEqualTo(IdSet.of(model.keySet().stream().mapToInt(Integer::intValue).toArray()));
    for (int id = 0; id <= 121; id++) {
      assertThat(things.contains(id)).isEqualTo(model.containsKey(id));
    }
    RoaringBitmap all = new RoaringBitmap();
    model.forEach(
        (id, versions) -> {
          all.add(id);
          assertThat(things.lastChange(id)).isEqualTo(versions.change());
          assertThat(things.version(id)).isEqualTo(Math.max(versions.change(), versions.link()));
        });
    assertThat(things.newestChange(all))
        .isEqualTo(model.values().stream().mapToInt(Versions::change).max().orElse(-1));
  }

  private static Things copy(Things things) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    things.write(new DataOutputStream(bytes));
    return Things.read(new DataInputStream(new ByteArrayInputStream(bytes.toByteArray())));
  }
}
