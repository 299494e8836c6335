package tagledger.bench.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import tagledger.bench.load.Load;

class BoundTest {

  @Test
  void at_least_is_reached_from_above_and_at_most_from_below() {
    assertThat(Bound.atLeast("writes", 0.4, Spread.one(0.5)).row())
        .isEqualTo("| writes | ≥ 0.40 | **0.50** | yes, 1.25 of it |");
    assertThat(Bound.atMost("milliseconds", 3, Spread.one(6)).row())
        .isEqualTo("| milliseconds | ≤ 3.00 | **6.00** | **no**, 0.50 of it |");
  }

  @Test
  void what_was_not_measured_is_said_not_to_be() {
    assertThat(Bound.atLeast("writes", 0.4, Optional.empty()).row())
        .isEqualTo("| writes | ≥ 0.40 | not measured |  |");
  }

  @Test
  void rates_are_compared_round_by_round() {
    Figures figures = new Figures();
    for (int speed : List.of(1, 2, 4)) {
      figures.add("read", "one", new Load(300L * speed, 1, 0));
      figures.add("read", "other", new Load(100L * speed, 1, 0));
    }
    assertThat(figures.ratio("read", "one", "read", "other")).contains(new Spread(3, 3, 3));
    assertThat(figures.ratio("read", "one", "read", "nobody")).isEmpty();
  }
}
