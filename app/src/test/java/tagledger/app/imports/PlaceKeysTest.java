package tagledger.app.imports;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import tagledger.app.imports.PlaceKeys.Kind;

class PlaceKeysTest {

  private final PlaceKeys keys = new PlaceKeys();

  @Test
  void names_are_counted_each_for_itself_and_by_kind() {
    assertThat(keys.next(Kind.ITEM, "Chair")).isEqualTo("#1 Chair");
    assertThat(keys.next(Kind.ITEM, "Table")).isEqualTo("#1 Table");
    assertThat(keys.next(Kind.ITEM, "Chair")).isEqualTo("#2 Chair");
    assertThat(keys.next(Kind.POST, "Chair")).isEqualTo("#1 Chair");
    assertThat(keys.next(Kind.ITEM, "chair")).isEqualTo("#1 chair");
    assertThat(keys.next(Kind.ITEM, "Chair")).isEqualTo("#3 Chair");
  }

  @Test
  void two_million_names_are_counted_and_no_more() {
    for (int i = 0; i < PlaceKeys.MOST_NAMES; i++) {
      String name = "name " + i;
      if (!("#1 " + name).equals(keys.next(Kind.ITEM, name))) {
        throw new AssertionError(name);
      }
    }
    assertThat(keys.next(Kind.ITEM, "one more")).isNull();
    assertThat(keys.next(Kind.ITEM, "name 0")).isEqualTo("#2 name 0");
    Set<Integer> random = new HashSet<>(Set.of(1, 77_777, 1_999_999));
    random.forEach(i -> assertThat(keys.next(Kind.ITEM, "name " + i)).isEqualTo("#2 name " + i));
  }
}
