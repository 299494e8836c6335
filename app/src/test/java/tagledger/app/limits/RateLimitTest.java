package tagledger.app.limits;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class RateLimitTest {

  @Test
  void as_many_as_are_granted_are_granted_and_the_next_is_told_when() {
    RateLimit limit = new RateLimit(3);

    assertThat(limit.take("a").left()).isEqualTo(2);
    assertThat(limit.take("a").isGranted()).isTrue();
    assertThat(limit.take("a").secondsToAll()).isBetween(50L, 60L);
    RateLimit.Standing refused = limit.take("a");

    assertThat(refused.isGranted()).isFalse();
    assertThat(refused.left()).isZero();
    assertThat(refused.secondsToWait()).isBetween(15L, 20L);
    assertThat(limit.take("b").isGranted()).isTrue();
  }

  @Test
  void a_flood_of_callers_takes_bounded_memory() {
    RateLimit limit = new RateLimit(3);
    for (int i = 0; i < 300_000; i++) {
      limit.take("address " + i);
    }

    assertThat(limit.callers()).isLessThanOrEqualTo(100_000);
  }

  @Test
  void a_name_is_tried_so_often_whatever_its_case_until_it_is_right() {
    LoginAttempts attempts = new LoginAttempts(new RateLimit(2));
    attempts.attempt("alice");
    attempts.attempt(" Alice ");

    assertThatThrownBy(() -> attempts.attempt("ALICE"))
        .isInstanceOfSatisfying(
            LimitExceeded.class,
            exceeded -> {
              assertThat(exceeded.isByCaller()).isTrue();
              assertThat(exceeded.secondsToWait()).isBetween(25L, 30L);
              assertThat(exceeded).hasMessageNotContaining("alice");
            });
    attempts.attempt("bob");
    attempts.succeeded("alice");
    attempts.attempt("alice");
  }

  @Test
  void names_of_any_length_are_one_too_long_name() {
    LoginAttempts attempts = new LoginAttempts(new RateLimit(2));
    attempts.attempt("x".repeat(1000));
    attempts.attempt("y".repeat(1001));

    assertThatThrownBy(() -> attempts.attempt("z".repeat(1002))).isInstanceOf(LimitExceeded.class);
  }
}
