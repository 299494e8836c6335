package tagledger.api;

import java.util.stream.Stream;

/**
 * What a store has at one position and not, or not so, at another: kind by kind, in the order of
 * ids. It holds resources until it is closed.
 */
public record Difference(Stream<Change.Detail> details) implements AutoCloseable {
  @Override
  public void close() {
    details.close();
  }
}
