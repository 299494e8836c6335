package tagledger.query.projection;

import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.axonframework.common.stream.BlockingStream;
import org.axonframework.eventhandling.TrackedEventMessage;
import org.axonframework.eventhandling.TrackingToken;
import org.axonframework.messaging.StreamableMessageSource;
import org.jspecify.annotations.Nullable;

/**
 * The log to a reader that is not in a hurry: as long as nobody waits for him, he looks for more
 * only now and then, and finds many events together, which cost him far less than one by one.
 */
record GatheringLog(
    StreamableMessageSource<TrackedEventMessage<?>> log, Progress progress, Pause pause)
    implements StreamableMessageSource<TrackedEventMessage<?>> {

  /** Who finds so many is behind, and looks again at once. */
  private static final int MANY = 1_000;

  @Override
  public BlockingStream<TrackedEventMessage<?>> openStream(@Nullable TrackingToken after) {
    return new Gathering(log.openStream(after));
  }

  @Override
  public TrackingToken createTailToken() {
    return log.createTailToken();
  }

  @Override
  public TrackingToken createHeadToken() {
    return log.createHeadToken();
  }

  private final class Gathering implements BlockingStream<TrackedEventMessage<?>> {

    private final BlockingStream<TrackedEventMessage<?>> stream;
    private long looked;
    private int taken;

    Gathering(BlockingStream<TrackedEventMessage<?>> stream) {
      this.stream = stream;
    }

    @Override
    public boolean hasNextAvailable(int timeout, TimeUnit unit) throws InterruptedException {
      if (stream.peek().isEmpty()) {
        if (taken > 0 && taken < MANY && pause.allowed().getAsBoolean()) {
          progress.awaitWaiter(looked + pause.longest().toNanos() - System.nanoTime());
        }
        taken = 0;
      }
      boolean available = stream.hasNextAvailable(timeout, unit);
      looked = System.nanoTime();
      return available;
    }

    @Override
    public TrackedEventMessage<?> nextAvailable() throws InterruptedException {
      taken++;
      return stream.nextAvailable();
    }

    @Override
    public Optional<TrackedEventMessage<?>> peek() {
      return stream.peek();
    }

    @Override
    public void close() {
      stream.close();
    }
  }
}
