package tagledger.app.cli;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.Charset;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tagledger.app.cli.Progress.Unit;

class BarTest {

  @Test
  void it_shows_how_far_how_fast_and_how_long_yet() {
    assertThat(drawn(100, UTF_8, 45_000_000).getLast())
        .startsWith("Importing  45% |█")
        .contains("45/100MB", "/ 0:01:05)", "12 rows/s");
  }

  @Test
  void without_a_total_it_shows_how_much() {
    assertThat(drawn(100, UTF_8, -1).getLast()).contains("? %", "45/?MB", "12 rows/s");
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 10, 20, 40, 80, 200})
  void it_is_never_wider_than_the_terminal(int width) {
    assertThat(drawn(width, UTF_8, 45_000_000))
        .isNotEmpty()
        .allSatisfy(line -> assertThat(line.length()).isLessThanOrEqualTo(Math.max(1, width - 1)));
  }

  @Test
  void it_has_no_colours_and_needs_no_unicode() {
    assertThat(drawn(100, US_ASCII, 45_000_000))
        .allSatisfy(line -> assertThat(line).matches("[ -~]*"));
  }

  @Test
  void what_is_no_bytes_is_counted_one_by_one() {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (Bar bar = new Bar("Building", Unit.EVENTS, new PrintStream(out, true, UTF_8), () -> 100)) {
      bar.show(450, 1000, null, "12 events/s");
    }
    assertThat(out.toString(UTF_8)).contains("450/1000 (", "12 events/s");
  }

  @Test
  void what_was_closed_stays_closed() {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    Bar bar = new Bar("Importing", Unit.BYTES, new PrintStream(out, true, UTF_8), () -> 80);
    bar.show(1, 2, null, "");
    bar.close();
    int size = out.size();
    bar.show(2, 2, null, "");
    bar.close();
    assertThat(out.size()).isEqualTo(size);
  }

  @Test
  void what_never_began_leaves_no_trace() {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    new Bar("Importing", Unit.BYTES, new PrintStream(out, true, UTF_8), () -> 80).close();
    assertThat(out.size()).isZero();
  }

  /** At 45 MB of 100, or of what nobody knows. */
  private static List<String> drawn(int width, Charset charset, long known) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (Bar bar =
        new Bar("Importing", Unit.BYTES, new PrintStream(out, true, charset), () -> width)) {
      bar.show(45_000_000, known < 0 ? -1 : 100_000_000, Duration.ofSeconds(65), "12 rows/s");
    }
    return out.toString(charset)
        .lines()
        .flatMap(line -> List.of(line.split("\r")).stream())
        .filter(line -> !line.isEmpty())
        .toList();
  }
}
