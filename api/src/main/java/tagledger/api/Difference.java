package tagledger.api;

import java.util.stream.Stream;

/**
 * What a store has at one position and not, or not so, at another: each kind by kind, in the order
 * of ids. It holds resources until it is closed.
 *
 * @param changed what is there at both, and not the same
 */
public record Difference(
    Stream<Change.Detail> added, Stream<Change.Detail> removed, Stream<Change.Detail> changed)
    implements AutoCloseable {
  @Override
  public void close() {
    added.close();
    removed.close();
    changed.close();
  }
}
