package tagledger.api;

import java.util.stream.Stream;

/**
 * A part of the log in its order, as it is read; it holds resources until it is closed. Positions
 * have no gaps.
 */
public record LoggedEvents(Stream<LoggedEvent> events) implements AutoCloseable {
  @Override
  public void close() {
    events.close();
  }
}
