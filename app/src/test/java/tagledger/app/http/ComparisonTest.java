package tagledger.app.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import tagledger.api.Fsck;
import tagledger.api.Unavailable;
import tagledger.app.http.Comparison.Difference;
import tagledger.app.http.Comparison.Silence;

@Timeout(30)
class ComparisonTest {

  private static final Duration SHORT = Duration.ofMillis(50);
  private static final Duration LONG = Duration.ofSeconds(60);

  private final AtomicBoolean ended = new AtomicBoolean();
  private final AtomicBoolean stopping = new AtomicBoolean();

  @Test
  void differences_come_in_their_order_and_counts_are_added_up() {
    Comparison comparison =
        begin(
            LONG,
            findings -> {
              findings.compared("events", 2);
              findings.differs("one");
              findings.compared("items", 5);
              findings.differs("two");
              findings.compared("events", 3);
            });

    assertThat(comparison.next()).isEqualTo(new Difference("one"));
    assertThat(comparison.next()).isEqualTo(new Difference("two"));
    assertThat(comparison.hasNext()).isFalse();
    assertThat(comparison.compared()).containsExactly(entry("events", 5), entry("items", 5));
    assertThat(ended).isTrue();
  }

  @Test
  void what_nobody_takes_waits_and_is_not_piled_up() {
    AtomicInteger told = new AtomicInteger();
    Comparison comparison =
        begin(
            LONG,
            findings -> {
              for (int i = 0; i < 1_000_000; i++) {
                findings.differs("line " + i);
                told.incrementAndGet();
              }
            });

    for (int taken = 0; taken < 1_000_000; taken++) {
      assertThat(comparison.next()).isEqualTo(new Difference("line " + taken));
      assertThat(told.get() - taken).isLessThan(200);
    }
    assertThat(comparison.hasNext()).isFalse();
  }

  @Test
  void a_long_silence_is_told_of() {
    CountDownLatch heard = new CountDownLatch(1);
    Comparison comparison =
        begin(
            SHORT,
            findings -> {
              awaitQuietly(heard);
              findings.differs("late");
            });

    assertThat(comparison.next()).isEqualTo(new Silence());
    assertThat(comparison.next()).isEqualTo(new Silence());
    heard.countDown();
    assertThat(comparison.next()).isEqualTo(new Difference("late"));
  }

  @Test
  void a_failure_comes_after_what_was_found_before_it() {
    Comparison comparison =
        begin(
            LONG,
            findings -> {
              findings.differs("found");
              throw new IllegalArgumentException("gone");
            });

    assertThat(comparison.next()).isEqualTo(new Difference("found"));
    assertThatThrownBy(comparison::hasNext).hasMessage("gone");
    assertThat(ended).isTrue();
  }

  @Test
  void it_ends_once_nobody_wants_it() {
    try (Comparison comparison =
        begin(
            LONG,
            findings -> {
              while (!ended.get()) {
                findings.compared("events", 1);
              }
            })) {
      assertThat(ended).isFalse();
    }
    await().untilTrue(ended);
  }

  @Test
  void it_is_given_up_when_the_service_stops() {
    CountDownLatch never = new CountDownLatch(1);
    Comparison comparison = begin(LONG, findings -> awaitQuietly(never));
    stopping.set(true);

    assertThatThrownBy(comparison::hasNext)
        .isInstanceOf(Unavailable.class)
        .hasMessageContaining("stopping");
    never.countDown();
  }

  private Comparison begin(Duration longestSilence, Fsck fsck) {
    return Comparison.begin(fsck, longestSilence, stopping::get, () -> ended.set(true));
  }

  private static Map.Entry<String, Long> entry(String what, long count) {
    return Map.entry(what, count);
  }

  private static void awaitQuietly(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
