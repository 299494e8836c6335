package tagledger.app.imports;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import org.junit.jupiter.api.Test;
import tagledger.api.Row;

class MetThingsTest {

  private final MetThings met = new MetThings();

  @Test
  void a_thing_of_an_earlier_chunk_is_known_and_one_of_this_chunk_is_not() {
    assertThat(met.isInEarlierChunk(item("chair"))).isFalse();
    assertThat(met.isInEarlierChunk(item("chair"))).isFalse();
    met.endChunk();
    assertThat(met.isInEarlierChunk(item("chair"))).isTrue();
    assertThat(met.isInEarlierChunk(item("table"))).isFalse();
    assertThat(met.isInEarlierChunk(item("chair"))).isTrue();
  }

  @Test
  void an_item_and_a_post_of_one_key_are_two_things() {
    assertThat(met.isInEarlierChunk(item("news"))).isFalse();
    met.endChunk();
    assertThat(met.isInEarlierChunk(new Row.OfPost(1, "news", "News", null, null))).isFalse();
  }

  private static Row.OfItem item(String key) {
    return new Row.OfItem(1, key, "Name", BigDecimal.ONE, null);
  }
}
