package tagledger.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Random;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class IdSetTest {

  private static final Pattern SPACE = Pattern.compile(" ");

  @ParameterizedTest
  @CsvSource({
    "'', ''",
    "'7', '7'",
    "'1 2', '1-2'",
    "'1 2 3 4 5 7 9 10', '1-5,7,9-10'",
    "'5 3 4 3', '3-5'",
    "'1 2147483647', '1,2147483647'",
    "'2147483646 2147483647', '2147483646-2147483647'"
  })
  void ids_are_written_as_ranges_in_ascending_order(String ids, String text) {
    IdSet set =
        IdSet.of(
            SPACE
                .splitAsStream(ids)
                .filter(id -> !id.isEmpty())
                .mapToInt(Integer::parseInt)
                .toArray());
    assertThat(set).hasToString(text).isEqualTo(IdSet.parse(text));
  }

  @Test
  void a_million_ids_in_a_row_cost_nine_characters() {
    IdSet set = IdSet.ofSorted(IntStream.rangeClosed(1, 1_000_000).iterator());
    assertThat(set.toString()).isEqualTo("1-1000000").hasSize(9);
    assertThat(set.size()).isEqualTo(1_000_000);
    assertThat(set.ids().count()).isEqualTo(1_000_000);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "x",
        "1,",
        ",1",
        "1,,2",
        "1-",
        "-1",
        "-",
        "1-2-3",
        "1--2",
        " 1",
        "1 ",
        "1, 3",
        "3,1",
        "5-3",
        "1,1",
        "1-3,3",
        "1-3,2-5",
        "0",
        "0-4",
        "2147483648",
        "1.5",
        "1-2147483648"
      })
  void bad_text_is_refused(String text) {
    assertThatIllegalArgumentException().isThrownBy(() -> IdSet.parse(text));
  }

  @ParameterizedTest
  @ValueSource(strings = {"1,2", "1-2,3", "1-1", "01", "+1", "1-02", "\u0661"})
  void text_that_it_would_write_otherwise_is_refused(String text) {
    assertThatIllegalArgumentException().isThrownBy(() -> IdSet.parse(text));
  }

  @Test
  void ids_that_do_not_ascend_are_refused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> IdSet.ofSorted(IntStream.of(2, 1).iterator()));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> IdSet.ofSorted(IntStream.of(1, 1).iterator()));
  }

  @ParameterizedTest
  @ValueSource(ints = {0, -1, Integer.MIN_VALUE})
  void what_is_no_id_is_refused(int id) {
    assertThatIllegalArgumentException().isThrownBy(() -> IdSet.of(1, id));
  }

  @Test
  void sets_of_the_same_ids_are_equal_however_they_were_made() {
    IdSet set = IdSet.of(1, 2, 3, 9);
    assertThat(set)
        .isEqualTo(IdSet.of(9, 3, 2, 1))
        .isEqualTo(IdSet.parse("1-3,9"))
        .hasSameHashCodeAs(IdSet.parse("1-3,9"))
        .isNotEqualTo(IdSet.of(1, 2, 3))
        .isNotEqualTo(IdSet.of());
  }

  @Test
  void only_the_empty_set_is_empty() {
    assertThat(IdSet.of().isEmpty()).isTrue();
    assertThat(IdSet.of().size()).isZero();
    assertThat(IdSet.of(1).isEmpty()).isFalse();
  }

  @Test
  void any_set_survives_the_way_to_text_and_back() {
    Random random = new Random(1);
    for (int round = 0; round < 500; round++) {
      TreeSet<Integer> ids = new TreeSet<>();
      int spread = 1 + random.nextInt(200);
      for (int i = random.nextInt(100); i > 0; i--) {
        ids.add(1 + random.nextInt(spread));
      }
      IdSet set = IdSet.of(ids.stream().mapToInt(Integer::intValue).toArray());
      assertThat(set.ids().boxed()).containsExactlyElementsOf(ids);
      assertThat(set.size()).isEqualTo(ids.size());
      assertThat(IdSet.parse(set.toString())).isEqualTo(set);
    }
  }
}
