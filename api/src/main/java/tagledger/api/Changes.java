package tagledger.api;

import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Changes in the order that was asked for, as they are read; they hold resources until closed. The
 * details of one are to be read before the next one is taken.
 *
 * @param next the position of the last of them, where a limit has left out more that follow
 */
public record Changes(Stream<Change> rows, @Nullable Long next) implements AutoCloseable {
  @Override
  public void close() {
    rows.close();
  }
}
