package tagledger.command.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tagledger.api.IdSet;
import tagledger.api.ItemId;
import tagledger.api.PairsChanged;
import tagledger.api.PostId;
import tagledger.api.Rejection;
import tagledger.api.StoreId;
import tagledger.api.TagId;

class OutcomeTextTest {

  static List<Object> outcomes() {
    return List.of(
        new StoreId(1),
        new ItemId(Integer.MAX_VALUE),
        new PostId(3),
        new TagId(4),
        new PairsChanged(1_000_000, 0),
        new Rejection.NotFound(),
        new Rejection.StoreNameTaken(),
        new Rejection.TagNameTaken(),
        new Rejection.TagBorne(),
        new Rejection.LinkAcrossStores(),
        new Rejection.PreconditionFailed(),
        new Rejection.Incomplete(List.of("name", "price")),
        new Rejection.NotOfThisStore(IdSet.of(1, 2, 3, 7), IdSet.of(), IdSet.of(9)));
  }

  @ParameterizedTest
  @MethodSource("outcomes")
  void what_is_written_is_read_again(Object outcome) {
    assertThat(OutcomeText.read(OutcomeText.write(outcome)))
        .hasSameClassAs(outcome)
        .usingRecursiveComparison()
        .isEqualTo(outcome);
  }

  @Test
  void what_is_kept_of_each_is_all_that_tells_it_apart() {
    assertThat(outcomes().stream().map(OutcomeText::write))
        .contains("item 2147483647", "pairs 1000000 0", "not-of-this-store 1-3,7  9")
        .doesNotHaveDuplicates();
  }

  @Test
  void what_is_no_outcome_is_neither_written_nor_read() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> OutcomeText.write(new Rejection.KeyReused()));
    assertThatIllegalArgumentException().isThrownBy(() -> OutcomeText.write("item 1"));
    assertThatIllegalArgumentException().isThrownBy(() -> OutcomeText.read("nothing"));
  }
}
