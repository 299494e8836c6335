package tagledger.query.projection;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.axonframework.common.stream.BlockingStream;
import org.axonframework.eventhandling.TrackedEventMessage;
import org.axonframework.eventhandling.TrackingToken;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class ReplayTest {

  @Test
  @Timeout(30)
  void whoever_waits_for_events_learns_what_the_reader_died_of() {
    Error exhausted = new OutOfMemoryError("Java heap space");
    try (Replay replay = new Replay(after -> failing(after, exhausted), 0, 1)) {
      assertThatThrownBy(replay::next).isSameAs(exhausted);
    }
  }

  private static BlockingStream<TrackedEventMessage<?>> failing(
      @Nullable TrackingToken after, Error error) {
    return new BlockingStream<>() {
      @Override
      public Optional<TrackedEventMessage<?>> peek() {
        return Optional.empty();
      }

      @Override
      public boolean hasNextAvailable(int timeout, TimeUnit unit) {
        return true;
      }

      @Override
      public TrackedEventMessage<?> nextAvailable() {
        throw error;
      }

      @Override
      public void close() {}
    };
  }
}
