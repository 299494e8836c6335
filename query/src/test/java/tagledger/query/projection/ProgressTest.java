package tagledger.query.projection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;
import tagledger.api.NotYetVisible;

class ProgressTest {

  private static final Duration LONG = Duration.ofSeconds(20);
  private static final Duration SHORT = Duration.ofMillis(20);

  private final Progress progress = new Progress(0);

  @Test
  void nobody_waits_for_what_is_there() {
    progress.reached(5);
    assertThatCode(() -> progress.await(5, Duration.ZERO)).doesNotThrowAnyException();
    assertThatCode(() -> progress.await(0, Duration.ZERO)).doesNotThrowAnyException();
  }

  @Test
  void who_waits_in_vain_is_told_and_forgotten() {
    progress.reached(4);
    assertThatExceptionOfType(NotYetVisible.class)
        .isThrownBy(() -> progress.await(5, SHORT))
        .withMessageContaining("5");
    assertThat(progress.isAwaited()).isFalse();
  }

  @Test
  void who_waits_less_long_than_others_is_told_before_them() {
    CompletableFuture<Void> patient = progress.arrival(6, LONG);
    assertThatExceptionOfType(NotYetVisible.class).isThrownBy(() -> progress.await(5, SHORT));
    assertThatExceptionOfType(NotYetVisible.class).isThrownBy(() -> progress.await(7, SHORT));
    assertThat(patient).isNotDone();
    progress.reached(6);
    assertThat(patient).isCompleted();
  }

  @Test
  void it_is_known_since_when_nobody_had_to_wait() {
    await().until(() -> progress.isUnawaitedFor(SHORT));
    progress.reached(5);
    progress.await(5, LONG);
    assertThat(progress.isUnawaitedFor(SHORT)).isTrue();
    progress.arrival(6, LONG);
    assertThat(progress.isUnawaitedFor(LONG)).isFalse();
    progress.reached(6);
    assertThat(progress.isUnawaitedFor(LONG)).isFalse();
    await().until(() -> progress.isUnawaitedFor(SHORT));
  }

  @Test
  void who_waits_goes_on_when_it_is_reached() {
    CompletableFuture<Void> waiter = CompletableFuture.runAsync(() -> progress.await(5, LONG));
    await().until(progress::isAwaited);
    progress.reached(4);
    assertThat(waiter).isNotDone();
    progress.reached(7);
    waiter.join();
    assertThat(progress.isAwaited()).isFalse();
  }

  @Test
  void who_works_only_for_those_who_wait_is_woken_by_the_first() throws InterruptedException {
    Thread worker =
        Thread.ofPlatform()
            .start(
                () -> {
                  try {
                    progress.awaitWaiter(LONG.toNanos());
                    progress.reached(5);
                  } catch (InterruptedException e) {
                    throw new IllegalStateException(e);
                  }
                });
    progress.await(5, LONG);
    worker.join();
  }

  @Test
  void progress_never_goes_back() {
    progress.reached(5);
    progress.reached(3);
    assertThat(progress.position()).isEqualTo(5);
  }

  @Test
  void of_many_who_wait_all_go_on_in_time() {
    List<CompletableFuture<Void>> waiters = new ArrayList<>();
    try (var threads = Executors.newFixedThreadPool(60)) {
      for (int i = 1; i <= 50; i++) {
        long position = i;
        waiters.add(CompletableFuture.runAsync(() -> progress.await(position, LONG), threads));
      }
      for (int i = 0; i < 10; i++) {
        waiters.add(
            CompletableFuture.runAsync(
                () ->
                    assertThatExceptionOfType(NotYetVisible.class)
                        .isThrownBy(() -> progress.await(1_000, SHORT)),
                threads));
      }
      for (int position = 1; position <= 50; position++) {
        progress.reached(position);
      }
      waiters.forEach(CompletableFuture::join);
    }
    assertThat(progress.isAwaited()).isFalse();
  }

  @Test
  void who_is_interrupted_stops_waiting() {
    CompletableFuture<Boolean> interrupted = new CompletableFuture<>();
    Thread waiter =
        Thread.ofPlatform()
            .start(
                () -> {
                  try {
                    progress.await(5, LONG);
                  } catch (NotYetVisible e) {
                    interrupted.complete(Thread.currentThread().isInterrupted());
                  }
                });
    await().until(progress::isAwaited);
    waiter.interrupt();
    assertThat(interrupted.join()).isTrue();
    assertThat(progress.isAwaited()).isFalse();
  }
}
