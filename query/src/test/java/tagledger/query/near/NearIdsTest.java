package tagledger.query.near;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.SortedSet;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NearIdsTest {

  private record Kept(NearIds ids, SortedSet<Integer> expected) {}

  @ParameterizedTest
  @ValueSource(ints = {50, 3_000, 200_000, Integer.MAX_VALUE})
  void a_set_stays_what_it_was_whatever_is_made_of_it(int bound) {
    Random random = new Random(bound);
    List<Kept> kept = new ArrayList<>(List.of(new Kept(NearIds.NONE, new TreeSet<>())));
    for (int i = 0; i < 60; i++) {
      Kept from = kept.get(random.nextInt(kept.size()));
      NearIds.Changes changes = new NearIds.Changes(from.ids);
      SortedSet<Integer> expected = new TreeSet<>(from.expected);
      for (int j = random.nextInt(200); j > 0; j--) {
        int id = random.nextInt(bound);
        if (random.nextBoolean()) {
          changes.add(id);
          expected.add(id);
        } else {
          Integer gone = expected.isEmpty() ? (Integer) id : expected.first();
          changes.remove(gone);
          expected.remove(gone);
        }
      }
      kept.add(new Kept(random.nextBoolean() ? changes.end() : changes.pack(), expected));
    }
    assertThat(kept)
        .allSatisfy(
            it -> {
              assertThat(list(it.ids)).containsExactlyElementsOf(it.expected);
              assertThat(it.ids.count()).isEqualTo(it.expected.size());
            });
  }

  @Test
  void pages_that_hold_nothing_are_not_counted() {
    NearIds.Changes some = new NearIds.Changes(NearIds.NONE);
    some.add(1);
    some.add(70_000);
    some.add(70_001);
    NearIds ids = some.end();
    assertThat(ids.pages()).isEqualTo(2);
    NearIds.Changes fewer = new NearIds.Changes(ids);
    fewer.remove(1);
    assertThat(fewer.end().pages()).isEqualTo(1);
  }

  @Test
  void who_has_found_what_is_not_so_asks_no_further() {
    NearIds.Changes some = new NearIds.Changes(NearIds.NONE);
    List.of(3, 70_000, 140_000).forEach(some::add);
    List<Integer> asked = new ArrayList<>();
    assertThat(some.end().allMatch(id -> asked.add(id) && id < 70_000)).isFalse();
    assertThat(asked).containsExactly(3, 70_000);
  }

  private static List<Integer> list(NearIds ids) {
    List<Integer> all = new ArrayList<>();
    ids.forEach(all::add);
    return all;
  }
}
