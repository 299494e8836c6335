package tagledger.app.limits;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.springframework.mock.web.DelegatingServletInputStream;

class LimitedBodyTest {

  private final AtomicLong clock = new AtomicLong();

  @Test
  void a_body_that_drips_is_given_up() throws IOException {
    LimitedBody body = body("x".repeat(100), 0, 3);

    for (int i = 0; i < 6; i++) {
      assertThat(body.read()).isEqualTo('x');
    }
    assertThatThrownBy(body::read)
        .isInstanceOfSatisfying(BodyRefused.class, it -> assertThat(it.isTooLarge()).isFalse())
        .hasMessage("The body came too slowly: 7 bytes in 21 s, where 10 a second are asked for.");
  }

  @Test
  void whoever_reads_may_take_his_time() throws IOException {
    LimitedBody body = body("x".repeat(100), 0, 0);
    for (int i = 0; i < 100; i++) {
      clock.addAndGet(TimeUnit.HOURS.toNanos(1));
      assertThat(body.read()).isEqualTo('x');
    }

    assertThat(body.read()).isEqualTo(-1);
  }

  @Test
  void what_is_longer_than_the_longest_is_given_up() throws IOException {
    assertThat(body("x".repeat(100), 100, 0).readAllBytes()).hasSize(100);
    assertThatThrownBy(() -> body("x".repeat(101), 100, 0).readAllBytes())
        .isInstanceOfSatisfying(BodyRefused.class, it -> assertThat(it.isTooLarge()).isTrue());
  }

  /** Each read of it takes so long. */
  private LimitedBody body(String text, long most, int secondsARead) {
    var in =
        new DelegatingServletInputStream(
            new ByteArrayInputStream(text.getBytes(US_ASCII)) {
              @Override
              public synchronized int read() {
                clock.addAndGet(TimeUnit.SECONDS.toNanos(secondsARead));
                return super.read();
              }
            });
    return new LimitedBody(
        in, new LimitedBody.Limits(most, 10, Duration.ofSeconds(20), clock::get), () -> {});
  }
}
