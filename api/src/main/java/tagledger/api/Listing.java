package tagledger.api;

import java.util.stream.Stream;

/** Rows in the order of their ids, as they are read; it holds resources until it is closed. */
public record Listing(Stream<? extends View> rows) implements AutoCloseable {
  @Override
  public void close() {
    rows.close();
  }
}
