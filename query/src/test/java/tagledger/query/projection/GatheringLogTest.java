package tagledger.query.projection;

import static java.util.concurrent.TimeUnit.MINUTES;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.axonframework.common.stream.BlockingStream;
import org.axonframework.eventhandling.GenericEventMessage;
import org.axonframework.eventhandling.GenericTrackedEventMessage;
import org.axonframework.eventhandling.GlobalSequenceTrackingToken;
import org.axonframework.eventhandling.TrackedEventMessage;
import org.axonframework.eventhandling.TrackingToken;
import org.axonframework.messaging.StreamableMessageSource;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class GatheringLogTest {

  private static final Pause LONG = new Pause(Duration.ofMinutes(1));

  private final BlockingQueue<TrackedEventMessage<?>> events = new LinkedBlockingQueue<>();
  private final Progress progress = new Progress(0);
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final BlockingStream<TrackedEventMessage<?>> stream =
      new GatheringLog(new Source(), progress, LONG).openStream(null);

  @AfterEach
  void stop() {
    threads.shutdownNow();
  }

  @Test
  void after_a_rest_the_first_event_is_found_at_once() throws InterruptedException {
    add(1);
    assertThat(stream.hasNextAvailable(0, SECONDS)).isTrue();
  }

  @Test
  void what_comes_soon_after_gathers_until_somebody_waits_for_it() throws InterruptedException {
    add(1);
    take();
    CompletableFuture<Void> taking = CompletableFuture.runAsync(this::take, threads);
    add(2);
    await().during(Duration.ofMillis(50)).until(() -> !taking.isDone());
    CompletableFuture<Void> waiter =
        CompletableFuture.runAsync(() -> progress.await(2, Duration.ofSeconds(20)), threads);
    taking.orTimeout(20, SECONDS).join();
    progress.reached(2);
    waiter.join();
  }

  @Test
  void as_long_as_somebody_waits_nothing_gathers() throws InterruptedException {
    CompletableFuture<Void> waiter =
        CompletableFuture.runAsync(() -> progress.await(3, Duration.ofSeconds(20)), threads);
    await().until(progress::isAwaited);
    for (int position = 1; position <= 3; position++) {
      add(position);
      take();
    }
    progress.reached(3);
    waiter.join();
  }

  @Test
  void nothing_gathers_while_it_may_not() throws InterruptedException {
    AtomicBoolean allowed = new AtomicBoolean();
    Pause pause = new Pause(LONG.longest(), allowed::get);
    try (BlockingStream<?> asked =
        new GatheringLog(new Source(), progress, pause).openStream(null)) {
      for (int position = 1; position <= 3; position++) {
        add(position);
        assertThat(asked.hasNextAvailable(0, SECONDS)).isTrue();
        asked.nextAvailable();
      }
      allowed.set(true);
      add(4);
      CompletableFuture<Boolean> found =
          CompletableFuture.supplyAsync(() -> isAvailable(asked), threads);
      await().during(Duration.ofMillis(50)).until(() -> !found.isDone());
    }
  }

  private static boolean isAvailable(BlockingStream<?> stream) {
    try {
      return stream.hasNextAvailable(0, SECONDS);
    } catch (InterruptedException e) {
      return false;
    }
  }

  @Test
  void who_finds_many_does_not_rest() throws InterruptedException {
    for (int position = 1; position <= 1_000; position++) {
      add(position);
    }
    for (int position = 1; position <= 1_000; position++) {
      assertThat(stream.hasNextAvailable(0, SECONDS)).isTrue();
      stream.nextAvailable();
    }
    add(1_001);
    assertThat(stream.hasNextAvailable(0, SECONDS)).isTrue();
  }

  private void take() {
    try {
      assertThat(stream.hasNextAvailable(1, MINUTES)).isTrue();
      stream.nextAvailable();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private void add(long position) {
    events.add(
        new GenericTrackedEventMessage<>(
            new GlobalSequenceTrackingToken(position), GenericEventMessage.asEventMessage("any")));
  }

  /** As the log, whose page ends where there is nothing more. */
  private final class Source implements StreamableMessageSource<TrackedEventMessage<?>> {
    @Override
    public BlockingStream<TrackedEventMessage<?>> openStream(@Nullable TrackingToken after) {
      return new BlockingStream<>() {
        private final Deque<TrackedEventMessage<?>> page = new ArrayDeque<>();

        @Override
        public Optional<TrackedEventMessage<?>> peek() {
          return Optional.ofNullable(page.peek());
        }

        @Override
        public boolean hasNextAvailable(int timeout, TimeUnit unit) throws InterruptedException {
          if (page.isEmpty()) {
            TrackedEventMessage<?> next = events.poll(timeout, unit);
            if (next == null) {
              return false;
            }
            page.add(next);
            events.drainTo(page);
          }
          return true;
        }

        @Override
        public TrackedEventMessage<?> nextAvailable() {
          return page.remove();
        }

        @Override
        public void close() {}
      };
    }
  }
}
