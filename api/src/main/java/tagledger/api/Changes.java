package tagledger.api;

import java.util.stream.Stream;

/** Changes in the order that was asked for, as they are read; they hold resources until closed. */
public record Changes(Stream<Change> rows) implements AutoCloseable {
  @Override
  public void close() {
    rows.close();
  }
}
