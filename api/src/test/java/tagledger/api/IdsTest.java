package tagledger.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class IdsTest {

  @ParameterizedTest
  @ValueSource(ints = {1, 17, Integer.MAX_VALUE})
  void every_positive_number_is_an_id(int value) {
    assertThat(new StoreId(value).value()).isEqualTo(value);
    assertThat(new ItemId(value).value()).isEqualTo(value);
    assertThat(new TagId(value).value()).isEqualTo(value);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, -1, Integer.MIN_VALUE})
  void no_other_number_is(int value) {
    assertThatIllegalArgumentException().isThrownBy(() -> new StoreId(value));
    assertThatIllegalArgumentException().isThrownBy(() -> new ItemId(value));
    assertThatIllegalArgumentException().isThrownBy(() -> new TagId(value));
  }

  @Test
  void a_tags_id_is_read_from_text() {
    assertThat(TagId.parse("12")).isEqualTo(new TagId(12));
    assertThatIllegalArgumentException().isThrownBy(() -> TagId.parse("x"));
    assertThatIllegalArgumentException().isThrownBy(() -> TagId.parse("0"));
  }
}
