package tagledger.bench.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class WrkTest {

  @Test
  void what_was_answered_is_counted() {
    assertThat(
            Wrk.load(
                """
                Running 5s test @ http://127.0.0.1:8080
                  40121 requests in 5.05s, 12.02MB read
                Requests/sec:   7944.75
                """))
        .isEqualTo(new Load(40_121, 5.05, 0));
  }

  @Test
  void what_was_refused_or_broken_off_counts_as_failed() {
    Load load =
        Wrk.load(
            """
              1000 requests in 1.00m, 12.02MB read
              Socket errors: connect 1, read 2, write 3, timeout 4
              Non-2xx or 3xx responses: 90
            """);
    assertThat(load).isEqualTo(new Load(1_000, 60, 100));
    assertThat(load.perSecond()).isEqualTo(15);
  }

  @Test
  void anything_else_is_no_measurement() {
    assertThatThrownBy(() -> Wrk.load("unable to connect to 127.0.0.1:8080 Connection refused"))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("Connection refused");
  }
}
